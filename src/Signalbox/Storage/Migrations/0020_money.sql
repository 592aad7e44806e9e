-- Whether calls of a group failed through no fault of the caller: what alerts over more than an hour count. Groups of before do not tell.
ALTER TABLE report_groups ADD COLUMN faulty BIGINT NOT NULL DEFAULT 0;

-- By how much what was counted of a budget's window turned out to be too much when calls were priced anew, all times together: instances that share
-- nothing but the database see by it that they may go below what they have seen taken.
CREATE TABLE lowered_costs (
    limit_identity TEXT NOT NULL,
    window_start   BIGINT NOT NULL,
    micros         BIGINT NOT NULL,
    PRIMARY KEY (limit_identity, window_start)
);
