-- By which a process knows whether its secret is the one that this store is sealed with: a hash that gives the secret away to
-- nobody. There is none before the first start.
create table platform.secret_mark (
  is_only boolean primary key default true check (is_only),
  mark text not null,
  since timestamptz not null default now()
);
