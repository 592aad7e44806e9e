-- Of those settled, the calls whose callers left before the end, and of these the ones whose answers were read on without them, so that their bill is known.
ALTER TABLE provider_ledger ADD COLUMN disconnected BIGINT NOT NULL DEFAULT 0;
ALTER TABLE provider_ledger ADD COLUMN drained BIGINT NOT NULL DEFAULT 0;
