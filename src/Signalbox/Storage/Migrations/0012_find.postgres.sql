-- What lists are searched by, in lower case and one line each: name, id and, where there is one, prefix or e-mail.
ALTER TABLE scopes ADD COLUMN find_text TEXT GENERATED ALWAYS AS
    (lower(name || chr(10) || id || chr(10) || coalesce(attributes::json ->> 'email', ''))) STORED;
ALTER TABLE virtual_keys ADD COLUMN find_text TEXT GENERATED ALWAYS AS (lower(name || chr(10) || prefix || chr(10) || id)) STORED;

-- Pages go by id within what is listed; the rest of each entry is what a search reads of the rows that it passes over.
CREATE INDEX scopes_list ON scopes (kind, id, find_text);
CREATE INDEX scopes_organization_list ON scopes (organization_id, kind, id, find_text);
CREATE INDEX scopes_parent_list ON scopes (parent_id, kind, id);
DROP INDEX scopes_organization;
CREATE INDEX virtual_keys_list ON virtual_keys (id, revoked_at, expires_at, find_text);
CREATE INDEX virtual_keys_organization_list ON virtual_keys (organization_id, id, revoked_at, expires_at, find_text);
CREATE INDEX virtual_keys_team_list ON virtual_keys (team_id, id);
CREATE INDEX virtual_keys_project_list ON virtual_keys (project_id, id);
CREATE INDEX virtual_keys_user_list ON virtual_keys (user_id, id);
CREATE INDEX virtual_keys_revoked ON virtual_keys (id) WHERE revoked_at IS NOT NULL;
CREATE INDEX virtual_keys_expiring ON virtual_keys (id) WHERE expires_at IS NOT NULL;
DROP INDEX virtual_keys_organization;
DROP INDEX virtual_keys_user;
