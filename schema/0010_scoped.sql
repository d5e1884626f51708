-- What of a case left in a bundle of some cases: a case that did not change since its bundle was acknowledged stays at
-- home the next time.
CREATE TABLE sent_case (
  tagmanifest BLOB NOT NULL,
  uuid BLOB NOT NULL,
  sent BLOB NOT NULL,
  PRIMARY KEY (tagmanifest, uuid)
) WITHOUT ROWID, STRICT;

-- Numbers of another station's bundles of which it says that they were not made for this office.
CREATE TABLE elsewhere (
  ws TEXT NOT NULL,
  ep INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (ws, ep, first)
) WITHOUT ROWID, STRICT;
