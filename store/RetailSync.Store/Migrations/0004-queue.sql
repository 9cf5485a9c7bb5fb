-- Changes that were accepted to be sent later: state 6. They are not open in the sense of operation_lane, because many may wait in one lane.
alter table operation add column queue_seq bigint;                       -- the order of acceptance; null: it was not queued. It stays when the operation is settled
alter table operation add column queue_attempts bigint not null default 0;
alter table operation add column queue_terms text;                       -- JSON: statuses that were agreed with the system when it was accepted

-- Which one of a lane is first, and whether any waits in it.
create index operation_queue on operation (lane, queue_seq) where state = 6;
create index operation_queue_route on operation (route, queue_seq) where state = 6;

-- The last place that was given, kept in a row whose lock makes the order of commits the order of places.
create table queue_head (id bigint primary key, last_seq bigint not null);
insert into queue_head (id, last_seq) values (1, 0);

-- How many wait on each route, so that the bound costs no counting.
create table queue_route (route text primary key, waiting bigint not null);
