-- The running instances, each as it last said. Rows of dead ones are removed by the living.
CREATE TABLE instances (
    id               TEXT PRIMARY KEY,
    name             TEXT NOT NULL,
    software_version TEXT NOT NULL,
    started_at       BIGINT NOT NULL,
    last_seen_at     BIGINT NOT NULL,
    snapshot_version BIGINT NOT NULL,
    snapshot_at      BIGINT NULL,
    stale            BIGINT NOT NULL,
    problem          TEXT NULL,
    redis            TEXT NOT NULL
);

-- What changed since a version.
CREATE INDEX audit_events_version ON audit_events (version);
