-- Each audit event goes on from the one before it: a gapless number, that one's hash, and its own over both and all its fields.
-- Events of before have neither; the first start of a release that knows the chain gives them theirs (Audit/Chain/AuditSealing.cs).
ALTER TABLE audit_events ADD COLUMN sequence BIGINT NULL;
ALTER TABLE audit_events ADD COLUMN reason TEXT NULL;
ALTER TABLE audit_events ADD COLUMN previous_hash TEXT NULL;
ALTER TABLE audit_events ADD COLUMN hash TEXT NULL;
CREATE UNIQUE INDEX audit_events_sequence ON audit_events (sequence);

-- Searches list by sequence, newest first.
CREATE INDEX audit_events_actor ON audit_events (actor, sequence);
CREATE INDEX audit_events_action ON audit_events (action, sequence);
CREATE INDEX audit_events_kind ON audit_events (object_kind, sequence);
CREATE INDEX audit_events_object_id ON audit_events (object_id, sequence);
CREATE INDEX audit_events_request ON audit_events (request_id);
CREATE INDEX audit_events_at ON audit_events (at);
DROP INDEX audit_events_object;

-- Where the chain ends: what the next event goes on from, and what shows that the last ones were taken away.
CREATE TABLE audit_head (
    id       BIGINT PRIMARY KEY CHECK (id = 1),
    sequence BIGINT NOT NULL,
    hash     TEXT NOT NULL
);
INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
