-- An import can be taken back as a whole while nothing later builds on it.
alter table sales.batch drop constraint batch_state_check;
alter table sales.batch add constraint batch_state_check
  check (state in ('uploaded', 'running', 'tried', 'loaded', 'stopped', 'failed', 'cancelled', 'undone'));
alter table sales.batch add column undone_at timestamptz, add column undone_as text;
-- Whether what would happen was looked at before it was loaded.
alter table sales.batch add column was_tried boolean not null default false;

-- Heads of documents that came again with other content; their lines are in former_line. With both a document can be put back.
create table sales.former_document (
  account_id int not null references accounts.account (account_id),
  document_id bigint not null,
  source_id int not null references sales.source (source_id),
  number text collate "C" not null,
  day date not null,
  last_day date not null,
  due_day date,
  order_number text,
  lines int not null,
  hash1 numeric not null,
  hash2 numeric not null,
  -- The import that had loaded it, and the one that replaced it.
  batch_id int not null references sales.batch (batch_id),
  replaced_by int not null references sales.batch (batch_id),
  primary key (account_id, document_id, replaced_by)
);
create index former_document_batch on sales.former_document (batch_id);
create index former_document_replaced_by on sales.former_document (replaced_by);
select access.protect('sales.former_document', 'company');
create index former_line_replaced_by on sales.former_line (replaced_by);

-- What an import made of accounts and products: before is null for those it created.
create table sales.batch_account (
  batch_id int not null references sales.batch (batch_id),
  account_id int not null references accounts.account (account_id),
  before jsonb,
  after jsonb not null,
  primary key (batch_id, account_id)
);
create index batch_account_account on sales.batch_account (account_id);
select access.protect('sales.batch_account', 'company');

create table sales.batch_product (
  batch_id int not null references sales.batch (batch_id),
  product_id int not null references catalog.product (product_id),
  before jsonb,
  after jsonb not null,
  primary key (batch_id, product_id)
);
create index batch_product_product on sales.batch_product (product_id);
alter table sales.batch_product enable row level security;
alter table sales.batch_product force row level security;
create policy batch_product_all on sales.batch_product using ((select access.sees_all())) with check ((select access.sees_all()));
grant select, insert, update, delete on sales.batch_product to kulcs_app;
