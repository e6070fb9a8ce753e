-- Version 1: journal and snapshots of Akka.Persistence.Sql 1.5 ("IF NOT EXISTS": an installation from before versions has them),
-- facts that hold for the whole city, and the lease of two-node deployments.
CREATE TABLE IF NOT EXISTS journal (
    ordering bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT "PK_journal" PRIMARY KEY,
    created bigint NOT NULL,
    deleted boolean NOT NULL,
    persistence_id text NOT NULL,
    sequence_number bigint NOT NULL,
    message bytea NOT NULL,
    tags text,
    manifest text,
    identifier integer,
    writer_uuid text,
    -- What fences a second writer.
    CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number)
);

CREATE INDEX IF NOT EXISTS journal_created_idx ON journal (created);
CREATE INDEX IF NOT EXISTS journal_sequence_number_idx ON journal (sequence_number);

CREATE TABLE IF NOT EXISTS snapshot (
    persistence_id text NOT NULL,
    sequence_number bigint NOT NULL,
    created bigint NOT NULL,
    snapshot bytea,
    manifest text,
    serializer_id integer,
    CONSTRAINT "PK_snapshot" PRIMARY KEY (persistence_id, sequence_number)
);

CREATE INDEX IF NOT EXISTS snapshot_created_idx ON snapshot (created);
CREATE INDEX IF NOT EXISTS snapshot_sequence_number_idx ON snapshot (sequence_number);

-- For example the partition count, on which the place of every thing rests.
CREATE TABLE IF NOT EXISTS realtime_fact (
    name text PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE IF NOT EXISTS realtime_lease (
    name text PRIMARY KEY,
    owner text NOT NULL,
    renewed_at timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS realtime_schema (
    version integer PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO realtime_schema (version) VALUES (1);
