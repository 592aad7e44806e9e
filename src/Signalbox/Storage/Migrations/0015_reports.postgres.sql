-- What reports are read from. Calls that are alike in all that a report can ask for make a group; per group, the sums of each quarter of an hour, hour and
-- day (UTC) are kept in the transaction that inserts the records, so that single calls can be deleted and all totals stay. An empty text stands for none.
CREATE TABLE report_groups (
    id              BIGINT PRIMARY KEY,
    organization_id TEXT NOT NULL,
    team_id         TEXT NOT NULL,
    project_id      TEXT NOT NULL,
    environment     TEXT NOT NULL,
    key_id          TEXT NOT NULL,
    user_id         TEXT NOT NULL,
    target          TEXT NOT NULL,
    target_kind     TEXT NOT NULL,
    provider        TEXT NOT NULL,
    deployment      TEXT NOT NULL,
    status          BIGINT NOT NULL,
    cache           TEXT NOT NULL,
    client          TEXT NOT NULL,
    api             TEXT NOT NULL,
    demo            BIGINT NOT NULL
);
CREATE TABLE report_sums (
    span_ms              BIGINT NOT NULL,
    at                   BIGINT NOT NULL,
    group_id             BIGINT NOT NULL,
    requests             BIGINT NOT NULL,
    attempts             BIGINT NOT NULL,
    fallbacks            BIGINT NOT NULL,
    unreported           BIGINT NOT NULL,
    estimated            BIGINT NOT NULL,
    unpriced             BIGINT NOT NULL,
    tokens_input         BIGINT NOT NULL,
    tokens_output        BIGINT NOT NULL,
    tokens_cached        BIGINT NOT NULL,
    tokens_cache_write   BIGINT NOT NULL,
    tokens_reasoning     BIGINT NOT NULL,
    cost_micros          BIGINT NOT NULL,
    upstream_priced      BIGINT NOT NULL,
    upstream_cost_micros BIGINT NOT NULL,
    compared_cost_micros BIGINT NOT NULL,
    latency_us           BIGINT NOT NULL,
    ttft_calls           BIGINT NOT NULL,
    ttft_us              BIGINT NOT NULL,
    overhead_us          BIGINT NOT NULL,
    PRIMARY KEY (span_ms, at, group_id)
);
-- Where jobs that walk the table of calls stand.
CREATE TABLE report_progress (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- The group that a call was added to; null when it was written by a version that knew none, 0 when it is in no sum.
ALTER TABLE usage_records ADD COLUMN group_id BIGINT NULL;
-- What a bill depends on besides, where a provider tells it.
ALTER TABLE usage_records ADD COLUMN tokens_cache_write_1h BIGINT NULL;
ALTER TABLE usage_records ADD COLUMN tokens_input_audio BIGINT NULL;
ALTER TABLE usage_records ADD COLUMN tokens_output_audio BIGINT NULL;
ALTER TABLE usage_records ADD COLUMN service_class TEXT NULL;
ALTER TABLE usage_records ADD COLUMN upstream_cost_micros BIGINT NULL;

-- What became of every call of a provider, per hour (UTC): dispatched = settled + failed + interrupted, and what is still open.
CREATE TABLE provider_ledger (
    at          BIGINT NOT NULL,
    provider    TEXT NOT NULL,
    dispatched  BIGINT NOT NULL,
    settled     BIGINT NOT NULL,
    failed      BIGINT NOT NULL,
    interrupted BIGINT NOT NULL,
    PRIMARY KEY (at, provider)
);
