create schema audit;
grant usage on schema audit to kulcs_app;

-- Append-only chain: each entry's hash covers the entry and the hash before it, so a changed, missing, added or moved entry
-- breaks the chain where it happened.
create table audit.entry (
  seq bigint primary key,
  at timestamptz not null,
  actor_id int,
  capacity text not null check (capacity in ('person', 'host')),
  action text not null,
  subject text not null,
  detail jsonb not null,
  hash bytea not null
);

-- The end of the chain; a cut tail shows because the head still names it.
create table audit.head (
  is_head boolean primary key default true check (is_head),
  seq bigint not null,
  hash bytea not null
);
insert into audit.head (seq, hash) values (0, sha256(''::bytea));

-- A JSON array keeps the parts apart whatever characters stand in them.
create function audit.hash_of(previous bytea, entry audit.entry) returns bytea language sql immutable as $$
  select sha256(previous || convert_to(json_build_array(
    entry.seq,
    to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    entry.actor_id, entry.capacity, entry.action, entry.subject, entry.detail)::text, 'UTF8'))
$$;

-- The actor comes from the transaction's settings, not from an argument: a command cannot write in another's name.
create function audit.append(action text, subject text, detail jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  entry audit.entry;
  previous bytea;
begin
  -- The row lock keeps the chain from forking; it is held until commit, so commands append last.
  update audit.head set seq = head.seq + 1 returning head.seq, head.hash into entry.seq, previous;
  entry.at := clock_timestamp();
  entry.actor_id := access.actor();
  entry.capacity := case when current_setting('kulcs.host', true) = 'on' then 'host' else 'person' end;
  entry.action := action;
  entry.subject := subject;
  entry.detail := detail;
  entry.hash := audit.hash_of(previous, entry);
  insert into audit.entry select entry.*;
  update audit.head set hash = entry.hash;
  return entry.seq;
end
$$;
comment on function audit.append(text, text, jsonb) is
  'definer: the app role may add to the chain and nothing else; it can neither read nor change an entry.';

-- Entries are numbered without a gap, so the first wrong one is the first whose number or hash is not what follows.
create function audit.verify() returns table (entries bigint, root bytea, first_wrong bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with chained as (
    select entry.seq, entry.hash, row_number() over (order by entry.seq) as place,
      audit.hash_of(coalesce(lag(entry.hash) over (order by entry.seq), sha256(''::bytea)), entry) as expected
    from audit.entry
  ), wrong as (
    select min(place) as place from chained where seq <> place or hash <> expected
  ), tail as (
    select count(*) as entries, (select hash from audit.entry order by seq desc limit 1) as hash from audit.entry
  )
  select tail.entries, coalesce(head.hash, sha256(''::bytea)),
    coalesce(wrong.place,
      case when coalesce(head.seq, 0) <> tail.entries then least(coalesce(head.seq, 0), tail.entries) + 1
           when head.hash is distinct from coalesce(tail.hash, sha256(''::bytea)) then tail.entries end)
  from wrong cross join tail left join audit.head on true
$$;
comment on function audit.verify() is
  'definer: answers whether the chain is whole and where it breaks, without showing an entry.';

-- The hash that an entry had, for the comparison with roots written down elsewhere.
create function audit.hash_at(wanted bigint) returns bytea
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select hash from audit.entry where seq = wanted $$;
comment on function audit.hash_at(bigint) is
  'definer: gives a hash, which tells nothing of the entry, for the comparison with roots kept outside.';

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit chain is append-only: % of audit.entry is refused.', lower(tg_op)
    using errcode = 'insufficient_privilege';
end
$$;
create trigger entry_is_append_only before update or delete on audit.entry
  for each row execute function audit.refuse_change();
create trigger entry_is_not_truncated before truncate on audit.entry
  for each statement execute function audit.refuse_change();

revoke execute on all functions in schema audit from public;
grant execute on function audit.append(text, text, jsonb), audit.verify(), audit.hash_at(bigint) to kulcs_app;
