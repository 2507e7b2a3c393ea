create schema sales;
grant usage on schema sales to kulcs_app;

-- Where lines come from (an ERP, a web shop), and how its files are to be read.
create table sales.source (
  source_id int generated always as identity primary key,
  name text not null unique,
  mapping jsonb,
  -- Product codes of this source that are charges, not goods: whole codes, or beginnings ending in *.
  charges text[] not null default '{}',
  created_at timestamptz not null default now()
);
grant select, insert, update on sales.source to kulcs_app;

-- One import of one file. Its sample and its rejected rows are business of the whole company.
create table sales.batch (
  batch_id int generated always as identity primary key,
  source_id int not null references sales.source (source_id),
  file_name text not null,
  bytes bigint not null,
  sha256 bytea not null,
  -- Names of the files that complete the main one (heads of invoices beside their lines), in order.
  joins text[] not null default '{}',
  -- What the person has said of charges; null: as the source has it.
  charges text[],
  state text not null check (state in ('uploaded', 'running', 'tried', 'loaded', 'stopped', 'failed', 'cancelled')),
  started_by int,
  started_as text not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  profile jsonb,
  result jsonb,
  faults jsonb not null default '[]',
  problem jsonb,
  -- The process that runs it; an import whose process is gone has failed.
  runner text
);
create index batch_sha256 on sales.batch (source_id, sha256);
alter table sales.batch enable row level security;
alter table sales.batch force row level security;
create policy batch_select on sales.batch for select using ((select access.sees_all()));
create policy batch_insert on sales.batch for insert with check ((select access.sees_all()));
create policy batch_update on sales.batch for update using ((select access.sees_all()));
create policy batch_delete on sales.batch for delete using ((select access.sees_all()));
grant select, insert, update on sales.batch to kulcs_app;

-- An invoice, credit note or cancellation, as far as it concerns one account; account 0 holds what names no account.
-- hash1 and hash2 are sums of 64-bit hashes over its lines: equal whatever the order of the lines, so a file sent again is recognised.
create table sales.document (
  account_id int not null references accounts.account (account_id),
  document_id bigint generated always as identity,
  source_id int not null references sales.source (source_id),
  number text collate "C" not null,
  -- First and last day of its lines; nearly always one and the same.
  day date not null,
  last_day date not null,
  due_day date,
  order_number text,
  lines int not null,
  hash1 numeric not null,
  hash2 numeric not null,
  batch_id int not null references sales.batch (batch_id),
  primary key (account_id, document_id),
  unique (source_id, number, account_id)
);
create index document_of_account on sales.document (account_id, day);
-- Lines of some days are found through their documents: an index on the many more lines would be paid at every import.
create index document_day on sales.document (day);
create index document_last_day on sales.document (last_day);
-- What an import has just written is found again without reading the whole ledger.
create index document_batch on sales.document (batch_id);
select access.protect('sales.document', 'company');

-- Amounts are minor units of the company's currency; net is rounded once, here, half away from zero.
-- Lines and roll-ups carry no foreign keys: checked row by row they doubled the time of an import, and the only writer places
-- lines by joining documents and products (docs/decisions/0005-ledger-without-row-checks.md). `kulcs doctor` looks for strays.
create table sales.line (
  account_id int not null,
  document_id bigint not null,
  position int not null,
  product_id int not null,
  day date not null,
  quantity numeric not null,
  unit_price numeric,
  net bigint not null,
  cost bigint,
  primary key (account_id, document_id, position)
);
select access.protect('sales.line', 'company');

-- Lines of documents that came again with other content: what was there before, and which import replaced it.
create table sales.former_line (
  account_id int not null,
  document_id bigint not null,
  position int not null,
  product_id int not null references catalog.product (product_id),
  day date not null,
  quantity numeric not null,
  unit_price numeric,
  net bigint not null,
  cost bigint,
  source_id int not null references sales.source (source_id),
  number text collate "C" not null,
  loaded_by int not null references sales.batch (batch_id),
  replaced_by int not null references sales.batch (batch_id),
  primary key (account_id, document_id, position, replaced_by)
);
select access.protect('sales.former_line', 'company');

-- Roll-ups, kept in the same transaction as the lines. costed_net is the net of the lines whose cost is known.
create table sales.product_month (
  account_id int not null,
  month date not null,
  product_id int not null,
  quantity numeric not null,
  net bigint not null,
  costed_net bigint not null,
  cost bigint not null,
  lines int not null,
  primary key (account_id, month, product_id)
);
select access.protect('sales.product_month', 'company');

create table sales.account_month (
  account_id int not null,
  month date not null,
  kind text not null,
  net bigint not null,
  costed_net bigint not null,
  cost bigint not null,
  lines int not null,
  primary key (account_id, month, kind)
);
-- Rows come month by month, so those of a period lie together and are read without the rest.
create index account_month_month on sales.account_month (month);
select access.protect('sales.account_month', 'company');
