-- What is derived from the journal: every row here can be dropped and made again to the same bytes.
-- Moments are seconds since 1970; dates and civil times are ISO 8601 texts, so that they sort.

CREATE TABLE case_cur (
  cid INTEGER PRIMARY KEY REFERENCES case_key (cid),
  uuid BLOB NOT NULL,
  number TEXT NOT NULL,
  suspect TEXT NOT NULL,
  suspect_key TEXT NOT NULL, -- folded, for sorting
  born TEXT,
  charge TEXT NOT NULL,
  place TEXT NOT NULL,
  phase TEXT NOT NULL,
  prosecutor TEXT NOT NULL,
  in_custody INTEGER NOT NULL,
  next_hearing TEXT,
  next_fatal INTEGER,
  conflicts INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  terms INTEGER NOT NULL,
  taken_at INTEGER,
  sources TEXT NOT NULL,
  state BLOB NOT NULL
) STRICT;

CREATE INDEX case_by_number ON case_cur (number);
CREATE INDEX case_by_suspect ON case_cur (suspect_key);
CREATE INDEX case_by_hearing ON case_cur (next_hearing);
CREATE INDEX case_by_fatal ON case_cur (next_fatal) WHERE next_fatal IS NOT NULL;
CREATE INDEX case_in_custody ON case_cur (cid) WHERE in_custody = 1;
CREATE INDEX case_in_conflict ON case_cur (cid) WHERE conflicts > 0;
CREATE INDEX case_with_terms ON case_cur (cid) WHERE terms > 0;

-- Clustered by day, with what a day list shows, so that a day is read in one go.
CREATE TABLE hearing (
  date TEXT NOT NULL,
  court TEXT NOT NULL,
  time TEXT NOT NULL,
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  nth INTEGER NOT NULL, -- place among the case's rows
  hearing TEXT NOT NULL,
  room TEXT NOT NULL,
  chamber TEXT NOT NULL,
  minutes INTEGER,
  modality TEXT NOT NULL,
  judges TEXT NOT NULL,
  interpreter TEXT,
  closed INTEGER NOT NULL,
  outcome TEXT,
  custody INTEGER NOT NULL,
  youth INTEGER NOT NULL,
  conflict INTEGER NOT NULL,
  uuid BLOB NOT NULL,
  number TEXT NOT NULL,
  suspect TEXT NOT NULL,
  charge TEXT NOT NULL,
  taken_at INTEGER,
  PRIMARY KEY (date, court, time, cid, nth)
) WITHOUT ROWID, STRICT;

CREATE INDEX hearing_of_case ON hearing (cid);

CREATE TABLE term (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  nth INTEGER NOT NULL,
  term TEXT NOT NULL,
  rule TEXT NOT NULL,
  trigger TEXT NOT NULL,
  earliest INTEGER,
  latest INTEGER,
  shown INTEGER, -- NULL: it cannot be computed, and comes first
  running INTEGER NOT NULL,
  custody INTEGER NOT NULL,
  PRIMARY KEY (cid, nth)
) WITHOUT ROWID, STRICT;

CREATE INDEX term_by_end ON term (running, shown);
CREATE INDEX term_by_clock ON term (custody, running, shown);

CREATE TABLE task (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  nth INTEGER NOT NULL,
  task TEXT NOT NULL,
  kind TEXT NOT NULL,
  executor TEXT NOT NULL,
  due TEXT,
  text TEXT NOT NULL,
  urgent INTEGER NOT NULL,
  stage INTEGER NOT NULL, -- 0 open, 1 handed over, 2 done
  conflict INTEGER NOT NULL,
  PRIMARY KEY (cid, nth)
) WITHOUT ROWID, STRICT;

CREATE INDEX task_by_due ON task (stage, due);

CREATE TABLE document (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  nth INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  title TEXT NOT NULL,
  len INTEGER NOT NULL,
  PRIMARY KEY (cid, nth)
) WITHOUT ROWID, STRICT;

CREATE INDEX document_by_hash ON document (sha256);

CREATE TABLE conflict (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  register TEXT NOT NULL,
  PRIMARY KEY (cid, register)
) WITHOUT ROWID, STRICT;

-- Events that rest on others that have not arrived.
CREATE TABLE waiting (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  rid INTEGER NOT NULL REFERENCES event (rid),
  PRIMARY KEY (cid, rid)
) WITHOUT ROWID, STRICT;

-- The digest of each of the 4,096 buckets of the state root.
CREATE TABLE bucket (
  b INTEGER PRIMARY KEY,
  hash BLOB,
  dirty INTEGER NOT NULL
) STRICT;

-- The folded words of each case, against which every hit is held.
CREATE TABLE search_text (
  cid INTEGER PRIMARY KEY REFERENCES case_key (cid),
  names TEXT NOT NULL,
  numbers TEXT NOT NULL,
  places TEXT NOT NULL,
  words TEXT NOT NULL
) STRICT;

-- The beginnings of words.
CREATE VIRTUAL TABLE search_prefix USING fts5 (
  names, numbers, places, words,
  content = '', contentless_delete = 1, detail = column,
  tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3 4'
);

-- Any three letters or digits in a row, of names and numbers.
CREATE VIRTUAL TABLE search_fragment USING fts5 (
  names, numbers,
  content = '', contentless_delete = 1, detail = none,
  tokenize = 'trigram'
);
