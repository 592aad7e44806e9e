-- Policies that order the members of route groups. The row is what may change at any time; what a policy does stands in its versions, which are only ever
-- appended to, and which of them is in force follows from the activations. "active_version" is 0 while none is; "credential" is encrypted.
CREATE TABLE policies (
    id             TEXT PRIMARY KEY,
    name           TEXT NOT NULL UNIQUE,
    kind           TEXT NOT NULL,
    description    TEXT NULL,
    grants         TEXT NOT NULL,
    credential     TEXT NULL,
    active_version BIGINT NOT NULL,
    latest_version BIGINT NOT NULL,
    owner          TEXT NOT NULL,
    revision       BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL
);
-- "terms" is what the operator wrote, as JSON; "code" the JavaScript that the compiler made of a script.
CREATE TABLE policy_versions (
    policy_id TEXT NOT NULL REFERENCES policies (id) ON DELETE CASCADE,
    version   BIGINT NOT NULL,
    terms     TEXT NOT NULL,
    code      TEXT NULL,
    note      TEXT NULL,
    actor     TEXT NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (policy_id, version)
);
-- A stack: a rollback goes to the version before the newest activation that was not undone, and marks that as undone.
CREATE TABLE policy_activations (
    id        TEXT PRIMARY KEY,
    policy_id TEXT NOT NULL REFERENCES policies (id) ON DELETE CASCADE,
    action    TEXT NOT NULL,
    version   BIGINT NOT NULL,
    previous  BIGINT NOT NULL,
    actor     TEXT NOT NULL,
    reason    TEXT NULL,
    undone    BIGINT NOT NULL,
    at        BIGINT NOT NULL
);
CREATE INDEX policy_activations_policy ON policy_activations (policy_id, id);
