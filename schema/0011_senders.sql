-- What is known of each station that sent something, by the fingerprint of its key: the highest number and its name, how far
-- its own journal went by that, and the highest keyset that it knew. It outlives the bundles that are here: after a backup
-- was put back, the guard outside the store fills it again.
CREATE TABLE sender (
  key TEXT PRIMARY KEY,
  ws TEXT NOT NULL,
  ep INTEGER NOT NULL,
  partner TEXT,
  seq INTEGER NOT NULL,
  name BLOB NOT NULL,
  own_head INTEGER NOT NULL,
  keyset INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was alarming about a station, once each: the outcome's word, and what is particular to it.
CREATE TABLE alarm (
  about TEXT NOT NULL,
  outcome TEXT NOT NULL,
  detail TEXT NOT NULL,
  partner TEXT,
  bundle BLOB,
  at TEXT NOT NULL,
  PRIMARY KEY (about, outcome, detail)
) STRICT, WITHOUT ROWID;

-- What the receiver of a bundle holds once it took all of it in: a receipt on paper is too small to say so.
CREATE TABLE sent (
  tagmanifest BLOB PRIMARY KEY,
  have TEXT NOT NULL
) STRICT, WITHOUT ROWID;
