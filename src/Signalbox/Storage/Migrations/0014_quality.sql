-- What a route group must achieve: the newest version here, as JSON, and every version since the first beside it, only ever appended to.
CREATE TABLE quality_contracts (
    id             TEXT PRIMARY KEY,
    route_group_id TEXT NOT NULL UNIQUE REFERENCES route_groups (id) ON DELETE CASCADE,
    terms          TEXT NOT NULL,
    owner          TEXT NOT NULL,
    revision       BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL
);
CREATE TABLE quality_contract_versions (
    contract_id TEXT NOT NULL,
    revision    BIGINT NOT NULL,
    terms       TEXT NOT NULL,
    actor       TEXT NOT NULL,
    reason      TEXT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (contract_id, revision)
);
-- How each contract stood when it was last looked at; "since" is when it began to stand so.
CREATE TABLE quality_standings (
    contract_id  TEXT PRIMARY KEY REFERENCES quality_contracts (id) ON DELETE CASCADE,
    standing     TEXT NOT NULL,
    since        BIGINT NOT NULL,
    evaluated_at BIGINT NOT NULL,
    bounds       TEXT NOT NULL
);

-- Results of evaluations that ran elsewhere. Scores are in millionths.
CREATE TABLE evaluations (
    id           TEXT PRIMARY KEY,
    run_id       TEXT NOT NULL UNIQUE,
    suite        TEXT NOT NULL,
    format       TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    results      BIGINT NOT NULL,
    passed       BIGINT NOT NULL,
    models       TEXT NOT NULL,
    actor        TEXT NOT NULL,
    at           BIGINT NOT NULL,
    created_at   BIGINT NOT NULL
);
CREATE INDEX evaluations_suite ON evaluations (suite, at);
CREATE TABLE evaluation_results (
    evaluation_id   TEXT NOT NULL REFERENCES evaluations (id) ON DELETE CASCADE,
    position        BIGINT NOT NULL,
    task            TEXT NOT NULL,
    model           TEXT NOT NULL,
    score_millionths BIGINT NULL,
    passed          BIGINT NOT NULL,
    cost_micros     BIGINT NULL,
    latency_us      BIGINT NULL,
    error           TEXT NULL,
    PRIMARY KEY (evaluation_id, position)
);

-- A promotion by steps. One at most is under way in a group: the index sees to it. "log" tells as JSON what became of it, step by step.
CREATE TABLE canaries (
    id              TEXT PRIMARY KEY,
    route_group_id  TEXT NOT NULL REFERENCES route_groups (id) ON DELETE CASCADE,
    feature         TEXT NOT NULL,
    candidate_id    TEXT NOT NULL,
    candidate_model TEXT NOT NULL,
    primary_id      TEXT NOT NULL,
    primary_model   TEXT NOT NULL,
    plan            TEXT NOT NULL,
    state           TEXT NOT NULL,
    step            BIGINT NOT NULL,
    step_at         BIGINT NOT NULL,
    baked_ms        BIGINT NOT NULL,
    promotion_id    TEXT NULL,
    actor           TEXT NOT NULL,
    reason          TEXT NULL,
    log             TEXT NOT NULL,
    revision        BIGINT NOT NULL,
    started_at      BIGINT NOT NULL,
    ended_at        BIGINT NULL
);
CREATE UNIQUE INDEX canaries_under_way ON canaries (route_group_id) WHERE ended_at IS NULL;
CREATE INDEX canaries_group ON canaries (route_group_id, id);
-- Which entry takes which share of the group's calls beside the primary, while a promotion goes by steps: ENTRY:PERCENT.
ALTER TABLE route_groups ADD COLUMN canary TEXT NULL;

-- What a model that was asked to judge says of a pair: in millionths from 0, the primary's answer is better, to 1000000, the candidate's is.
ALTER TABLE shadow_pairs ADD COLUMN judge_score BIGINT NULL;
ALTER TABLE shadow_pairs ADD COLUMN judge_model TEXT NULL;
ALTER TABLE shadow_pairs ADD COLUMN judge_note TEXT NULL;
ALTER TABLE shadow_pairs ADD COLUMN judge_cost_micros BIGINT NULL;
ALTER TABLE shadow_pairs ADD COLUMN judged_at BIGINT NULL;

-- Calls of one target, newest first.
CREATE INDEX usage_records_target ON usage_records (model, request_id);
