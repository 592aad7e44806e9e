-- Members of a route group become entries of a registry: each with an identity and, in groups of strategy primary, a status. "declared" is what
-- the configuration file said of it last. "settings" holds what else such a group is set to, as JSON.
ALTER TABLE route_groups ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
ALTER TABLE route_group_members ADD COLUMN id TEXT NULL;
ALTER TABLE route_group_members ADD COLUMN status TEXT NULL;
ALTER TABLE route_group_members ADD COLUMN declared TEXT NULL;
CREATE UNIQUE INDEX route_group_members_id ON route_group_members (id);
-- Whatever the gateway does: a group never has two.
CREATE UNIQUE INDEX route_group_members_primary ON route_group_members (route_group_id) WHERE status = 'primary';

-- Every change of a primary, only ever appended to. Names are kept as they were, since entries, models and groups may go.
CREATE TABLE model_promotions (
    id                  TEXT PRIMARY KEY,
    route_group_id      TEXT NOT NULL,
    feature             TEXT NOT NULL,
    action              TEXT NOT NULL,
    from_id             TEXT NULL,
    from_model          TEXT NULL,
    from_provider       TEXT NULL,
    to_id               TEXT NOT NULL,
    to_model            TEXT NOT NULL,
    to_provider         TEXT NULL,
    actor               TEXT NOT NULL,
    reason              TEXT NULL,
    forced              BIGINT NOT NULL,
    evidence            TEXT NULL,
    undoes_promotion_id TEXT NULL,
    at                  BIGINT NOT NULL,
    version             BIGINT NOT NULL
);
-- The registry's version orders them, whatever the clocks of instances say.
CREATE UNIQUE INDEX model_promotions_group ON model_promotions (route_group_id, version);

-- What a shadow said beside what the caller got. Texts are there only where the operator has them kept, redacted.
CREATE TABLE shadow_pairs (
    id                      TEXT PRIMARY KEY,
    route_group_id          TEXT NOT NULL,
    candidate_id            TEXT NOT NULL,
    candidate_model         TEXT NOT NULL,
    primary_model           TEXT NOT NULL,
    request_id              TEXT NOT NULL,
    at                      BIGINT NOT NULL,
    expires_at              BIGINT NOT NULL,
    prompt_hash             TEXT NOT NULL,
    error                   TEXT NULL,
    primary_us              BIGINT NOT NULL,
    candidate_us            BIGINT NOT NULL,
    primary_cost_micros     BIGINT NULL,
    candidate_cost_micros   BIGINT NULL,
    primary_characters      BIGINT NOT NULL,
    candidate_characters    BIGINT NOT NULL,
    same                    BIGINT NOT NULL,
    prompt_text             TEXT NULL,
    primary_text            TEXT NULL,
    candidate_text          TEXT NULL
);
CREATE INDEX shadow_pairs_group ON shadow_pairs (route_group_id, at);
CREATE INDEX shadow_pairs_expiry ON shadow_pairs (expires_at);
