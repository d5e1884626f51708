-- How many emergency numbers of each day's block this station has given out. Never made again from something else, and
-- never lowered: a number on paper must not be given out twice.
CREATE TABLE emergency_block (
  ep INTEGER NOT NULL,
  day TEXT NOT NULL,
  used INTEGER NOT NULL CHECK (used BETWEEN 0 AND 999),
  PRIMARY KEY (ep, day)
) WITHOUT ROWID, STRICT;

CREATE TRIGGER a_number_is_never_given_back BEFORE UPDATE ON emergency_block WHEN new.used < old.used
BEGIN
  SELECT raise(ABORT, 'an emergency number is never given back');
END;

-- Where the journal names a form by its number: as printed, or as keyed in.
CREATE TABLE form (
  number TEXT NOT NULL,
  keyed INTEGER NOT NULL,
  rid INTEGER NOT NULL REFERENCES event (rid),
  PRIMARY KEY (number, keyed, rid)
) WITHOUT ROWID, STRICT;
