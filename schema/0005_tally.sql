-- What the start screen counts is kept with the rows that it counts: to count a million rows anew takes seconds.

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

INSERT INTO tally SELECT 1,
  (SELECT count(*) FROM case_cur),
  (SELECT count(*) FROM case_cur WHERE in_custody = 1),
  (SELECT count(*) FROM case_cur WHERE terms = 0),
  (SELECT count(*) FROM term WHERE running = 1),
  (SELECT count(*) FROM term WHERE custody = 1 AND running = 1),
  (SELECT count(*) FROM task WHERE stage = 0),
  (SELECT count(*) FROM task WHERE stage = 0 AND urgent = 1),
  (SELECT count(*) FROM task WHERE stage = 1),
  (SELECT count(*) FROM conflict),
  (SELECT count(*) FROM waiting);

CREATE TRIGGER case_comes AFTER INSERT ON case_cur
BEGIN
  UPDATE tally SET cases = cases + 1, in_custody = in_custody + (new.in_custody = 1),
    without_term = without_term + (new.terms = 0);
END;

CREATE TRIGGER case_goes AFTER DELETE ON case_cur
BEGIN
  UPDATE tally SET cases = cases - 1, in_custody = in_custody - (old.in_custody = 1),
    without_term = without_term - (old.terms = 0);
END;

CREATE TRIGGER term_comes AFTER INSERT ON term WHEN new.running = 1
BEGIN
  UPDATE tally SET terms_running = terms_running + 1, clocks_running = clocks_running + (new.custody = 1);
END;

CREATE TRIGGER term_goes AFTER DELETE ON term WHEN old.running = 1
BEGIN
  UPDATE tally SET terms_running = terms_running - 1, clocks_running = clocks_running - (old.custody = 1);
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

CREATE TRIGGER conflict_comes AFTER INSERT ON conflict
BEGIN
  UPDATE tally SET conflicts = conflicts + 1;
END;

CREATE TRIGGER conflict_goes AFTER DELETE ON conflict
BEGIN
  UPDATE tally SET conflicts = conflicts - 1;
END;

CREATE TRIGGER waiting_comes AFTER INSERT ON waiting
BEGIN
  UPDATE tally SET waiting = waiting + 1;
END;

CREATE TRIGGER waiting_goes AFTER DELETE ON waiting
BEGIN
  UPDATE tally SET waiting = waiting - 1;
END;

-- The order of arrival without the rows themselves, which are many times as large.
CREATE INDEX case_by_arrival ON case_cur (cid);
CREATE INDEX case_without_term ON case_cur (cid) WHERE terms = 0;
DROP INDEX case_with_terms;

-- A list can be sorted by any column that it shows.
CREATE INDEX case_by_born ON case_cur (born);
CREATE INDEX case_by_charge ON case_cur (charge);
