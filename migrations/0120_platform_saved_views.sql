grant usage on schema platform to kulcs_app;

-- A view of a list that somebody keeps: the part of the address that says what is shown, by a name. Shared ones are seen by
-- everybody who may read the list; what they show is each person's own.
create table platform.saved_view (
  view_id int generated always as identity primary key,
  list text not null,
  person_id int not null,
  name text not null check (name <> ''),
  query text not null,
  is_shared boolean not null default false,
  version int not null default 1,
  unique (list, person_id, name)
);
alter table platform.saved_view enable row level security;
alter table platform.saved_view force row level security;
create policy saved_view_select on platform.saved_view for select
  using (is_shared or person_id = (select access.actor()));
create policy saved_view_insert on platform.saved_view for insert with check (person_id = (select access.actor()));
create policy saved_view_update on platform.saved_view for update
  using (person_id = (select access.actor())) with check (person_id = (select access.actor()));
create policy saved_view_delete on platform.saved_view for delete using (person_id = (select access.actor()));
grant select, insert, update, delete on platform.saved_view to kulcs_app;

-- With which view a list opens for a person.
create table platform.default_view (
  person_id int not null,
  list text not null,
  view_id int not null references platform.saved_view (view_id) on delete cascade,
  primary key (person_id, list)
);
alter table platform.default_view enable row level security;
alter table platform.default_view force row level security;
create policy default_view_own on platform.default_view
  using (person_id = (select access.actor())) with check (person_id = (select access.actor()));
grant select, insert, update, delete on platform.default_view to kulcs_app;
