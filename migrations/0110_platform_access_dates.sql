-- Rights have days: half-open, from the first day on, and not on the last one any more. The day is the company's, told by the
-- server to each transaction; a transaction that was told none has no dated right.
create function access.today() returns date language sql stable as
  $$ select nullif(current_setting('kulcs.today', true), '')::date $$;

-- sees_person_id 0 stands for the whole company.
alter table access.sight
  add column from_day date not null default '-infinity',
  add column until_day date not null default 'infinity',
  add check (from_day < until_day),
  drop constraint sight_pkey,
  add primary key (person_id, sees_person_id, from_day);

alter table access.holding
  add column from_day date not null default '-infinity',
  add column until_day date not null default 'infinity',
  add check (from_day < until_day),
  drop constraint holding_pkey,
  add primary key (account_id, capacity, from_day),
  -- Nobody finds an account with two owners on one day (CON-7). A range of one number needs no extension for "equal".
  add constraint holding_one_at_a_time
    exclude using gist (int4range(account_id, account_id, '[]') with &&, daterange(from_day, until_day) with &&);

-- Who stands in for whom: a dated order. That somebody is away is known to everybody here; why is not (see its view).
create table access.substitution (
  substitution_id int generated always as identity primary key,
  for_person_id int not null,
  by_person_id int not null,
  from_day date not null,
  until_day date not null,
  -- All that she sees, with what her role may do for it; else only the accounts that are named.
  covers_all boolean not null,
  confidential boolean not null,
  personal boolean not null,
  reason text not null check (reason <> ''),
  ordered_by int,
  ordered_at timestamptz not null,
  version int not null default 1,
  check (for_person_id <> by_person_id),
  -- Taken back before it began: an empty span.
  check (from_day <= until_day),
  -- One stands in for all of it, or several for parts (which the command compares under a lock): CON-7.
  constraint substitution_one_at_a_time
    exclude using gist (int4range(for_person_id, for_person_id, '[]') with &&, daterange(from_day, until_day) with &&)
    where (covers_all)
);
create index substitution_by on access.substitution (by_person_id);
create index substitution_for on access.substitution (for_person_id);

create table access.substitution_account (
  substitution_id int not null references access.substitution (substitution_id),
  account_id int not null,
  primary key (substitution_id, account_id)
);

-- Whose accounts a person sees today: by the line, and as the one who stands in for somebody in everything.
create view access.reach with (security_invoker = true) as
  select sight.person_id, sight.sees_person_id
  from access.sight
  where sight.from_day <= (select access.today()) and (select access.today()) < sight.until_day
  union all
  select substitution.by_person_id, sight.sees_person_id
  from access.substitution
  join access.sight on sight.person_id = substitution.for_person_id
  where substitution.covers_all and substitution.from_day <= (select access.today()) and (select access.today()) < substitution.until_day
    and sight.from_day <= (select access.today()) and (select access.today()) < sight.until_day;

-- The accounts that are granted today: of those whom she reaches, and those that are named to her for somebody who has them.
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
    and (sight.sees_person_id = 0 or sight.sees_person_id = holding.person_id);
grant select on access.reach to kulcs_app;

-- Whether the actor reaches a person, or an account that such a person holds or held. Policies ask these two where asking the
-- tables themselves would ask the same policy again.
create function access.reaches(person int) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select exists (select from access.reach where person_id = access.actor() and sees_person_id = person) $$;
comment on function access.reaches(int) is
  'definer: tells the one who acts whether a person stands in her own line, which she may know; the policy of sight asks substitutions.';
create function access.line_had(account int) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from access.holding join access.reach on reach.sees_person_id = holding.person_id
    where holding.account_id = account and reach.person_id = access.actor())
$$;
comment on function access.line_had(int) is
  'definer: tells the one who acts whether her own line holds or held an account; a policy of holdings cannot ask holdings.';

alter table access.substitution enable row level security;
alter table access.substitution force row level security;
create policy substitution_select on access.substitution for select using (true);
create policy substitution_insert on access.substitution for insert
  with check ((select access.may('people.substitute')) and ((select access.sees_all()) or access.reaches(for_person_id)));
create policy substitution_update on access.substitution for update
  using ((select access.may('people.substitute')) and ((select access.sees_all()) or access.reaches(for_person_id)));
grant select, insert on access.substitution to kulcs_app;
grant update (until_day, version) on access.substitution to kulcs_app;

alter table access.substitution_account enable row level security;
alter table access.substitution_account force row level security;
create policy account_select on access.substitution_account for select
  using ((select access.sees_all()) or substitution_id in (select substitution_id from access.substitution
    where (select access.actor()) in (by_person_id, for_person_id, ordered_by)));
create policy account_insert on access.substitution_account for insert
  with check ((select access.may('people.substitute')) and ((select access.sees_all()) or access.line_had(account_id)));
-- An order stays as it was given.
create policy account_update on access.substitution_account for update using ((select access.sees_all()) and false);
create policy account_delete on access.substitution_account for delete using ((select access.sees_all()) and false);
grant select, insert on access.substitution_account to kulcs_app;

-- Whoever stands in for somebody reads that one's sight, for it is hers in that time.
drop policy sight_select on access.sight;
create policy sight_select on access.sight for select
  using ((select access.sees_all()) or person_id = (select access.actor()) or person_id in
    (select for_person_id from access.substitution where by_person_id = (select access.actor())
      and substitution.from_day <= (select access.today()) and (select access.today()) < substitution.until_day));

drop policy holding_select on access.holding;
create policy holding_select on access.holding for select
  using ((select access.sees_all())
    or person_id in (select sees_person_id from access.reach where person_id = (select access.actor()))
    or account_id in (select covered.account_id from access.substitution_account covered
      join access.substitution using (substitution_id)
      where substitution.by_person_id = (select access.actor())
        and substitution.from_day <= (select access.today()) and (select access.today()) < substitution.until_day));
-- Assigning is an order from a day on, so a holding ends by an update and the next one begins by an insert: of an account that
-- the line had, for somebody of the line.
drop policy holding_insert on access.holding;
create policy holding_insert on access.holding for insert
  with check ((select access.may('accounts.assign')) and ((select access.sees_all()) or (access.line_had(account_id)
    and person_id in (select sees_person_id from access.reach where person_id = (select access.actor())))));
drop policy holding_update on access.holding;
create policy holding_update on access.holding for update
  using ((select access.may('accounts.assign')) and ((select access.sees_all())
    or person_id in (select sees_person_id from access.reach where person_id = (select access.actor()))))
  with check ((select access.may('accounts.assign')) and ((select access.sees_all())
    or person_id in (select sees_person_id from access.reach where person_id = (select access.actor()))));

-- For whom the actor acts when she touches what has this subject (`account:14646`): filled by the slice that knows accounts.
create function access.account_of(subject text) returns int
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select null::int $$;
comment on function access.account_of(text) is
  'definer: finds the account of a subject of the audit, which the one who acts may read only by standing in for another.';
revoke execute on function access.account_of(text), access.reaches(int), access.line_had(int) from public;
grant execute on function access.account_of(text), access.reaches(int), access.line_had(int) to kulcs_app;
