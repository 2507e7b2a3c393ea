-- Roles, superiors and being let in have days and reasons; a person may have several roles at once.
create table team.role_held (
  role_held_id int generated always as identity primary key,
  person_id int not null references team.person (person_id) on delete cascade,
  role text not null check (role in ('director', 'manager', 'kam', 'support', 'finance', 'admin')),
  from_day date not null,
  until_day date not null default 'infinity',
  reason text,
  -- Null: the host.
  asked_by int references team.person (person_id),
  asked_at timestamptz not null,
  -- A right over the whole company or over people needs a second person: asked by one, given by another.
  state text not null check (state in ('asked', 'given', 'declined')),
  decided_by int references team.person (person_id),
  decided_at timestamptz,
  version int not null default 1,
  check (from_day <= until_day),
  check (asked_by is null or state <> 'given' or role not in ('director', 'finance', 'admin') or decided_by is distinct from asked_by),
  constraint role_held_once exclude using gist (int4range(person_id, person_id, '[]') with &&,
    int4range(array_position(array['director', 'manager', 'kam', 'support', 'finance', 'admin'], role),
      array_position(array['director', 'manager', 'kam', 'support', 'finance', 'admin'], role), '[]') with &&,
    daterange(from_day, until_day) with &&) where (state = 'given')
);
create index role_held_of on team.role_held (person_id);

create table team.reporting (
  person_id int not null references team.person (person_id) on delete cascade,
  from_day date not null,
  reports_to int references team.person (person_id),
  primary key (person_id, from_day),
  check (reports_to <> person_id)
);
create index reporting_to on team.reporting (reports_to);

insert into team.role_held (person_id, role, from_day, asked_at, state)
  select person_id, role, '-infinity', created_at, 'given' from team.person;
insert into team.reporting (person_id, from_day, reports_to) select person_id, '-infinity', reports_to from team.person;

alter table team.person
  drop column role,
  drop column reports_to,
  add column is_disabled boolean not null default false,
  -- Not just `version`: half of all queries join this table for a name.
  add column person_version int not null default 1;

-- The sight that is kept is written anew with the first change of people; whoever sees the whole company is marked now.
-- The owner is bound by the policies of access.sight, too: only who manages people writes there.
select set_config('kulcs.abilities', 'people.manage', true);
insert into access.sight (person_id, sees_person_id)
  select distinct person_id, 0 from team.role_held where role in ('director', 'finance');

grant select, insert on team.role_held to kulcs_app;
grant update (state, until_day, decided_by, decided_at, version) on team.role_held to kulcs_app;
grant select, insert, delete on team.reporting to kulcs_app;
grant update (reports_to) on team.reporting to kulcs_app;
grant update (name, email, is_disabled, person_version) on team.person to kulcs_app;

-- Rights of people are the business of those who manage people, also where a door forgets to ask.
alter table team.role_held enable row level security;
alter table team.role_held force row level security;
create policy role_held_select on team.role_held for select using (true);
create policy role_held_insert on team.role_held for insert with check ((select access.may('people.manage')));
create policy role_held_update on team.role_held for update using ((select access.may('people.manage')));
alter table team.reporting enable row level security;
alter table team.reporting force row level security;
create policy reporting_select on team.reporting for select using (true);
create policy reporting_insert on team.reporting for insert with check ((select access.may('people.manage')));
create policy reporting_update on team.reporting for update using ((select access.may('people.manage')));
create policy reporting_delete on team.reporting for delete using ((select access.may('people.manage')));

-- Name, address and being let in belong to those who manage people; how the page shall look, to everybody herself.
create function team.guard_person() returns trigger language plpgsql as $$
begin
  if (new.name, new.email, new.is_disabled) is distinct from (old.name, old.email, old.is_disabled)
    and not access.may('people.manage') then
    raise exception 'Only those who manage people change name, address and being let in.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger person_guard before update on team.person for each row execute function team.guard_person();

-- To whom everybody reports today.
create view team.line with (security_invoker = true) as
  select person.person_id, (select reporting.reports_to from team.reporting
      where reporting.person_id = person.person_id and reporting.from_day <= (select access.today())
      order by reporting.from_day desc limit 1) as reports_to
  from team.person;
grant select on team.line to kulcs_app;
