-- What a resolver has found out so far, and until when one is at work. Without these a restart would begin its waiting anew, or send twice.
alter table operation add column absent_since bigint;
alter table operation add column resent bigint not null default 0;
alter table operation add column leased_until bigint;

-- What was erased, for whom, why and by whom. The subject itself is personal: only its hash is kept.
create table erasure (
  id text primary key,
  subject_sha256 text not null,
  erased_at bigint not null,
  erased_by text not null,
  reason text not null,
  operations bigint not null,
  events bigint not null
);

-- Since when an event's data is gone, because of its age or because its subject was erased.
alter table event add column blanked_at bigint;
create index event_recorded on event (recorded_at) where data is not null;
