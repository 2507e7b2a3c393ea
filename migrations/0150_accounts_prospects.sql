-- Whom we would like to sell to stands in the same list as whom we sell to, so that nothing is written again when they buy. Who
-- was let go of stays on record and is listed only when asked for.
alter table accounts.account
  add column stage text not null default 'client' check (stage in ('client', 'prospect', 'dropped')),
  add column segment text;
create index account_not_client on accounts.account (stage, account_id) where stage <> 'client';

-- Why it could become one of ours, and where we know it from. Its row stays when it has become a client.
create table accounts.prospect (
  account_id int primary key references accounts.account (account_id),
  -- By which it is called until it gets the code of a client.
  code text collate "C" not null unique,
  reason text not null check (reason <> ''),
  source text not null check (source <> ''),
  -- Null: the host.
  added_by int references team.person (person_id),
  added_on date not null,
  dropped_because text
);
select access.protect('accounts.prospect');

-- How many prospects there may be at once: existing clients come first. Every change is a new row; the newest is in force.
create table accounts.prospect_policy (
  version int primary key,
  most int not null check (most between 0 and 1000),
  changed_by int references team.person (person_id),
  changed_at timestamptz not null default now()
);
insert into accounts.prospect_policy (version, most) values (1, 30);
grant select, insert on accounts.prospect_policy to kulcs_app;

create function accounts.open_prospects() returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  before constant text := coalesce(current_setting('kulcs.sees_all', true), '');
  found int;
begin
  perform set_config('kulcs.sees_all', 'on', true);
  select count(*) into found from accounts.account where account_id > 0 and stage = 'prospect';
  perform set_config('kulcs.sees_all', before, true);
  return found;
end
$$;
comment on function accounts.open_prospects() is
  'definer: counts the prospects of the whole company, for whom the list is short; a number only.';

-- A new account is granted to nobody yet, so whoever may add prospects does it here, for herself or for somebody of her line.
create function accounts.add_prospect(given_name text, given_country text, given_town text, given_segment text, given_owner int,
    given_reason text, given_source text) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  sight_before constant text := coalesce(current_setting('kulcs.sees_all', true), '');
  abilities_before constant text := coalesce(current_setting('kulcs.abilities', true), '');
  made constant int := nextval(pg_get_serial_sequence('accounts.account', 'account_id'));
begin
  if not access.may('accounts.prospect')
    or not coalesce(access.sees_all() or given_owner = access.actor() or access.reaches(given_owner), false) then
    raise exception 'Prospects are added by those who may, for somebody of their own line.' using errcode = 'insufficient_privilege';
  end if;
  perform set_config('kulcs.sees_all', 'on', true), set_config('kulcs.abilities', abilities_before || ' accounts.assign', true);
  insert into accounts.account (account_id, code, name, country, town, segment, owner_id, stage)
    overriding system value
    values (made, 'prospect-' || made, given_name, given_country, given_town, given_segment, given_owner, 'prospect');
  insert into accounts.prospect (account_id, code, reason, source, added_by, added_on)
    values (made, 'prospect-' || made, given_reason, given_source, access.actor(), coalesce(access.today(), current_date));
  if given_owner is not null then
    insert into access.holding (account_id, person_id, capacity, from_day)
      values (made, given_owner, 'owner', coalesce(access.today(), current_date));
  end if;
  perform set_config('kulcs.sees_all', sight_before, true), set_config('kulcs.abilities', abilities_before, true);
  return made;
end
$$;
comment on function accounts.add_prospect(text, text, text, text, int, text, text) is
  'definer: makes an account that the actor does not see before it is hers; it asks for the ability and the line itself.';
revoke execute on function accounts.open_prospects(), accounts.add_prospect(text, text, text, text, int, text, text) from public;
grant execute on function accounts.open_prospects(), accounts.add_prospect(text, text, text, text, int, text, text) to kulcs_app;

-- Who was let go of is found by nobody who searches for accounts.
create or replace function accounts.keep_searchable() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.stage = 'dropped' then
    delete from accounts.searchable where id = new.account_id;
    return null;
  end if;
  insert into accounts.searchable (id, folded) values (new.account_id, new.search_text)
  on conflict (id) do update set folded = excluded.folded where searchable.folded <> excluded.folded;
  return null;
end
$$;

-- A client is called otherwise than the prospect that it was; what was written about it before still is about it.
create or replace function access.account_of(subject text) returns int
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select account_id from (
    select account_id, code from accounts.account union all select account_id, code from accounts.prospect) named
  where subject like 'account:%' and code = substr(subject, length('account:') + 1) collate "C" and account_id > 0
  limit 1
$$;
