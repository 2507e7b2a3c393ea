-- A group may stand within another one: a tree, never a circle.
alter table accounts.account_group
  add column parent_id int references accounts.account_group (group_id),
  add column version int not null default 1,
  add check (parent_id <> group_id);
create index account_group_parent on accounts.account_group (parent_id) where parent_id is not null;
create trigger account_group_version before update on accounts.account_group
  for each row execute function platform.next_version();

-- Two who each hang one group below the other's at the same time would not see each other's, so moves wait for their turn.
create function accounts.refuse_group_circle() returns trigger
  language plpgsql as $$
begin
  if new.parent_id is null then
    return new;
  end if;
  perform pg_advisory_xact_lock(7120, 0);
  if exists (
    with recursive above as (
      select group_id, parent_id from accounts.account_group where group_id = new.parent_id
      union
      select upper.group_id, upper.parent_id from accounts.account_group upper join above on upper.group_id = above.parent_id)
    select from above where group_id = new.group_id) then
    raise exception 'A group cannot stand within itself.' using errcode = 'check_violation', constraint = 'account_group_circle';
  end if;
  return new;
end
$$;
create trigger account_group_circle before insert or update of parent_id on accounts.account_group
  for each row execute function accounts.refuse_group_circle();

grant update (parent_id, name) on accounts.account_group to kulcs_app;

-- Removes those of these groups that hold no account and no other group, also none that the actor does not see.
create function accounts.drop_unused_groups(given int[]) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  one int;
  gone int := 0;
begin
  if not access.may('accounts.group') then
    raise exception 'Groups are removed by those who make them.' using errcode = 'insufficient_privilege';
  end if;
  foreach one in array given loop
    begin
      delete from accounts.account_group where group_id = one;
      if found then
        gone := gone + 1;
      end if;
    exception when foreign_key_violation then
      null; -- somebody uses it
    end;
  end loop;
  return gone;
end
$$;
comment on function accounts.drop_unused_groups(int[]) is
  'definer: groups are removed by nobody else; it asks for the ability itself and leaves what anything points to.';
revoke execute on function accounts.drop_unused_groups(int[]) from public;
grant execute on function accounts.drop_unused_groups(int[]) to kulcs_app;
