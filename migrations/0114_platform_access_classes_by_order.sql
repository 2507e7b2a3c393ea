-- Who stands in for another sees confidential and personal facts of those accounts only as the order says (ACC). Whether an
-- account is the actor's by herself, today: by her own line, or because she sees the whole company.
create function access.is_hers(account int) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select access.actor() is null or exists (
    select from access.sight left join access.holding on holding.account_id = account
      and holding.from_day <= access.today() and access.today() < holding.until_day
    where sight.person_id = access.actor()
      and sight.from_day <= access.today() and access.today() < sight.until_day
      and sight.sees_person_id in (0, holding.person_id))
$$;
comment on function access.is_hers(int) is
  'definer: tells the one who acts whether an account is hers without an order; the policies of facts ask it.';

-- Those for whom the actor stands in today with this class, as far as this account goes.
create function access.stood_for(account int, wanted_class text) returns table (person_id int)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select substitution.for_person_id from access.substitution
  where substitution.by_person_id = access.actor()
    and substitution.from_day <= access.today() and access.today() < substitution.until_day
    and case wanted_class when 'confidential' then substitution.confidential when 'personal' then substitution.personal else true end
    and (substitution.covers_all or exists (select from access.substitution_account covered
      where covered.substitution_id = substitution.substitution_id and covered.account_id = account))
$$;
comment on function access.stood_for(int, text) is
  'definer: tells the one who acts which of her own orders cover an account; the policies of facts ask it.';
revoke execute on function access.is_hers(int), access.stood_for(int, text) from public;
grant execute on function access.is_hers(int), access.stood_for(int, text) to kulcs_app;

create or replace function access.sees_class(wanted_account int, wanted_class text) returns boolean language sql stable as $$
  select case wanted_class
    when 'public' then access.may('dossier.read')
    when 'internal' then access.may('dossier.read')
    when 'confidential' then access.looks() and access.may('dossier.confidential')
      and (access.is_hers(wanted_account) or exists (select from access.stood_for(wanted_account, 'confidential')))
    -- What the other was granted passes over; what she wrote for herself does not.
    when 'personal' then access.looks() and access.may('dossier.confidential') and exists (
      select from access.class_grant
      where account_id = wanted_account and class = wanted_class and state = 'given' and access.today() < until_day
        and ((person_id = access.actor() and access.is_hers(wanted_account))
          or person_id in (select stood.person_id from access.stood_for(wanted_account, 'personal') stood)))
    else false
  end
$$;
