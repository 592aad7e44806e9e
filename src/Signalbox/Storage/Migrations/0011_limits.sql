-- Limits and budget of a scope or key, as JSON; null where there are none.
ALTER TABLE scopes ADD COLUMN limits TEXT NULL;
ALTER TABLE scopes ADD COLUMN budget TEXT NULL;
ALTER TABLE virtual_keys ADD COLUMN limits TEXT NULL;
ALTER TABLE virtual_keys ADD COLUMN budget TEXT NULL;

-- What calls took, per quarter of an hour and per day (UTC), kept in the transaction that inserts their records: what quotas and budgets count
-- on from after a start. Refused calls take nothing. An empty text stands for none.
CREATE TABLE consumption_sums (
    span_ms            BIGINT NOT NULL,
    at                 BIGINT NOT NULL,
    key_id             TEXT NOT NULL,
    user_id            TEXT NOT NULL,
    model              TEXT NOT NULL,
    organization_id    TEXT NOT NULL,
    team_id            TEXT NOT NULL,
    project_id         TEXT NOT NULL,
    requests           BIGINT NOT NULL,
    tokens_input       BIGINT NOT NULL,
    tokens_output      BIGINT NOT NULL,
    tokens_cached      BIGINT NOT NULL,
    tokens_cache_write BIGINT NOT NULL,
    tokens_reasoning   BIGINT NOT NULL,
    cost_micros        BIGINT NOT NULL,
    PRIMARY KEY (span_ms, at, key_id, user_id, model)
);

INSERT INTO consumption_sums
SELECT 900000, started_at - started_at % 900000, key_id, COALESCE(user_id, ''), COALESCE(model, ''), MAX(COALESCE(organization_id, '')), MAX(COALESCE(team_id, '')),
       MAX(COALESCE(project_id, '')), COUNT(*), SUM(COALESCE(tokens_input, 0)), SUM(COALESCE(tokens_output, 0)), SUM(COALESCE(tokens_cached, 0)),
       SUM(COALESCE(tokens_cache_write, 0)), SUM(COALESCE(tokens_reasoning, 0)), SUM(COALESCE(cost_micros, 0))
FROM usage_records WHERE status <> 1 AND key_id IS NOT NULL
GROUP BY started_at - started_at % 900000, key_id, COALESCE(user_id, ''), COALESCE(model, '');

INSERT INTO consumption_sums
SELECT 86400000, at - at % 86400000, key_id, user_id, model, MAX(organization_id), MAX(team_id), MAX(project_id), SUM(requests), SUM(tokens_input), SUM(tokens_output),
       SUM(tokens_cached), SUM(tokens_cache_write), SUM(tokens_reasoning), SUM(cost_micros)
FROM consumption_sums WHERE span_ms = 900000
GROUP BY at - at % 86400000, key_id, user_id, model;
