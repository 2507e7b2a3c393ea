-- What is granted to her is worked out once in a transaction: every policy of every table asks for it, and the third time it
-- cost a request what it cost the first time. The list is kept in a setting of the transaction, under the name of the one who
-- acts, the day and her sight, and it is forgotten as soon as something changes that it was made from.
create or replace function access.granted_accounts() returns setof int language plpgsql stable rows 20 as $$
declare
  mark constant text := concat_ws('|', coalesce(access.actor(), 0), access.today(), access.sees_all(), '');
  known text := current_setting('kulcs.granted', true);
begin
  if known is null or not starts_with(known, mark) then
    select mark || coalesce(array_agg(granted.account_id), '{}')::text into known
      from access.granted where granted.person_id = access.actor();
    perform set_config('kulcs.granted', known, true);
  end if;
  return query select unnest(substr(known, length(mark) + 1)::int[]);
end
$$;

create function access.forget_granted() returns trigger language plpgsql as $$
begin
  perform set_config('kulcs.granted', '', true);
  return null;
end
$$;

-- Every table that the view reads, directly or through another view.
do $$
declare source regclass;
begin
  for source in
    with recursive read (id) as (
      select 'access.granted'::regclass::oid
      union
      select depend.refobjid from read
        join pg_rewrite rewrite on rewrite.ev_class = read.id
        join pg_depend depend on depend.classid = 'pg_rewrite'::regclass and depend.objid = rewrite.oid
          and depend.refclassid = 'pg_class'::regclass
    )
    select id::regclass from read join pg_class on pg_class.oid = id where relkind = 'r'
  loop
    execute format('create trigger forget_granted after insert or update or delete or truncate on %s
      for each statement execute function access.forget_granted()', source);
  end loop;
end
$$;
