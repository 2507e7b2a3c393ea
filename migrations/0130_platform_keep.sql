-- Keeping the store: backups, and what waits after one was restored.

-- Whether this transaction copies the whole store. Only the owner of the tables has policies that ask: the role of requests
-- gains nothing by setting it.
create or replace function access.keeping() returns boolean language sql stable as
  $$ select coalesce(current_setting('kulcs.keeping', true) = 'on', false) $$;

create schema if not exists platform;
grant usage on schema platform to kulcs_app;

-- Backups that were made of this store, and when each was last restored for a trial and compared.
create table platform.backup (
  backup_id int generated always as identity primary key,
  made_at timestamptz not null,
  file text not null,
  bytes bigint not null,
  sha256 text not null unique,
  verified_at timestamptz,
  created_at timestamptz not null default now()
);
create index backup_verified on platform.backup (verified_at);
grant select, insert, update on platform.backup to kulcs_app;

-- A row while the store stands still after a restore: nobody is signed in, no token counts, nothing is sent out. A restore
-- of an older store makes the table before this migration does.
create table if not exists platform.hold (
  is_hold boolean primary key default true check (is_hold),
  since timestamptz not null default now(),
  backup_of timestamptz not null
);
grant select, delete on platform.hold to kulcs_app;
