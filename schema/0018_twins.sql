-- What people decided about two cases, so that a case which is the same as another is not keyed as one of its own. All rows are
-- derived: an older store makes them again when it is opened.

CREATE TABLE twin (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  other BLOB NOT NULL, -- the name of the other case
  verdict TEXT NOT NULL, -- more than one where people contradict each other
  PRIMARY KEY (cid, other, verdict)
) STRICT, WITHOUT ROWID;

INSERT OR REPLACE INTO setting (key, value) SELECT 'derived', 'before' FROM meta;

-- The certificate by which a station signed, as OpenSSH writes it: a receipt that is typed from paper does not bring it along.
ALTER TABLE sender ADD COLUMN certificate TEXT;
