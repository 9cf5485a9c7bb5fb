-- {bytes} is blob in SQLite and bytea in PostgreSQL. Times are microseconds since 1970 in UTC.

-- A change on its way: written before anything leaves, settled with its event.
create table operation (
  id text primary key,
  state bigint not null,             -- OperationState
  epoch bigint not null,             -- of the process that claimed it
  request_id text not null,
  consumer text not null,
  route text not null,
  contract text not null,
  contract_hash text not null,
  operation text not null,
  method text not null,
  target text not null,
  request_headers text not null,     -- JSON, an array of [name, value]
  request_body {bytes},              -- encrypted
  key_scope text,                    -- null: no key, or it is free again
  fingerprint {bytes},
  key_keep bigint,                   -- how long the key is kept after completion
  lane text,
  class text not null,               -- UpstreamClass
  causation text,
  traceparent text,
  created_at bigint not null,
  deadline bigint not null,
  settled_at bigint,
  settled_by text,                   -- a token of the one write that settled it
  expires_at bigint,
  attempts bigint not null default 0,
  next_attempt_at bigint,
  status bigint,
  response_headers text,
  response_body {bytes},             -- encrypted
  reconstructed bigint not null default 0,
  reason text
);

-- The two arbiters: one operation per key, and one open operation per lane. States 0, 3 and 5 are open. Not "in (0, 3, 5)": SQLite would make a small table of its own for that
-- list, for each of these indexes and each row that is written. A query that should use them says it in the same words.
create unique index operation_key on operation (key_scope) where key_scope is not null;
create unique index operation_lane on operation (lane) where lane is not null and (state = 0 or state = 3 or state = 5);
create index operation_open on operation (state) where (state = 0 or state = 3 or state = 5);
create index operation_expiry on operation (expires_at) where expires_at is not null;
create index operation_created on operation (created_at);

-- What persons decided about operations.
create table resolution (
  id text primary key,
  operation_id text not null,
  decided_at bigint not null,
  decided_by text not null,
  decision text not null,
  reason text not null
);
create index resolution_operation on resolution (operation_id);

-- The last sequence, kept in a row whose lock makes the order of commits the order of sequences.
create table event_head (id bigint primary key, last_seq bigint not null);
insert into event_head (id, last_seq) values (1, 0);

create table event_key (key text primary key, last_seq bigint not null);

-- The log: appended to and never changed, but for a placeholder that is rebuilt and for data that is erased.
create table event (
  seq bigint primary key,
  id text not null unique,           -- the CloudEvents id
  operation_id text not null,
  type text not null,
  system text not null,              -- whose event it is: the source
  entity_key text not null,          -- partitionkey, entity:key
  key_seq bigint not null,           -- keysequence
  subject text,
  consumer text not null,
  content_type text,
  data {bytes},                      -- encrypted
  data_schema text,
  recorded_at bigint not null,
  correlation text,
  causation text,
  traceparent text,
  reconstructed bigint not null default 0,
  defect text                        -- null: sound. Otherwise why it is a placeholder that blocks its key's deliveries
);
create unique index event_by_key on event (entity_key, key_seq);
create index event_by_type on event (type, seq);
create index event_by_operation on event (operation_id);
create index event_defect on event (seq) where defect is not null;
