-- By which numbers a company is known, and to which part of the market it belongs. Their form is checked where they come in.
alter table accounts.account
  add column vat_number text,
  add column registry_number text,
  add column territory text;

-- By which codes other sources know an account. Lines of such a source with such a code are this account's; an empty source stands
-- for all of them.
create table accounts.account_code (
  account_code_id int generated always as identity primary key,
  account_id int not null references accounts.account (account_id),
  source text not null,
  code text collate "C" not null check (code <> ''),
  version int not null default 1,
  unique (source, code)
);
create index account_code_of on accounts.account_code (account_id);
select access.protect('accounts.account_code');
