-- Tells the rights where an account lies, whoever changes it.
create function accounts.keep_territory() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  before constant text := coalesce(current_setting('kulcs.sees_all', true), '');
begin
  perform set_config('kulcs.sees_all', 'on', true);
  if new.territory is null or new.merged_into is not null then
    delete from access.territory_of where id = new.account_id;
  else
    insert into access.territory_of (id, territory) values (new.account_id, new.territory)
    on conflict (id) do update set territory = excluded.territory where territory_of.territory <> excluded.territory;
  end if;
  perform set_config('kulcs.sees_all', before, true);
  return null;
end
$$;
comment on function accounts.keep_territory() is
  'definer: keeps in step what only those who see the whole company may write; it tells nothing to the one who acts.';
revoke execute on function accounts.keep_territory() from public;

create trigger account_territory_made after insert on accounts.account
  for each row when (new.territory is not null) execute function accounts.keep_territory();
create trigger account_territory_changed after update on accounts.account
  for each row when (new.territory is distinct from old.territory or new.merged_into is distinct from old.merged_into)
  execute function accounts.keep_territory();

select set_config('kulcs.sees_all', 'on', true);
insert into access.territory_of (id, territory)
  select account_id, territory from accounts.account where territory is not null and merged_into is null and account_id > 0;
