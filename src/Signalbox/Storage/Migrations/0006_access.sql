-- Access groups (tags on targets), grants that hold for a time or in some environments, and the legacy allow-lists that an organization counts
-- until it is enforced. Lists are JSON text. What is there already stays as it is: enforced, and granted at all times and everywhere.

ALTER TABLE models ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE route_groups ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';

ALTER TABLE grants ADD COLUMN expires_at BIGINT NULL;
ALTER TABLE grants ADD COLUMN environments TEXT NOT NULL DEFAULT '[]';

ALTER TABLE scopes ADD COLUMN enforcement TEXT NOT NULL DEFAULT 'enforced';
ALTER TABLE scopes ADD COLUMN legacy_models TEXT NULL;
ALTER TABLE virtual_keys ADD COLUMN legacy_models TEXT NULL;

-- The mode of a scope or key for kinds of asset other than callable targets, whose mode stands in access_mode.
CREATE TABLE access_policies (
    scope_kind TEXT NOT NULL,
    scope_id   TEXT NOT NULL,
    asset_kind TEXT NOT NULL,
    mode       TEXT NOT NULL,
    PRIMARY KEY (scope_id, asset_kind)
);
