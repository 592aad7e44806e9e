-- The registry: what the snapshot is compiled from, the audit trail of its changes, and the server's own secrets.
-- Flags are 0 or 1; times are Unix milliseconds, UTC; structured values are JSON text.

CREATE TABLE registry_version (
    id      BIGINT PRIMARY KEY CHECK (id = 1),
    version BIGINT NOT NULL
);
INSERT INTO registry_version (id, version) VALUES (1, 0);

CREATE TABLE audit_events (
    id             TEXT PRIMARY KEY,
    at             BIGINT NOT NULL,
    actor          TEXT NOT NULL,
    action         TEXT NOT NULL,
    object_kind    TEXT NOT NULL,
    object_id      TEXT NOT NULL,
    object_name    TEXT NOT NULL,
    before_state   TEXT NULL,
    after_state    TEXT NULL,
    request_id     TEXT NULL,
    remote_address TEXT NULL,
    version        BIGINT NOT NULL
);
CREATE INDEX audit_events_object ON audit_events (object_kind, object_id, id);

CREATE TABLE idempotency_keys (
    subject      TEXT NOT NULL,
    key          TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status       BIGINT NOT NULL,
    response     TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (subject, key)
);

CREATE TABLE server_secrets (
    name       TEXT PRIMARY KEY,
    value      TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE providers (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL,
    settings   TEXT NOT NULL,
    credential TEXT NULL,
    enabled    BIGINT NOT NULL,
    owner      TEXT NOT NULL,
    revision   BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Models and route groups share one space of names: what a caller may put in "model".
CREATE TABLE callable_targets (
    name TEXT PRIMARY KEY,
    kind TEXT NOT NULL
);

CREATE TABLE models (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE REFERENCES callable_targets (name),
    description TEXT NULL,
    enabled     BIGINT NOT NULL,
    owner       TEXT NOT NULL,
    revision    BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);

CREATE TABLE deployments (
    id             TEXT PRIMARY KEY,
    model_id       TEXT NOT NULL REFERENCES models (id) ON DELETE CASCADE,
    provider_id    TEXT NOT NULL REFERENCES providers (id),
    upstream_model TEXT NOT NULL,
    position       BIGINT NOT NULL,
    enabled        BIGINT NOT NULL,
    settings       TEXT NOT NULL
);
CREATE INDEX deployments_model ON deployments (model_id, position);
CREATE INDEX deployments_provider ON deployments (provider_id);

CREATE TABLE route_groups (
    id          TEXT PRIMARY KEY,
    key         TEXT NOT NULL UNIQUE REFERENCES callable_targets (name),
    description TEXT NULL,
    strategy    TEXT NOT NULL,
    enabled     BIGINT NOT NULL,
    owner       TEXT NOT NULL,
    revision    BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);

CREATE TABLE route_group_members (
    route_group_id TEXT NOT NULL REFERENCES route_groups (id) ON DELETE CASCADE,
    position       BIGINT NOT NULL,
    model          TEXT NOT NULL REFERENCES models (name),
    weight         BIGINT NOT NULL,
    priority       BIGINT NOT NULL,
    PRIMARY KEY (route_group_id, position)
);
CREATE INDEX route_group_members_model ON route_group_members (model);

-- The tenant tree: organizations, teams, projects and users in one table, since one engine judges them alike.
CREATE TABLE scopes (
    id              TEXT PRIMARY KEY,
    kind            TEXT NOT NULL,
    parent_id       TEXT NULL REFERENCES scopes (id),
    organization_id TEXT NOT NULL,
    name            TEXT NOT NULL,
    access_mode     TEXT NOT NULL,
    attributes      TEXT NOT NULL,
    owner           TEXT NOT NULL,
    revision        BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX scopes_root_name ON scopes (kind, name) WHERE parent_id IS NULL;
CREATE UNIQUE INDEX scopes_name ON scopes (parent_id, kind, name) WHERE parent_id IS NOT NULL;
CREATE INDEX scopes_organization ON scopes (organization_id, kind);

CREATE TABLE virtual_keys (
    id                   TEXT PRIMARY KEY,
    name                 TEXT NOT NULL,
    prefix               TEXT NOT NULL,
    hash                 TEXT NOT NULL UNIQUE,
    previous_hash        TEXT NULL UNIQUE,
    previous_valid_until BIGINT NULL,
    organization_id      TEXT NOT NULL REFERENCES scopes (id),
    team_id              TEXT NOT NULL REFERENCES scopes (id),
    project_id           TEXT NULL REFERENCES scopes (id),
    user_id              TEXT NULL REFERENCES scopes (id),
    environment          TEXT NULL,
    access_mode          TEXT NOT NULL,
    metadata             TEXT NOT NULL,
    attributes           TEXT NOT NULL,
    expires_at           BIGINT NULL,
    revoked_at           BIGINT NULL,
    rotated_at           BIGINT NULL,
    owner                TEXT NOT NULL,
    revision             BIGINT NOT NULL,
    created_at           BIGINT NOT NULL,
    updated_at           BIGINT NOT NULL
);
CREATE UNIQUE INDEX virtual_keys_name ON virtual_keys (team_id, name) WHERE project_id IS NULL AND revoked_at IS NULL;
CREATE UNIQUE INDEX virtual_keys_project_name ON virtual_keys (project_id, name) WHERE project_id IS NOT NULL AND revoked_at IS NULL;
CREATE INDEX virtual_keys_organization ON virtual_keys (organization_id);
CREATE INDEX virtual_keys_user ON virtual_keys (user_id);

CREATE TABLE grants (
    scope_kind TEXT NOT NULL,
    scope_id   TEXT NOT NULL,
    asset_kind TEXT NOT NULL,
    asset      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (scope_id, asset_kind, asset)
);
CREATE INDEX grants_asset ON grants (asset_kind, asset);
