-- Two accounts that are one company become one. While that is done, what is known of them goes along also where the one who does it
-- may not read it; nothing of it is shown.
create function access.moves() returns boolean language sql stable as $$
  select access.may('accounts.merge') and coalesce(current_setting('kulcs.moves', true) = 'on', false)
$$;
create or replace function dossier.moves() returns boolean language sql stable as $$ select access.moves() $$;

-- The account that went stays as a row, so that it can come back: nobody lists, opens or finds it.
alter table accounts.account
  add column merged_into int references accounts.account (account_id),
  add check (merged_into <> account_id);
create index account_merged on accounts.account (merged_into) where merged_into is not null;
create policy merged_is_no_account on accounts.account as restrictive for select
  using (merged_into is null or (select access.moves()));

-- Which account went into which, and what of it went where: so that it can be taken back.
create table accounts.merge (
  merge_id int generated always as identity primary key,
  account_id int not null references accounts.account (account_id),
  gone_id int not null references accounts.account (account_id),
  gone_code text not null,
  gone_name text not null,
  -- Numbers of rows by their tables, and what was filled in; no content.
  moved jsonb not null,
  -- Null: the host.
  merged_by int references team.person (person_id),
  merged_at timestamptz not null default now(),
  undone_at timestamptz
);
create index merge_of_account on accounts.merge (account_id);
create unique index merge_of_gone on accounts.merge (gone_id) where undone_at is null;
select access.protect('accounts.merge', 'company');

-- Two that look alike and are not: they are not asked about again.
create table accounts.distinct_pair (
  account_id int not null references accounts.account (account_id),
  other_id int not null references accounts.account (account_id),
  said_by int references team.person (person_id),
  said_at timestamptz not null default now(),
  primary key (account_id, other_id),
  check (account_id < other_id)
);
create index distinct_pair_other on accounts.distinct_pair (other_id);
select access.protect('accounts.distinct_pair');

-- A name as two spellings of it are compared: without accents, marks, and the form of the company.
create function accounts.core_name(name text) returns text language sql immutable parallel safe as $$
  select coalesce(nullif(btrim(regexp_replace(regexp_replace(folded,
    '\m(kft|zrt|nyrt|rt|bt|kkt|kht|ev|nonprofit|ltd|limited|plc|llc|inc|gmbh|ag|kg|sro|srl|sarl|bv|nv|co)\M', ' ', 'g'), '\s+', ' ', 'g')), ''), folded)
  from (select btrim(regexp_replace(regexp_replace(lower(regexp_replace(normalize(name, NFD), '[\u0300-\u036f]', '', 'g')),
    's\. ?r\. ?o\.?', 'sro', 'g'), '[[:punct:][:space:]]+', ' ', 'g')) as folded) f
$$;

-- How alike two names are, 0 to 1, by their groups of three letters.
do $$
begin
  execute format('create function accounts.likeness(a text, b text) returns real language sql immutable parallel safe
    as $body$ select %s.similarity(a, b) $body$',
    (select extnamespace::regnamespace::text from pg_extension where extname = 'pg_trgm'));
end
$$;

-- Neither who was let go of nor what went into another account is found by anybody who searches for accounts.
create or replace function accounts.keep_searchable() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.stage = 'dropped' or new.merged_into is not null then
    delete from accounts.searchable where id = new.account_id;
    return null;
  end if;
  insert into accounts.searchable (id, folded) values (new.account_id, new.search_text)
  on conflict (id) do update set folded = excluded.folded where searchable.folded <> excluded.folded;
  return null;
end
$$;

create or replace function accounts.open_prospects() returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  before constant text := coalesce(current_setting('kulcs.sees_all', true), '');
  found int;
begin
  perform set_config('kulcs.sees_all', 'on', true);
  select count(*) into found from accounts.account where account_id > 0 and stage = 'prospect' and merged_into is null;
  perform set_config('kulcs.sees_all', before, true);
  return found;
end
$$;

-- What was written about an account that went is about the one it went into.
create or replace function access.account_of(subject text) returns int
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select account_id from (
    select coalesce(merged_into, account_id) as account_id, code from accounts.account
    union all select account_id, code from accounts.prospect) named
  where subject like 'account:%' and code = substr(subject, length('account:') + 1) collate "C" and account_id > 0
  limit 1
$$;
