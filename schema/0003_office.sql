-- What the office keeps beside the journal: exchange with partners, intakes, settings and keys.

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE secret (
  name TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE bundle (
  bid INTEGER PRIMARY KEY AUTOINCREMENT,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  kind TEXT NOT NULL,
  ws TEXT NOT NULL,
  ep INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  prev BLOB, -- the tag manifest of the bundle before it
  tagmanifest BLOB NOT NULL CHECK (length(tagmanifest) = 32),
  name TEXT NOT NULL,
  partner TEXT, -- to whom it was made, or from whom it came
  verdict TEXT NOT NULL,
  head_seq INTEGER NOT NULL, -- the last own event in it
  at TEXT NOT NULL,
  UNIQUE (direction, tagmanifest)
) STRICT;

CREATE INDEX bundle_by_author ON bundle (ws, ep, seq);

CREATE TABLE partner (
  pid INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  root_key TEXT NOT NULL, -- the pinned public root key, one OpenSSH line
  fingerprint TEXT NOT NULL,
  confirmed TEXT, -- when and how a person confirmed the fingerprint
  acked TEXT NOT NULL DEFAULT '[]', -- what its last receipt says it holds
  receipt BLOB, -- the verbatim last receipt
  receipt_at TEXT
) STRICT;

CREATE TABLE snapshot_import (
  sid INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  ep INTEGER NOT NULL,
  taken_at TEXT NOT NULL,
  taken_unix INTEGER NOT NULL,
  imported_at TEXT NOT NULL,
  mapping TEXT NOT NULL,
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  records INTEGER NOT NULL,
  cases INTEGER NOT NULL,
  findings INTEGER NOT NULL
) STRICT;

CREATE INDEX snapshot_by_source ON snapshot_import (source, taken_unix);
CREATE INDEX snapshot_by_digest ON snapshot_import (digest);

-- What was wrong in an export, with the original text; nothing is dropped.
CREATE TABLE finding (
  fid INTEGER PRIMARY KEY AUTOINCREMENT,
  sid INTEGER NOT NULL REFERENCES snapshot_import (sid),
  file TEXT NOT NULL,
  record INTEGER NOT NULL,
  code TEXT NOT NULL,
  field TEXT NOT NULL,
  original TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;

CREATE INDEX finding_by_import ON finding (sid, fid);
