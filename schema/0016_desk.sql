-- What somebody must still do at the desk: promises by phone, services, notices to victims. All rows are derived: an older
-- store makes them again when it is opened.

CREATE TABLE desk (
  cid INTEGER NOT NULL REFERENCES case_key (cid),
  kind TEXT NOT NULL, -- promise, service or victim
  open INTEGER NOT NULL, -- something of it is not done
  PRIMARY KEY (cid, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX desk_by_kind ON desk (kind, open, cid);

INSERT OR REPLACE INTO setting (key, value) SELECT 'derived', 'before' FROM meta;
