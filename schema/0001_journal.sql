-- What is never made again from something else: the journal, and who and what its entries are about.

CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  office TEXT NOT NULL,
  station TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('live', 'exercise')),
  made_at TEXT NOT NULL
) STRICT;

-- Who writes chains of events. The head ends the part of the chain that is here without a gap and without a fork.
CREATE TABLE author (
  aid INTEGER PRIMARY KEY AUTOINCREMENT,
  ws TEXT NOT NULL,
  ep INTEGER NOT NULL,
  head_seq INTEGER NOT NULL DEFAULT 0,
  head_id BLOB,
  forked INTEGER NOT NULL DEFAULT 0,
  UNIQUE (ws, ep)
) STRICT;

-- The short key of each case; its order is the order of arrival.
CREATE TABLE case_key (
  cid INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16)
) STRICT;

-- The journal: the verbatim bytes, and what is looked up by. `at` is by the author's own clock, in seconds since 1970.
CREATE TABLE event (
  rid INTEGER PRIMARY KEY AUTOINCREMENT,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
  aid INTEGER NOT NULL REFERENCES author (aid),
  seq INTEGER NOT NULL CHECK (seq > 0),
  cid INTEGER REFERENCES case_key (cid),
  kind TEXT NOT NULL,
  at INTEGER,
  hdr BLOB NOT NULL,
  body BLOB -- NULL: lawfully destroyed
) STRICT;

-- Not unique: two histories of one author are kept and flagged, never refused.
CREATE INDEX event_chain ON event (aid, seq, id);
CREATE INDEX event_case ON event (cid, rid) WHERE cid IS NOT NULL;
CREATE INDEX event_day ON event (at) WHERE kind <> 'snapshot';

CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN
  SELECT raise(ABORT, 'an event is never deleted');
END;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
WHEN NOT (
  old.body IS NOT NULL AND new.body IS NULL
  AND new.rid IS old.rid AND new.id IS old.id AND new.aid IS old.aid AND new.seq IS old.seq AND new.cid IS old.cid
  AND new.kind IS old.kind AND new.at IS old.at AND new.hdr IS old.hdr
)
BEGIN
  SELECT raise(ABORT, 'an event is never changed; its body may be destroyed');
END;
