-- How confidential something is, and who sees it: reliability, part 5. Public and internal things are seen by whoever sees the
-- account and reads dossiers; confidential ones by those who may, after they have said why; personal ones besides only by who
-- wrote them and by whom a second person has granted it for a time.

-- Has the actor said in this transaction why she looks? Without it no SELECT of any slice meets a confidential row.
create function access.looks() returns boolean language sql stable as
  $$ select coalesce(current_setting('kulcs.looks', true) = 'on', false) $$;

create table access.class_grant (
  grant_id int generated always as identity primary key,
  account_id int not null,
  person_id int not null,
  class text not null check (class in ('personal')),
  reason text not null check (reason <> ''),
  -- The first day on which it is over.
  until_day date not null,
  state text not null default 'asked' check (state in ('asked', 'given', 'declined')),
  -- Null: the host.
  asked_by int,
  asked_at timestamptz not null default now(),
  decided_by int,
  decided_at timestamptz,
  decision_reason text,
  version int not null default 1,
  -- Asked by one, given by another, who is not the one who gets it (ACC-9).
  check (state <> 'given' or (decided_by is distinct from asked_by and decided_by is distinct from person_id))
);
create index class_grant_of on access.class_grant (account_id, person_id);

-- The one place that says who sees a class.
create function access.sees_class(wanted_account int, wanted_class text) returns boolean language sql stable as $$
  select case wanted_class
    when 'public' then access.may('dossier.read')
    when 'internal' then access.may('dossier.read')
    when 'confidential' then access.looks() and access.may('dossier.confidential')
    when 'personal' then access.looks() and access.may('dossier.confidential') and exists (
      select from access.class_grant
      where account_id = wanted_account and person_id = access.actor() and class = wanted_class and state = 'given'
        and coalesce(nullif(current_setting('kulcs.today', true), '')::date, current_date) < until_day)
    else false
  end
$$;

alter table access.class_grant enable row level security;
alter table access.class_grant force row level security;
create policy grant_select on access.class_grant for select
  using ((select access.may('dossier.confidential')) and ((select access.sees_all()) or account_id in
    (select account_id from access.granted where person_id = (select access.actor()))));
create policy grant_insert on access.class_grant for insert
  with check ((select access.may('dossier.confidential')) and state = 'asked' and ((select access.sees_all()) or account_id in
    (select account_id from access.granted where person_id = (select access.actor()))));
create policy grant_update on access.class_grant for update
  using ((select access.may('dossier.grant')) and ((select access.sees_all()) or account_id in
    (select account_id from access.granted where person_id = (select access.actor()))));
-- A grant ends or is declined; that there was one stays.
create policy grant_delete on access.class_grant for delete using ((select access.sees_all()) and false);
grant select, insert on access.class_grant to kulcs_app;
grant update (account_id, state, until_day, decided_by, decided_at, decision_reason, version) on access.class_grant to kulcs_app;
