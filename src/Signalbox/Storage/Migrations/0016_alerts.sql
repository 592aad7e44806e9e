-- Where alerts are told. "credential" is encrypted: the key that webhooks are signed with, a hook's whole URL, or the mail server's password.
CREATE TABLE alert_destinations (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL,
    settings   TEXT NOT NULL,
    credential TEXT NULL,
    owner      TEXT NOT NULL,
    revision   BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
-- What is worth telling; "terms" is JSON.
CREATE TABLE alert_rules (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL,
    terms      TEXT NOT NULL,
    owner      TEXT NOT NULL,
    revision   BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
-- When each rule was last looked at, and what was seen: who takes the row looks, so that of several instances one does.
CREATE TABLE alert_looks (
    rule_id   TEXT PRIMARY KEY,
    looked_at BIGINT NOT NULL,
    problem   TEXT NULL,
    readings  TEXT NOT NULL
);
-- An alert from its first sign to its end. "revision" lets one instance alone move it on; the index allows one open alert per rule and subject.
CREATE TABLE alerts (
    id           TEXT PRIMARY KEY,
    rule_id      TEXT NOT NULL,
    rule_name    TEXT NOT NULL,
    kind         TEXT NOT NULL,
    severity     TEXT NOT NULL,
    subject      TEXT NOT NULL,
    subject_name TEXT NOT NULL,
    state        TEXT NOT NULL,
    level        BIGINT NOT NULL,
    value        DOUBLE PRECISION NULL,
    threshold    DOUBLE PRECISION NULL,
    unit         TEXT NOT NULL,
    summary      TEXT NOT NULL,
    started_at   BIGINT NOT NULL,
    fired_at     BIGINT NULL,
    resolved_at  BIGINT NULL,
    clear_since  BIGINT NULL,
    known_at     BIGINT NOT NULL,
    told_at      BIGINT NULL,
    told_level   BIGINT NOT NULL,
    messages     BIGINT NOT NULL,
    revision     BIGINT NOT NULL
);
CREATE UNIQUE INDEX alerts_open ON alerts (rule_id, subject) WHERE state <> 'resolved';
CREATE INDEX alerts_resolved ON alerts (resolved_at) WHERE resolved_at IS NOT NULL;
-- Who has taken an alert in hand.
CREATE TABLE alert_acknowledgements (
    alert_id TEXT PRIMARY KEY,
    actor    TEXT NOT NULL,
    note     TEXT NULL,
    at       BIGINT NOT NULL
);
-- What is not told for a time; an empty text stands for all.
CREATE TABLE alert_silences (
    id         TEXT PRIMARY KEY,
    rule_id    TEXT NOT NULL,
    subject    TEXT NOT NULL,
    reason     TEXT NOT NULL,
    actor      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    until      BIGINT NOT NULL
);
CREATE INDEX alert_silences_until ON alert_silences (until);
-- Messages on their way and those that have arrived. "message" is what is told, as JSON; an alert's n-th message goes to each destination once.
CREATE TABLE alert_deliveries (
    id            TEXT PRIMARY KEY,
    destination_id TEXT NOT NULL,
    destination   TEXT NOT NULL,
    alert_id      TEXT NOT NULL,
    number        BIGINT NOT NULL,
    news          TEXT NOT NULL,
    rule_name     TEXT NOT NULL,
    message       TEXT NOT NULL,
    state         TEXT NOT NULL,
    attempts      BIGINT NOT NULL,
    next_at       BIGINT NOT NULL,
    http_status   BIGINT NULL,
    error         TEXT NULL,
    created_at    BIGINT NOT NULL,
    finished_at   BIGINT NULL
);
CREATE UNIQUE INDEX alert_deliveries_once ON alert_deliveries (alert_id, number, destination_id);
CREATE INDEX alert_deliveries_due ON alert_deliveries (next_at) WHERE state = 'waiting';
CREATE INDEX alert_deliveries_finished ON alert_deliveries (finished_at) WHERE finished_at IS NOT NULL;
-- How each destination takes messages: failures in a row, and until when it is left alone.
CREATE TABLE alert_destination_health (
    destination_id TEXT PRIMARY KEY,
    failures       BIGINT NOT NULL,
    rest_until     BIGINT NOT NULL,
    succeeded_at   BIGINT NULL
);
-- What each instance sees of providers that fail.
CREATE TABLE alert_sightings (
    instance_id TEXT NOT NULL,
    kind        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    since       BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL,
    cause       TEXT NULL,
    PRIMARY KEY (instance_id, kind, subject)
);
-- What share of calls must be good; "terms" is JSON.
CREATE TABLE slos (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    terms      TEXT NOT NULL,
    owner      TEXT NOT NULL,
    revision   BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
-- How many calls met an objective of latency, per quarter of an hour, since sums for reports know averages only. "terms_hash" tells by which terms.
CREATE TABLE slo_counts (
    slo_id     TEXT NOT NULL,
    at         BIGINT NOT NULL,
    good       BIGINT NOT NULL,
    total      BIGINT NOT NULL,
    terms_hash TEXT NOT NULL,
    PRIMARY KEY (slo_id, at)
);
