-- What somebody left out of a source system waits for another person who agrees; who has an item is told of what waits too,
-- and terms of custody count with custody.
INSERT OR REPLACE INTO setting (key, value) SELECT 'derived', 'before' FROM meta;
