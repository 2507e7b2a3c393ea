create schema accounts;
grant usage on schema accounts to kulcs_app;

create table accounts.account_group (
  group_id int generated always as identity primary key,
  name text not null unique
);

create table accounts.account (
  account_id int generated always as identity primary key,
  code text collate "C" not null unique,
  name text not null,
  country text,
  town text,
  kind text,
  group_id int references accounts.account_group (group_id),
  owner_id int references team.person (person_id),
  created_at timestamptz not null default now(),
  -- Letters without their accents and one blank for several, for a search that forgives them.
  search_text text not null generated always as
    (lower(regexp_replace(regexp_replace(normalize(name || ' ' || code || ' ' || coalesce(town, ''), NFD),
      '[\u0300-\u036f]', '', 'g'), '[\s\u00a0]+', ' ', 'g'))) stored
);
create index account_name on accounts.account (name collate "hu-x-icu", account_id);
create index account_group_members on accounts.account (group_id);
create index account_owner on accounts.account (owner_id);

select access.protect('accounts.account');

-- Stands for "no account named": its lines are kept and counted, but it is no account that anybody lists, opens or owns.
insert into accounts.account (account_id, code, name) overriding system value values (0, '', '');
create policy unattributed_is_no_account on accounts.account as restrictive for select using (account_id > 0);

grant select, insert on accounts.account_group to kulcs_app;
