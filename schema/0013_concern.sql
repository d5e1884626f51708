-- Which partner an item of the back-entry concerns, and which rule of law it is about. All rows are derived: an older store
-- makes them again when it is opened.

DROP TABLE back_entry;

CREATE TABLE back_entry (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  nth INTEGER NOT NULL,
  uuid BLOB NOT NULL, -- of the case
  register TEXT NOT NULL,
  step INTEGER NOT NULL, -- of criminal procedure
  partner TEXT, -- who carries it out, or the court; nothing where none is known
  rule TEXT, -- of a term
  weight INTEGER NOT NULL, -- of the heaviest open item of the case: a case is keyed as a whole
  free INTEGER NOT NULL,
  day TEXT,
  standing TEXT NOT NULL,
  open INTEGER NOT NULL,
  since INTEGER NOT NULL, -- when it was written here, by its author's clock
  finished INTEGER, -- when it was keyed, checked, left out or found in the source
  claimed TEXT NOT NULL, -- by whom, one name a line
  systems TEXT NOT NULL, -- the source systems that know the case, one name a line
  PRIMARY KEY (cid, nth)
) STRICT, WITHOUT ROWID;

CREATE INDEX back_entry_open ON back_entry (weight, free, day, uuid, nth) WHERE open = 1;
CREATE INDEX back_entry_finished ON back_entry (finished) WHERE finished IS NOT NULL;

-- What stands side by side: the first eight bytes of the digest of each value, in their order. A value that comes later is news.
ALTER TABLE conflict ADD COLUMN sides BLOB NOT NULL DEFAULT x'';

INSERT OR REPLACE INTO setting (key, value) SELECT 'derived', 'before' FROM meta;
