-- What must still be decided, by how much hangs on it, and what must still be keyed into the source systems.

ALTER TABLE conflict ADD COLUMN weight INTEGER NOT NULL DEFAULT 5; -- nought weighs most
ALTER TABLE conflict ADD COLUMN free INTEGER NOT NULL DEFAULT 1; -- nobody is held in the case
ALTER TABLE conflict ADD COLUMN day TEXT; -- the earliest day that one of the values names

ALTER TABLE conflict ADD COLUMN uuid BLOB; -- of the case: the order must not depend on what arrived first

CREATE INDEX conflict_by_weight ON conflict (weight, free, day, uuid, register);

CREATE TABLE back_entry (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  nth INTEGER NOT NULL,
  uuid BLOB NOT NULL, -- of the case
  register TEXT NOT NULL,
  step INTEGER NOT NULL, -- of criminal procedure
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

-- Up to where this station's own journal went when a case left in a bundle of some cases: what it said of it is handed over.
ALTER TABLE sent_case ADD COLUMN head INTEGER NOT NULL DEFAULT 0;

CREATE INDEX sent_case_by_case ON sent_case (uuid, head);

-- A store from before this step has conflicts without weight and no list of items: its rows are made again when it is opened.
INSERT INTO setting (key, value) SELECT 'derived', 'before' FROM meta;

-- What was declared concerns the whole office and is read often.
CREATE INDEX event_manage ON event (rid) WHERE kind = 'manage' AND cid IS NULL;

-- Cases that no source system knows: of these it is asked whether they are there under another number.
CREATE INDEX case_of_ours ON case_cur (cid) WHERE sources = '';
