-- Who wants which events, and where they go.
create table subscription (
  id text primary key,
  owner text not null,               -- the consumer
  definition text not null,          -- JSON, without secrets
  secrets {bytes},                   -- encrypted
  managed_by text not null,          -- api or file
  state text not null,               -- active, paused or disabled
  reason text,                       -- why it is not active
  revision bigint not null,          -- grows with every change, so that whoever delivers notices
  rate bigint,                       -- deliveries in a minute that its URL consents to
  created_at bigint not null,
  updated_at bigint not null
);

-- How far each one is: everything up to position is delivered, but for what is pending, spilled or dead-lettered.
create table delivery_cursor (
  subscription text primary key,
  epoch bigint not null,             -- of the process that delivers it; 0: nobody
  began_at bigint not null,          -- the position that it began behind
  position bigint not null,
  pending text not null,             -- sequences up to position that are not finished, each as the distance from the one before
  updated_at bigint not null
);

-- What is to be known of a key that is stuck.
create table delivery_lane (
  subscription text not null,
  key text not null,
  blocked bigint not null,
  head_seq bigint not null,
  attempts bigint not null,
  due_at bigint,
  spilled_from bigint,               -- from here on the key's events are undelivered
  gap_from bigint,
  reason text,
  primary key (subscription, key)
);

-- What was given up, until somebody decides.
create table dead_letter (
  subscription text not null,
  seq bigint not null,
  event_id text not null,
  key text not null,
  key_seq bigint not null,
  attempts bigint not null,
  reason text not null,
  died_at bigint not null,
  decision text,                     -- null: open. redeliver or skip: to be carried out by whoever delivers
  rounds bigint not null default 0,  -- how often it was redelivered
  primary key (subscription, seq)
);
create index dead_letter_key on dead_letter (subscription, key, key_seq);

-- What persons decided about dead letters.
create table delivery_decision (
  id text primary key,
  subscription text not null,
  seq bigint not null,
  event_id text not null,
  decision text not null,
  decided_at bigint not null,
  decided_by text not null,
  reason text not null
);
create index delivery_decision_subscription on delivery_decision (subscription, seq);

-- Events that somebody asked for again.
create table replay (
  id text primary key,
  subscription text not null,
  definition text not null,          -- JSON: what was asked for
  state text not null,               -- running, done, cancelled or failed
  reason text,
  epoch bigint not null,
  position bigint not null,
  last_seq bigint not null,          -- where it ends
  sent bigint not null,
  failed bigint not null,
  created_at bigint not null,
  created_by text not null,
  updated_at bigint not null
);
create index replay_subscription on replay (subscription, created_at);
