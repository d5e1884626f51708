-- For whom bundles to a partner are closed: its public envelope key, `age1…`, from its signed card.
ALTER TABLE partner ADD COLUMN envelope TEXT;
