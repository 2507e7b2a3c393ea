-- Webhooks: addresses of a person's programs that are told of what happens. There is no second outbox: an entry of the audit is
-- written in the same transaction as the change, entries are numbered without a gap in the order of their commits, and each
-- webhook remembers up to which one it was told.
create table platform.webhook (
  webhook_id int generated always as identity primary key,
  person_id int not null,
  name text not null check (name <> ''),
  url text not null,
  -- Null: every kind that there is.
  types text[],
  -- The secret that signs is derived from the server's own and from this, so that no dump holds it.
  salt bytea not null,
  -- The one before, which signs as well until then.
  former_salt bytea,
  former_until timestamptz,
  state text not null default 'on' check (state in ('on', 'off', 'failures', 'gone')),
  off_at timestamptz,
  -- The last entry of the audit that was looked at for it.
  told_seq bigint not null,
  -- The first failure since something last arrived.
  failing_since timestamptz,
  created_at timestamptz not null,
  version int not null default 1,
  check ((former_salt is null) = (former_until is null)),
  check ((state = 'on') = (off_at is null))
);
create index webhook_person on platform.webhook (person_id);

-- One message to one webhook, with what became of it.
create table platform.webhook_delivery (
  delivery_id int generated always as identity primary key,
  webhook_id int not null references platform.webhook (webhook_id) on delete cascade,
  -- The same at each try, so that the receiver knows it again.
  message_id text not null unique,
  -- The entry that it tells of; null: a trial that somebody asked for.
  seq bigint,
  type text not null,
  payload text not null,
  made_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed', 'withheld')),
  -- Of this round: a replay begins a new one.
  tries int not null default 0,
  next_at timestamptz,
  unique (webhook_id, seq),
  check ((state = 'waiting') = (next_at is not null))
);
create index webhook_delivery_due on platform.webhook_delivery (next_at) where state = 'waiting';
create index webhook_delivery_made on platform.webhook_delivery (made_at);

-- One try: what the receiver answered, or why it was not reached. What it said is not kept.
create table platform.webhook_attempt (
  attempt_id int generated always as identity primary key,
  delivery_id int not null references platform.webhook_delivery (delivery_id) on delete cascade,
  at timestamptz not null,
  outcome text not null check (outcome in ('answered', 'late', 'forbidden', 'unknown-name', 'certificate', 'no-connection')),
  status smallint,
  milliseconds int not null
);
create index webhook_attempt_delivery on platform.webhook_attempt (delivery_id);

-- Each person has her own. The server itself, which tells and keeps the log, is the owner of the tables.
alter table platform.webhook enable row level security;
create policy webhook_of_person on platform.webhook
  using (person_id = (select access.actor())) with check (person_id = (select access.actor()));
alter table platform.webhook_delivery enable row level security;
create policy delivery_of_webhook on platform.webhook_delivery
  using (webhook_id in (select webhook_id from platform.webhook))
  with check (webhook_id in (select webhook_id from platform.webhook));
alter table platform.webhook_attempt enable row level security;
create policy attempt_of_delivery on platform.webhook_attempt for select
  using (delivery_id in (select delivery_id from platform.webhook_delivery));
grant select, insert, update, delete on platform.webhook to kulcs_app;
grant select, insert on platform.webhook_delivery to kulcs_app;
grant update (state, tries, next_at) on platform.webhook_delivery to kulcs_app;
grant select on platform.webhook_attempt to kulcs_app;

-- Where a new webhook begins: it is told of what comes, not of what was.
create function audit.newest() returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select head.seq from audit.head $$;
comment on function audit.newest() is 'definer: a number, which tells nothing of any entry.';
revoke execute on function audit.newest() from public;
grant execute on function audit.newest() to kulcs_app;
