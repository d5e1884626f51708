-- Hearing lists as they were printed, so that the next print can say what changed and an old one can be printed again.
-- The journal says that each was printed, with the digest of what it said; the words are here and not in the journal,
-- which goes to partners and is read by auditors.

CREATE TABLE printed_list (
  pid INTEGER PRIMARY KEY AUTOINCREMENT,
  date TEXT NOT NULL,
  court TEXT NOT NULL,
  audience TEXT NOT NULL,
  counsel TEXT NOT NULL DEFAULT '', -- whose list it is, where the reader is counsel
  version INTEGER NOT NULL CHECK (version > 0),
  standing TEXT NOT NULL,
  printed_at TEXT NOT NULL, -- for the first time
  fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
  content TEXT NOT NULL,
  UNIQUE (date, court, audience, counsel, version)
) STRICT;
