-- A body that came destroyed, or was lost, may be made whole: sha256() proves its bytes by the header, which is never
-- changed. Which of both came first may not decide what a store holds.

DROP TRIGGER event_is_never_changed;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
WHEN NOT (
  new.rid IS old.rid AND new.id IS old.id AND new.aid IS old.aid AND new.seq IS old.seq AND new.cid IS old.cid
  AND new.kind IS old.kind AND new.hdr IS old.hdr
  AND CASE
    WHEN old.body IS NULL THEN sha256(new.body) IS CAST(old.hdr AS TEXT) ->> '$.bh'
    ELSE new.body IS NULL AND new.at IS old.at
  END
)
BEGIN
  SELECT raise(ABORT, 'an event is never changed; its body may be destroyed, or made whole');
END;
