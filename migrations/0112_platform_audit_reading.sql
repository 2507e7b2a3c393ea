-- For whom the one who acted did it: whoever stands in for a colleague acts in her own name, and the entry names both.
alter table audit.entry add column for_id int;
create index entry_by_actor on audit.entry (actor_id, seq);
create index entry_by_subject on audit.entry (subject, seq);
create index entry_for on audit.entry (for_id, seq) where for_id is not null;

-- Entries from before have no such part, so that their hashes stay what they were.
create or replace function audit.hash_of(previous bytea, entry audit.entry) returns bytea language sql immutable as $$
  select sha256(previous || convert_to((case when entry.for_id is null
    then json_build_array(entry.seq, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
      entry.actor_id, entry.capacity, entry.action, entry.subject, entry.detail)
    else json_build_array(entry.seq, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
      entry.actor_id, entry.capacity, entry.action, entry.subject, entry.detail, entry.for_id)
    end)::text, 'UTF8'))
$$;

-- Whom the actor stands in for when she touches this: by the account, if it is hers only by an order; else by the ability
-- that the server says she has only by one.
create function access.acting_for(subject text) returns int
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with about as (select access.account_of(subject) as account_id)
  select coalesce(
    (select substitution.for_person_id
      from about join access.substitution on substitution.by_person_id = access.actor()
      where about.account_id is not null
        and substitution.from_day <= access.today() and access.today() < substitution.until_day
        and (substitution.covers_all or exists (select from access.substitution_account covered
          where covered.substitution_id = substitution.substitution_id and covered.account_id = about.account_id))
        and exists (select from access.sight left join access.holding on holding.account_id = about.account_id
            and holding.from_day <= access.today() and access.today() < holding.until_day
          where sight.person_id = substitution.for_person_id
            and sight.from_day <= access.today() and access.today() < sight.until_day
            and sight.sees_person_id in (0, holding.person_id))
        and not exists (select from access.sight left join access.holding on holding.account_id = about.account_id
            and holding.from_day <= access.today() and access.today() < holding.until_day
          where sight.person_id = access.actor()
            and sight.from_day <= access.today() and access.today() < sight.until_day
            and sight.sees_person_id in (0, holding.person_id))
      order by substitution.substitution_id limit 1),
    nullif(current_setting('kulcs.acts_for', true), '')::int)
$$;
comment on function access.acting_for(text) is
  'definer: finds for whom an entry of the audit is written, from orders and holdings that the actor may see in part only.';
revoke execute on function access.acting_for(text) from public;

create or replace function audit.append(action text, subject text, detail jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  entry audit.entry;
  previous bytea;
begin
  entry.for_id := access.acting_for(subject);
  -- The row lock keeps the chain from forking; it is held until commit, so commands append last.
  update audit.head set seq = head.seq + 1 returning head.seq, head.hash into entry.seq, previous;
  entry.at := clock_timestamp();
  entry.actor_id := access.actor();
  entry.capacity := case when current_setting('kulcs.host', true) = 'on' then 'host' else 'person' end;
  entry.action := action;
  entry.subject := subject;
  entry.detail := detail;
  entry.hash := audit.hash_of(previous, entry);
  insert into audit.entry (seq, at, actor_id, capacity, action, subject, detail, hash, for_id)
    values (entry.seq, entry.at, entry.actor_id, entry.capacity, entry.action, entry.subject, entry.detail, entry.hash, entry.for_id);
  update audit.head set hash = entry.hash;
  return entry.seq;
end
$$;

-- What an entry is about: people, rights and the installation are known to whoever administers; all else is business.
create function audit.is_business(subject text) returns boolean language sql immutable as
  $$ select split_part(subject, ':', 1) not in ('person', 'company', 'substitution', 'key', 'webhook', 'session', 'backup', 'audit') $$;

-- Entries, the newest first. Whoever does not see the whole company reads that something happened in the business, by whom and
-- when, and neither about what nor its content; nor can she ask for a record of the business.
create function audit.entries(before_seq bigint, at_most int, by_person int, about text, of_kind text,
    from_at timestamptz, until_at timestamptz)
  returns table (seq bigint, at timestamptz, actor_id int, for_id int, capacity text, action text, subject text, detail jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select entry.seq, entry.at, entry.actor_id, entry.for_id, entry.capacity, entry.action,
    case when seen.whole then entry.subject else split_part(entry.subject, ':', 1) || ':' end,
    case when seen.whole then entry.detail else '{}'::jsonb end
  from audit.entry
  cross join lateral (select access.sees_all() or not audit.is_business(entry.subject) as whole) seen
  where access.may('audit.read')
    and (before_seq is null or entry.seq < before_seq)
    and (by_person is null or entry.actor_id = by_person or entry.for_id = by_person)
    and (about is null or (entry.subject = about and seen.whole))
    and (from_at is null or entry.at >= from_at)
    and (until_at is null or entry.at < until_at)
    and (of_kind is null or of_kind = case
      when entry.action ~ '^export\.' then 'export'
      when entry.action ~ '\.look$|^look\.' then 'look'
      when not audit.is_business(entry.subject) then 'rights'
      else 'change' end)
  order by entry.seq desc limit at_most
$$;
comment on function audit.entries(bigint, int, int, text, text, timestamptz, timestamptz) is
  'definer: shows entries to those who may read the audit, the business part of them only to those who see the whole company.';

-- What was done for somebody by the one who stood in for her: for the two, and for those who lead the one who was away.
create function audit.done_for(absent int, stand_in int, from_at timestamptz, until_at timestamptz)
  returns table (seq bigint, at timestamptz, action text, subject text, detail jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select entry.seq, entry.at, entry.action, entry.subject, entry.detail
  from audit.entry
  where entry.for_id = absent and entry.actor_id = stand_in and entry.at >= from_at and entry.at < until_at
    and (access.sees_all() or access.actor() in (absent, stand_in) or access.reaches(absent))
  order by entry.seq
$$;
comment on function audit.done_for(int, int, timestamptz, timestamptz) is
  'definer: the report of a substitution, for those who were part of it or lead her who was away.';

-- The end of the chain as it stands, for writing it down elsewhere without recomputing all of it.
create function audit.end_of_chain() returns table (entries bigint, root bytea)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select head.seq, head.hash from audit.head $$;
comment on function audit.end_of_chain() is 'definer: a number and a hash, which tell nothing of any entry.';

revoke execute on all functions in schema audit from public;
grant execute on function audit.entries(bigint, int, int, text, text, timestamptz, timestamptz),
  audit.done_for(int, int, timestamptz, timestamptz), audit.end_of_chain() to kulcs_app;
