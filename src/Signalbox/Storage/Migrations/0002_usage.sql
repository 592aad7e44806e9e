-- One row per call. Times are Unix milliseconds, UTC; durations microseconds; money micro-USD. Null is unknown, which is not zero.
CREATE TABLE usage_records (
    request_id         TEXT PRIMARY KEY,
    started_at         BIGINT NOT NULL,
    finished_at        BIGINT NOT NULL,
    status             BIGINT NOT NULL,
    http_status        BIGINT NOT NULL,
    code               TEXT NULL,
    model              TEXT NULL,
    deployment         TEXT NULL,
    provider           TEXT NULL,
    organization_id    TEXT NULL,
    team_id            TEXT NULL,
    project_id         TEXT NULL,
    user_id            TEXT NULL,
    key_id             TEXT NULL,
    stream             BIGINT NOT NULL,
    demo               BIGINT NOT NULL,
    attempts           BIGINT NOT NULL,
    tokens_input       BIGINT NULL,
    tokens_output      BIGINT NULL,
    tokens_cached      BIGINT NULL,
    tokens_cache_write BIGINT NULL,
    tokens_reasoning   BIGINT NULL,
    cost_micros        BIGINT NULL,
    latency_us         BIGINT NOT NULL,
    ttft_us            BIGINT NULL,
    overhead_us        BIGINT NOT NULL,
    -- What is shown but never searched: names at the time, attempts, message, client.
    detail             TEXT NOT NULL
);
CREATE INDEX usage_records_started ON usage_records (started_at, request_id);
CREATE INDEX usage_records_key ON usage_records (key_id, started_at);
