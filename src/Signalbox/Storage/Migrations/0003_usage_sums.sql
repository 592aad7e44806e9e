-- Sums of calls per stretch of time. Kept in the transaction that inserts the records, so that a page over a month reads thousands of rows
-- instead of millions. An empty text stands for none, since a key column cannot be null.
CREATE TABLE usage_sums (
    span_ms       BIGINT NOT NULL,
    at            BIGINT NOT NULL,
    model         TEXT NOT NULL,
    key_id        TEXT NOT NULL,
    requests      BIGINT NOT NULL,
    success       BIGINT NOT NULL,
    refused       BIGINT NOT NULL,
    errors        BIGINT NOT NULL,
    tokens_input  BIGINT NOT NULL,
    tokens_output BIGINT NOT NULL,
    tokens_cached BIGINT NOT NULL,
    cost_micros   BIGINT NOT NULL,
    PRIMARY KEY (span_ms, at, model, key_id)
);
-- How many successful calls took how long: measure 0 is the latency, 1 the time to first token, 2 the gateway's overhead.
CREATE TABLE usage_durations (
    span_ms BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    measure BIGINT NOT NULL,
    bin     BIGINT NOT NULL,
    calls   BIGINT NOT NULL,
    PRIMARY KEY (span_ms, at, measure, bin)
);
-- Failed and refused calls are few and often asked for.
CREATE INDEX usage_records_failed ON usage_records (started_at, request_id) WHERE status <> 0;
