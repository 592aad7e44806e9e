-- Of those settled, the calls whose callers left before the end, and of these the ones whose answers were read on without them, so that their bill is known.
ALTER TABLE provider_ledger ADD COLUMN disconnected BIGINT NOT NULL DEFAULT 0;
ALTER TABLE provider_ledger ADD COLUMN drained BIGINT NOT NULL DEFAULT 0;

-- How long answered calls took, per group and hour, six hours and day (UTC): histograms, packed, in parts that each have one writer. Quantiles of any dimension are read
-- from their sum.
CREATE TABLE report_durations (
    span_ms  BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    group_id BIGINT NOT NULL,
    part     BIGINT NOT NULL,
    latency  TEXT NOT NULL,
    ttft     TEXT NOT NULL,
    PRIMARY KEY (span_ms, at, group_id, part)
);
