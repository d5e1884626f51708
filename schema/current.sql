CREATE TABLE alarm (
  about TEXT NOT NULL,
  outcome TEXT NOT NULL,
  detail TEXT NOT NULL,
  partner TEXT,
  bundle BLOB,
  at TEXT NOT NULL,
  PRIMARY KEY (about, outcome, detail)
) STRICT, WITHOUT ROWID;

CREATE TABLE author (
  aid INTEGER PRIMARY KEY AUTOINCREMENT,
  ws TEXT NOT NULL,
  ep INTEGER NOT NULL,
  head_seq INTEGER NOT NULL DEFAULT 0,
  head_id BLOB,
  forked INTEGER NOT NULL DEFAULT 0,
  UNIQUE (ws, ep)
) STRICT;

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

CREATE TABLE bucket (
  b INTEGER PRIMARY KEY,
  hash BLOB,
  dirty INTEGER NOT NULL
) STRICT;

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
, paper INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE case_key (
  cid INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16)
) STRICT;

CREATE TABLE conflict (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  register TEXT NOT NULL, weight INTEGER NOT NULL DEFAULT 5, free INTEGER NOT NULL DEFAULT 1, day TEXT, uuid BLOB, sides BLOB NOT NULL DEFAULT x'',
  PRIMARY KEY (cid, register)
) WITHOUT ROWID, STRICT;

CREATE TABLE desk (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  kind TEXT NOT NULL, -- promise, service or victim
  open INTEGER NOT NULL, -- something of it is not done
  PRIMARY KEY (cid, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  nth INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  title TEXT NOT NULL,
  len INTEGER NOT NULL,
  PRIMARY KEY (cid, nth)
) WITHOUT ROWID, STRICT;

CREATE TABLE elsewhere (
  ws TEXT NOT NULL,
  ep INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (ws, ep, first)
) WITHOUT ROWID, STRICT;

CREATE TABLE emergency_block (
  ep INTEGER NOT NULL,
  day TEXT NOT NULL,
  used INTEGER NOT NULL CHECK (used BETWEEN 0 AND 999),
  PRIMARY KEY (ep, day)
) WITHOUT ROWID, STRICT;

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

CREATE TABLE form (
  number TEXT NOT NULL,
  keyed INTEGER NOT NULL,
  rid INTEGER NOT NULL REFERENCES event (rid),
  PRIMARY KEY (number, keyed, rid)
) WITHOUT ROWID, STRICT;

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
  taken_at INTEGER, place INTEGER, registrar TEXT, prosecutor TEXT, security TEXT, transport TEXT, unscheduled INTEGER NOT NULL DEFAULT 0, together TEXT,
  PRIMARY KEY (date, court, time, cid, nth)
) WITHOUT ROWID, STRICT;

CREATE TABLE inbound (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  nth INTEGER NOT NULL,
  inbound TEXT NOT NULL,
  at INTEGER NOT NULL, -- when it was received
  loose INTEGER NOT NULL, -- in a case of its own, and joined to none
  linked INTEGER NOT NULL, -- another case has it now
  PRIMARY KEY (cid, nth)
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  office TEXT NOT NULL,
  station TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('live', 'exercise')),
  made_at TEXT NOT NULL
) STRICT;

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
, envelope TEXT) STRICT;

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

CREATE TABLE release_order (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  nth INTEGER NOT NULL,
  release TEXT NOT NULL,
  done INTEGER NOT NULL, -- the slip came back
  PRIMARY KEY (cid, nth)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search_fragment USING fts5 (
  names, numbers,
  content = '', contentless_delete = 1, detail = none,
  tokenize = 'trigram'
);

CREATE VIRTUAL TABLE search_prefix USING fts5 (
  names, numbers, places, words,
  content = '', contentless_delete = 1, detail = column,
  tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3 4'
);

CREATE TABLE search_text (
  cid INTEGER PRIMARY KEY REFERENCES case_key (cid),
  names TEXT NOT NULL,
  numbers TEXT NOT NULL,
  places TEXT NOT NULL,
  words TEXT NOT NULL
) STRICT;

CREATE TABLE secret (
  name TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE sender (
  key TEXT PRIMARY KEY,
  ws TEXT NOT NULL,
  ep INTEGER NOT NULL,
  partner TEXT,
  seq INTEGER NOT NULL,
  name BLOB NOT NULL,
  own_head INTEGER NOT NULL,
  keyset INTEGER NOT NULL
, certificate TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE sent (
  tagmanifest BLOB PRIMARY KEY,
  have TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sent_case (
  tagmanifest BLOB NOT NULL,
  uuid BLOB NOT NULL,
  sent BLOB NOT NULL, head INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tagmanifest, uuid)
) WITHOUT ROWID, STRICT;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID, STRICT;

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

CREATE TABLE tally (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  cases INTEGER NOT NULL,
  in_custody INTEGER NOT NULL,
  without_term INTEGER NOT NULL,
  terms_running INTEGER NOT NULL,
  clocks_running INTEGER NOT NULL,
  tasks_open INTEGER NOT NULL,
  tasks_urgent INTEGER NOT NULL,
  tasks_handed_over INTEGER NOT NULL,
  conflicts INTEGER NOT NULL,
  waiting INTEGER NOT NULL
) STRICT;

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

CREATE TABLE twin (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  other BLOB NOT NULL, -- the name of the other case
  verdict TEXT NOT NULL, -- more than one where people contradict each other
  PRIMARY KEY (cid, other, verdict)
) STRICT, WITHOUT ROWID;

CREATE TABLE waiting (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  rid INTEGER NOT NULL REFERENCES event (rid),
  PRIMARY KEY (cid, rid)
) WITHOUT ROWID, STRICT;

CREATE INDEX back_entry_finished ON back_entry (finished) WHERE finished IS NOT NULL;

CREATE INDEX back_entry_open ON back_entry (weight, free, day, uuid, nth) WHERE open = 1;

CREATE INDEX bundle_by_author ON bundle (ws, ep, seq);

CREATE INDEX case_by_arrival ON case_cur (cid);

CREATE INDEX case_by_born ON case_cur (born);

CREATE INDEX case_by_charge ON case_cur (charge);

CREATE INDEX case_by_fatal ON case_cur (next_fatal) WHERE next_fatal IS NOT NULL;

CREATE INDEX case_by_hearing ON case_cur (next_hearing);

CREATE INDEX case_by_number ON case_cur (number);

CREATE INDEX case_by_suspect ON case_cur (suspect_key);

CREATE INDEX case_in_conflict ON case_cur (cid) WHERE conflicts > 0;

CREATE INDEX case_in_custody ON case_cur (cid) WHERE in_custody = 1;

CREATE INDEX case_of_ours ON case_cur (cid) WHERE sources = '';

CREATE INDEX case_paper ON case_cur (cid) WHERE paper = 1;

CREATE INDEX case_without_term ON case_cur (cid) WHERE terms = 0;

CREATE INDEX conflict_by_weight ON conflict (weight, free, day, uuid, register);

CREATE INDEX desk_by_kind ON desk (kind, open, cid);

CREATE INDEX document_by_hash ON document (sha256);

CREATE INDEX event_case ON event (cid, rid) WHERE cid IS NOT NULL;

CREATE INDEX event_chain ON event (aid, seq, id);

CREATE INDEX event_day ON event (at) WHERE kind <> 'snapshot';

CREATE INDEX event_manage ON event (rid) WHERE kind = 'manage' AND cid IS NULL;

CREATE INDEX finding_by_import ON finding (sid, fid);

CREATE INDEX hearing_of_case ON hearing (cid);

CREATE INDEX inbound_by_at ON inbound (at DESC) WHERE linked = 0;

CREATE INDEX inbound_loose ON inbound (at) WHERE loose = 1;

CREATE INDEX release_open ON release_order (cid) WHERE done = 0;

CREATE INDEX sent_case_by_case ON sent_case (uuid, head);

CREATE INDEX snapshot_by_digest ON snapshot_import (digest);

CREATE INDEX snapshot_by_source ON snapshot_import (source, taken_unix);

CREATE INDEX task_by_due ON task (stage, due);

CREATE INDEX term_by_clock ON term (custody, running, shown);

CREATE INDEX term_by_end ON term (running, shown);

CREATE TRIGGER case_comes AFTER INSERT ON case_cur WHEN new.paper = 0
BEGIN
  UPDATE tally SET cases = cases + 1, in_custody = in_custody + (new.in_custody = 1),
    without_term = without_term + (new.terms = 0);
END;

CREATE TRIGGER case_goes AFTER DELETE ON case_cur WHEN old.paper = 0
BEGIN
  UPDATE tally SET cases = cases - 1, in_custody = in_custody - (old.in_custody = 1),
    without_term = without_term - (old.terms = 0);
END;

CREATE TRIGGER conflict_comes AFTER INSERT ON conflict
BEGIN
  UPDATE tally SET conflicts = conflicts + 1;
END;

CREATE TRIGGER conflict_goes AFTER DELETE ON conflict
BEGIN
  UPDATE tally SET conflicts = conflicts - 1;
END;

CREATE TRIGGER a_number_is_never_given_back BEFORE UPDATE ON emergency_block WHEN new.used < old.used
BEGIN
  SELECT raise(ABORT, 'an emergency number is never given back');
END;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
WHEN NOT (
  new.rid IS old.rid AND new.id IS old.id AND new.aid IS old.aid AND new.seq IS old.seq AND new.cid IS old.cid
  AND new.kind IS old.kind AND new.hdr IS old.hdr
  AND CASE
    WHEN old.body IS NULL THEN sha256(new.body) IS CAST(old.hdr AS TEXT) ->> '$.bh'
    ELSE new.body IS NULL AND new.at IS old.at
  END
)
BEGIN
  SELECT raise(ABORT, 'an event is never changed; its body may be destroyed, or made whole');
END;

CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN
  SELECT raise(ABORT, 'an event is never deleted');
END;

CREATE TRIGGER task_comes AFTER INSERT ON task
BEGIN
  UPDATE tally SET tasks_open = tasks_open + (new.stage = 0),
    tasks_urgent = tasks_urgent + (new.stage = 0 AND new.urgent = 1),
    tasks_handed_over = tasks_handed_over + (new.stage = 1);
END;

CREATE TRIGGER task_goes AFTER DELETE ON task
BEGIN
  UPDATE tally SET tasks_open = tasks_open - (old.stage = 0),
    tasks_urgent = tasks_urgent - (old.stage = 0 AND old.urgent = 1),
    tasks_handed_over = tasks_handed_over - (old.stage = 1);
END;

CREATE TRIGGER term_comes AFTER INSERT ON term WHEN new.running = 1
BEGIN
  UPDATE tally SET terms_running = terms_running + 1, clocks_running = clocks_running + (new.custody = 1);
END;

CREATE TRIGGER term_goes AFTER DELETE ON term WHEN old.running = 1
BEGIN
  UPDATE tally SET terms_running = terms_running - 1, clocks_running = clocks_running - (old.custody = 1);
END;

CREATE TRIGGER waiting_comes AFTER INSERT ON waiting
BEGIN
  UPDATE tally SET waiting = waiting + 1;
END;

CREATE TRIGGER waiting_goes AFTER DELETE ON waiting
BEGIN
  UPDATE tally SET waiting = waiting - 1;
END;
