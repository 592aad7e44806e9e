-- Calls that were served without incident, which is nearly all: what they share with others of their group stands in report_groups alone, and what they share
-- with others of their caller and model in usage_details, so that a call takes a third of the room and of the work of writing it. All others are in usage_records.
CREATE TABLE usage_calls (
    request_id            TEXT PRIMARY KEY,
    group_id              BIGINT NOT NULL,
    detail_id             TEXT NOT NULL,
    started_at            BIGINT NOT NULL,
    finished_at           BIGINT NOT NULL,
    http_status           BIGINT NOT NULL,
    stream                BIGINT NOT NULL,
    attempts              BIGINT NOT NULL,
    tokens_input          BIGINT NULL,
    tokens_output         BIGINT NULL,
    tokens_cached         BIGINT NULL,
    tokens_cache_write    BIGINT NULL,
    tokens_reasoning      BIGINT NULL,
    cost_micros           BIGINT NULL,
    latency_us            BIGINT NOT NULL,
    ttft_us               BIGINT NULL,
    overhead_us           BIGINT NOT NULL,
    tokens_cache_write_1h BIGINT NULL,
    tokens_input_audio    BIGINT NULL,
    tokens_output_audio   BIGINT NULL,
    upstream_cost_micros  BIGINT NULL,
    service_class         TEXT NULL
);

-- The same with the columns of usage_records. CROSS JOIN: SQLite then looks groups up by the calls and never the other way round.
CREATE VIEW served_calls AS
SELECT c.request_id, c.started_at, c.finished_at, g.status AS status, c.http_status, CAST(NULL AS TEXT) AS code,
       NULLIF(g.target, '') AS model, NULLIF(g.deployment, '') AS deployment, NULLIF(g.provider, '') AS provider,
       NULLIF(g.organization_id, '') AS organization_id, NULLIF(g.team_id, '') AS team_id, NULLIF(g.project_id, '') AS project_id,
       NULLIF(g.user_id, '') AS user_id, NULLIF(g.key_id, '') AS key_id, c.stream, g.demo AS demo, c.attempts,
       c.tokens_input, c.tokens_output, c.tokens_cached, c.tokens_cache_write, c.tokens_reasoning, c.cost_micros, c.latency_us, c.ttft_us, c.overhead_us,
       c.tokens_cache_write_1h, c.tokens_input_audio, c.tokens_output_audio, c.service_class, c.upstream_cost_micros, c.group_id, c.detail_id,
       CAST(NULL AS TEXT) AS detail
FROM usage_calls c CROSS JOIN report_groups g
WHERE g.id = c.group_id;

-- When calls of a group were, so that those of few are found among many.
CREATE INDEX report_sums_group ON report_sums (group_id, span_ms, at);

-- When each key was last used, Unix milliseconds.
CREATE TABLE key_uses (
    key_id TEXT PRIMARY KEY,
    at     BIGINT NOT NULL
);
INSERT INTO key_uses (key_id, at) SELECT key_id, MAX(started_at) FROM usage_records WHERE key_id IS NOT NULL GROUP BY key_id;
