-- A paper of which nobody knows the case stands in a case of its own. That is no case of the office: it is found by its
-- control number, stands in no list of cases, and is counted by none.

ALTER TABLE case_cur ADD COLUMN paper INTEGER NOT NULL DEFAULT 0; -- a paper that came in, and nothing else

CREATE INDEX case_paper ON case_cur (cid) WHERE paper = 1;

DROP TRIGGER case_comes;
DROP TRIGGER case_goes;

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

INSERT OR REPLACE INTO setting (key, value) SELECT 'derived', 'before' FROM meta;
