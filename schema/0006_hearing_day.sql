-- What a hearing day needs beside place and time. No entry made before this step has any of it, so that no row need be
-- made again.

ALTER TABLE hearing ADD COLUMN place INTEGER; -- among the hearings of its room
ALTER TABLE hearing ADD COLUMN registrar TEXT;
ALTER TABLE hearing ADD COLUMN prosecutor TEXT;
ALTER TABLE hearing ADD COLUMN security TEXT;
ALTER TABLE hearing ADD COLUMN transport TEXT;
ALTER TABLE hearing ADD COLUMN unscheduled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE hearing ADD COLUMN together TEXT; -- the hearing with which it is heard at one time
