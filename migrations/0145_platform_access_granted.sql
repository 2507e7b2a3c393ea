-- What policies ask, as functions: the views and the policies of what they read, written out in every policy of every table of a
-- query, took the planner longer than the query itself took. A function in PL/pgSQL is planned once for each connection; like a
-- sub-select that depends on nothing it is asked once in a query, and not at all for those who see the whole company. All of
-- them have the caller's own rights, and read what the caller's policies let her read.

-- For whom the actor stands in today.
create function access.stands_in_for() returns setof int language plpgsql stable rows 5 as $$
begin
  return query select substitution.for_person_id from access.substitution
    where substitution.by_person_id = access.actor()
      and substitution.from_day <= access.today() and access.today() < substitution.until_day;
end
$$;
-- The accounts that are named in orders by which she stands in today.
create function access.named_accounts() returns setof int language plpgsql stable rows 5 as $$
begin
  return query select covered.account_id from access.substitution_account covered join access.substitution using (substitution_id)
    where substitution.by_person_id = access.actor()
      and substitution.from_day <= access.today() and access.today() < substitution.until_day;
end
$$;
-- Those whose accounts she sees today.
create function access.reached() returns setof int language plpgsql stable rows 10 as $$
begin
  return query select reach.sees_person_id from access.reach where reach.person_id = access.actor();
end
$$;
-- The accounts that are granted to her today.
create function access.granted_accounts() returns setof int language plpgsql stable rows 20 as $$
begin
  return query select granted.account_id from access.granted where granted.person_id = access.actor();
end
$$;

alter policy sight_select on access.sight
  using ((select access.sees_all()) or person_id = (select access.actor()) or person_id in (select access.stands_in_for()));
alter policy holding_select on access.holding
  using ((select access.sees_all()) or person_id in (select access.reached()) or account_id in (select access.named_accounts()));
alter policy holding_insert on access.holding
  with check ((select access.may('accounts.assign')) and ((select access.sees_all()) or (access.line_had(account_id)
    and person_id in (select access.reached()))));
alter policy holding_update on access.holding
  using ((select access.may('accounts.assign')) and ((select access.sees_all()) or person_id in (select access.reached())))
  with check ((select access.may('accounts.assign')) and ((select access.sees_all()) or person_id in (select access.reached())));

create or replace function access.protect(target regclass, writers text default 'granted') returns void language plpgsql as $$
declare
  seen constant text := '(select access.sees_all()) or account_id in (select access.granted_accounts())';
  written constant text := case writers when 'granted' then seen when 'company' then '(select access.sees_all())' end;
begin
  if written is null then
    raise exception 'access.protect: writers must be granted or company, not %', writers;
  end if;
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy account_select on %s for select using (%s)', target, seen);
  execute format('create policy account_insert on %s for insert with check (%s)', target, written);
  execute format('create policy account_update on %s for update using (%s) with check (%s)', target, written, written);
  execute format('create policy account_delete on %s for delete using (%s)', target, written);
  execute format('grant select, insert, update, delete on %s to kulcs_app', target);
end
$$;

-- What access.protect has made so far: those of its policies that read the grants.
do $$
declare
  seen constant text := '(select access.sees_all()) or account_id in (select access.granted_accounts())';
  made record;
begin
  for made in
    select format('%I on %I.%I', policyname, schemaname, tablename) as policy, cmd from pg_policies
    where policyname in ('account_select', 'account_insert', 'account_update', 'account_delete')
      and coalesce(qual, with_check) like '%access.granted%'
  loop
    execute format(case made.cmd
      when 'INSERT' then 'alter policy %1$s with check (%2$s)'
      when 'UPDATE' then 'alter policy %1$s using (%2$s) with check (%2$s)'
      else 'alter policy %1$s using (%2$s)' end, made.policy, seen);
  end loop;
end
$$;

alter policy grant_select on access.class_grant
  using ((select access.may('dossier.confidential'))
    and ((select access.sees_all()) or account_id in (select access.granted_accounts())));
alter policy grant_insert on access.class_grant
  with check ((select access.may('dossier.confidential')) and state = 'asked'
    and ((select access.sees_all()) or account_id in (select access.granted_accounts())));
alter policy grant_update on access.class_grant
  using ((select access.may('dossier.grant'))
    and ((select access.sees_all()) or account_id in (select access.granted_accounts())));
