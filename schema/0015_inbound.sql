-- What came in, and release orders: where each stands. All rows are derived: an older store makes them again when it is opened.

CREATE TABLE inbound (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  nth INTEGER NOT NULL,
  inbound TEXT NOT NULL,
  at INTEGER NOT NULL, -- when it was received
  loose INTEGER NOT NULL, -- in a case of its own, and joined to none
  linked INTEGER NOT NULL, -- another case has it now
  PRIMARY KEY (cid, nth)
) STRICT, WITHOUT ROWID;

CREATE INDEX inbound_by_at ON inbound (at DESC) WHERE linked = 0;
CREATE INDEX inbound_loose ON inbound (at) WHERE loose = 1;

CREATE TABLE release_order (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  nth INTEGER NOT NULL,
  release TEXT NOT NULL,
  done INTEGER NOT NULL, -- the slip came back
  PRIMARY KEY (cid, nth)
) STRICT, WITHOUT ROWID;

CREATE INDEX release_open ON release_order (cid) WHERE done = 0;

INSERT OR REPLACE INTO setting (key, value) SELECT 'derived', 'before' FROM meta;
