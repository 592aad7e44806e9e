-- Responses that their callers may ask for again. Content is compressed and encrypted; null where only the provider has it.
CREATE TABLE kept_responses (
    key_id      TEXT NOT NULL,
    id          TEXT NOT NULL,
    provider_id TEXT NULL,
    previous_id TEXT NULL,
    created_at  BIGINT NOT NULL,
    content     TEXT NULL,
    PRIMARY KEY (key_id, id)
);
CREATE INDEX kept_responses_created ON kept_responses (created_at);
