-- What calls of one key to one model by one program have in common is kept once: a row of usage_records with a detail_id has its detail here,
-- and an empty one of its own.
CREATE TABLE usage_details (
    id     TEXT PRIMARY KEY,
    detail TEXT NOT NULL
);
ALTER TABLE usage_records ADD COLUMN detail_id TEXT NULL;
