-- The role every request runs as. It owns nothing, so row-level security always binds it.
-- Roles belong to the whole cluster: another database of the same cluster may have made it in the same moment.
do $$
begin
  if not exists (select from pg_roles where rolname = 'kulcs_app') then
    create role kulcs_app nologin;
  end if;
exception
  when duplicate_object or unique_violation then null;
end
$$;
-- A superuser may act as any role already; the grant is for servers where the login role is an ordinary one.
do $$
begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant kulcs_app to %I', current_user);
  end if;
end
$$;

create schema access;
grant usage on schema access to kulcs_app;

-- Who answers for whom: every person sees herself and everybody below her in the reporting line.
create table access.sight (
  person_id int not null,
  sees_person_id int not null,
  primary key (person_id, sees_person_id)
);

-- Who holds which account.
create table access.holding (
  account_id int not null,
  person_id int not null,
  capacity text not null check (capacity in ('owner')),
  primary key (account_id, capacity)
);
create index holding_person on access.holding (person_id);

create view access.granted with (security_invoker = true) as
  select sight.person_id, holding.account_id
  from access.sight
  join access.holding on holding.person_id = sight.sees_person_id;

-- The setting is '' (not null) once a transaction that set it has ended, so '' must read as nobody.
create function access.actor() returns int language sql stable as
  $$ select nullif(current_setting('kulcs.actor', true), '')::int $$;
create function access.sees_all() returns boolean language sql stable as
  $$ select coalesce(current_setting('kulcs.sees_all', true) = 'on', false) $$;
-- What the actor may do, as the server gave it to this transaction.
create function access.may(ability text) returns boolean language sql stable as
  $$ select ability = any (string_to_array(coalesce(current_setting('kulcs.abilities', true), ''), ' ')) $$;

alter table access.sight enable row level security;
alter table access.sight force row level security;
create policy sight_select on access.sight for select
  using ((select access.sees_all()) or person_id = (select access.actor()));
-- Whoever adds people writes the reporting line anew as a whole, also an administrator, who reads none of it.
create policy sight_insert on access.sight for insert with check ((select access.may('people.manage')));
create policy sight_update on access.sight for update using ((select access.may('people.manage')));
create policy sight_delete on access.sight for delete using ((select access.may('people.manage')));

alter table access.holding enable row level security;
alter table access.holding force row level security;
create policy holding_select on access.holding for select
  using ((select access.sees_all()) or person_id in
    (select sees_person_id from access.sight where person_id = (select access.actor())));
-- Who may assign hands over what those hold whom she sees, to those whom she sees; an account that nobody holds is given by
-- somebody who sees the whole company.
create policy holding_insert on access.holding for insert
  with check ((select access.may('accounts.assign')) and (select access.sees_all()));
create policy holding_update on access.holding for update
  using ((select access.may('accounts.assign')) and ((select access.sees_all()) or person_id in
    (select sees_person_id from access.sight where person_id = (select access.actor()))))
  with check ((select access.may('accounts.assign')) and ((select access.sees_all()) or person_id in
    (select sees_person_id from access.sight where person_id = (select access.actor()))));
create policy holding_delete on access.holding for delete
  using ((select access.may('accounts.assign')) and (select access.sees_all()));

grant select, insert, update, delete on access.sight, access.holding to kulcs_app;
grant select on access.granted to kulcs_app;

-- Puts an account table under row-level security: its rows are seen by those who see the whole company and by those to whom
-- the account is granted. `writers` says who may write: 'granted' (the same people) or 'company' (only whole-company sight).
-- The shape is the measured one: sub-selects are evaluated once per query; an array comparison is twenty times slower.
create function access.protect(target regclass, writers text default 'granted') returns void language plpgsql as $$
declare
  seen constant text := '(select access.sees_all()) or account_id in '
    '(select account_id from access.granted where person_id = (select access.actor()))';
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
revoke execute on function access.protect(regclass, text) from public;
