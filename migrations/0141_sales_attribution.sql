-- Documents that name no account, given to one by a person: who, when, why, and whether it was taken back.
create table sales.attribution (
  attribution_id int generated always as identity primary key,
  account_id int not null references accounts.account (account_id),
  source_id int not null references sales.source (source_id),
  reason text not null check (reason <> ''),
  documents int not null,
  lines int not null,
  net bigint not null,
  made_as text not null,
  made_at timestamptz not null default now(),
  undone_as text,
  undone_at timestamptz
);
create index attribution_account on sales.attribution (account_id);
select access.protect('sales.attribution', 'company');

-- Null: the account is what the file says.
alter table sales.document add column attribution_id int references sales.attribution (attribution_id);
create index document_attribution on sales.document (attribution_id) where attribution_id is not null;
alter table sales.former_document add column attribution_id int references sales.attribution (attribution_id);
create index former_document_attribution on sales.former_document (attribution_id) where attribution_id is not null;

-- A part of a document without an account may be given to the account of another part: both stay apart, so that it can be undone.
alter table sales.document drop constraint document_source_id_number_account_id_key;
create unique index document_number on sales.document (source_id, number, account_id, coalesce(attribution_id, 0));
