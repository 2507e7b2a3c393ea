-- A person may be responsible for territories, from a day until a day: she sees the accounts that lie there, and works with them
-- as those above their owners do.
create table access.territory_held (
  territory_held_id int generated always as identity primary key,
  person_id int not null,
  territory text not null check (territory <> ''),
  from_day date not null,
  until_day date not null default 'infinity',
  reason text,
  -- Null: the host.
  given_by int,
  given_at timestamptz not null default now(),
  version int not null default 1,
  check (from_day <= until_day)
);
create index territory_held_of on access.territory_held (person_id);
alter table access.territory_held enable row level security;
alter table access.territory_held force row level security;
-- Who is responsible for what is known to everybody here, like roles.
create policy territory_held_select on access.territory_held for select using (true);
create policy territory_held_insert on access.territory_held for insert with check ((select access.may('people.manage')));
create policy territory_held_update on access.territory_held for update using ((select access.may('people.manage')));
grant select, insert on access.territory_held to kulcs_app;
grant update (until_day, version) on access.territory_held to kulcs_app;

-- The territories of the actor today: her own, and those of whom she stands in for in everything.
create function access.territories() returns setof text language plpgsql stable rows 3 as $$
begin
  return query select held.territory from access.territory_held held
    where held.from_day <= access.today() and access.today() < held.until_day
      and (held.person_id = access.actor() or held.person_id in (select substitution.for_person_id from access.substitution
        where substitution.by_person_id = access.actor() and substitution.covers_all
          and substitution.from_day <= access.today() and access.today() < substitution.until_day));
end
$$;

-- Where each account lies, beside the accounts: policies of accounts cannot ask the accounts themselves. Kept by a trigger.
create table access.territory_of (
  id int primary key,
  territory text not null
);
create index territory_of_territory on access.territory_of (territory);
alter table access.territory_of enable row level security;
alter table access.territory_of force row level security;
create policy territory_of_select on access.territory_of for select
  using ((select access.sees_all()) or territory in (select access.territories()));
create policy territory_of_insert on access.territory_of for insert with check ((select access.sees_all()));
create policy territory_of_update on access.territory_of for update using ((select access.sees_all()));
create policy territory_of_delete on access.territory_of for delete using ((select access.sees_all()));
grant select on access.territory_of to kulcs_app;

-- The accounts that lie in her territories today.
create function access.territory_accounts() returns setof int language plpgsql stable rows 20 as $$
begin
  return query select lies.id from access.territory_of lies where lies.territory in (select access.territories());
end
$$;

create or replace view access.granted with (security_invoker = true) as
  select reach.person_id, holding.account_id
  from access.reach
  join access.holding on holding.person_id = reach.sees_person_id
  where holding.from_day <= (select access.today()) and (select access.today()) < holding.until_day
  union all
  select substitution.by_person_id, covered.account_id
  from access.substitution
  join access.substitution_account covered using (substitution_id)
  join access.sight on sight.person_id = substitution.for_person_id
  left join access.holding on holding.account_id = covered.account_id and holding.from_day <= (select access.today()) and (select access.today()) < holding.until_day
  where substitution.from_day <= (select access.today()) and (select access.today()) < substitution.until_day
    and sight.from_day <= (select access.today()) and (select access.today()) < sight.until_day
    and (sight.sees_person_id = 0 or sight.sees_person_id = holding.person_id)
  union all
  select held.person_id, lies.id
  from access.territory_held held
  join access.territory_of lies using (territory)
  where held.from_day <= (select access.today()) and (select access.today()) < held.until_day
  union all
  select substitution.by_person_id, lies.id
  from access.substitution
  join access.territory_held held on held.person_id = substitution.for_person_id
  join access.territory_of lies using (territory)
  where substitution.covers_all and substitution.from_day <= (select access.today()) and (select access.today()) < substitution.until_day
    and held.from_day <= (select access.today()) and (select access.today()) < held.until_day;

-- Who holds an account of her territory is seen by her, and gives it to somebody of her own line.
alter policy holding_select on access.holding
  using ((select access.sees_all()) or person_id in (select access.reached()) or account_id in (select access.named_accounts())
    or account_id in (select access.territory_accounts()));
alter policy holding_insert on access.holding
  with check ((select access.may('accounts.assign')) and ((select access.sees_all()) or (person_id in (select access.reached())
    and (access.line_had(account_id) or account_id in (select access.territory_accounts())))));
alter policy holding_update on access.holding
  using ((select access.may('accounts.assign')) and ((select access.sees_all()) or person_id in (select access.reached())
    or account_id in (select access.territory_accounts())))
  with check ((select access.may('accounts.assign')) and ((select access.sees_all()) or person_id in (select access.reached())
    or account_id in (select access.territory_accounts())));
alter policy holding_delete on access.holding
  using ((select access.may('accounts.assign')) and ((select access.sees_all()) or person_id in (select access.reached())
    or account_id in (select access.territory_accounts())));

create or replace function access.owner_on(account int, day date) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  before constant text := coalesce(current_setting('kulcs.sees_all', true), '');
  found int;
begin
  if not access.may('accounts.assign') or not (access.sees_all() or access.line_had(account)
    or account in (select access.territory_accounts())) then
    return null;
  end if;
  perform set_config('kulcs.sees_all', 'on', true);
  select person_id into found from access.holding
    where holding.account_id = account and from_day <= day and day < until_day;
  perform set_config('kulcs.sees_all', before, true);
  return found;
end
$$;

-- An account of her territory is hers without an order.
create or replace function access.is_hers(account int) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select access.actor() is null or exists (
    select from access.sight left join access.holding on holding.account_id = account
      and holding.from_day <= access.today() and access.today() < holding.until_day
    where sight.person_id = access.actor()
      and sight.from_day <= access.today() and access.today() < sight.until_day
      and sight.sees_person_id in (0, holding.person_id))
  or exists (select from access.territory_of lies join access.territory_held held using (territory)
    where lies.id = account and held.person_id = access.actor()
      and held.from_day <= access.today() and access.today() < held.until_day)
$$;
