-- Words that are looked for, apart from the accounts: under row-level security no index of words can be used, because the
-- database must first decide which rows may be looked at. The app role has no right here; only accounts.find reads it, and
-- joins the grants itself. Column `id` is the account's number.
create table accounts.searchable (
  id int primary key references accounts.account (account_id) on delete cascade,
  folded text not null
);

-- Where a server has the extension already, it stays where it is; else it comes into a schema of its own.
create schema if not exists trigrams;
grant usage on schema trigrams to kulcs_app;
create extension if not exists pg_trgm with schema trigrams;

do $$
declare
  home text := (select extnamespace::regnamespace::text from pg_extension where extname = 'pg_trgm');
begin
  execute format('create index searchable_folded on accounts.searchable using gin (folded %s.gin_trgm_ops)', home);

  -- Accounts that hold all of the words, best first; then, as long as there is room, those that look alike: codes and short words are not guessed.
  execute format($make$
    create function accounts.find(words text[], whole text, most int) returns table (account_id int, is_alike boolean)
    language plpgsql stable security definer set search_path = pg_catalog, %s, pg_temp
    set pg_trgm.word_similarity_threshold = 0.5 as $body$
    declare
      longest text := (select word from unnest(words) word order by length(word) desc limit 1);
      patterns text[] := (select array_agg('%%' || word || '%%') from unnest(words) word);
      found_already int[];
    begin
      select array_agg(hit.id) into found_already from (
        select searchable.id from accounts.searchable
        join accounts.account on account.account_id = searchable.id and account.account_id > 0
        where searchable.folded like '%%' || longest || '%%' and searchable.folded like all (patterns)
          and ((select access.sees_all()) or account.account_id in
            (select granted.account_id from access.granted where granted.person_id = (select access.actor())))
        order by lower(account.code) <> whole, searchable.folded not like whole || '%%',
          searchable.folded not like '%% ' || whole || '%%', account.name collate "hu-x-icu", account.account_id
        limit most) hit;
      return query select hit, false from unnest(found_already) with ordinality as place (hit, at) order by at;
      if coalesce(cardinality(found_already), 0) >= most or whole !~ '[[:alpha:]]{4}' then return; end if;
      return query
        select searchable.id, true from accounts.searchable
        join accounts.account on account.account_id = searchable.id and account.account_id > 0
        where whole <%% searchable.folded and not searchable.id = any (coalesce(found_already, '{}'))
          and ((select access.sees_all()) or account.account_id in
            (select granted.account_id from access.granted where granted.person_id = (select access.actor())))
        order by word_similarity(whole, searchable.folded) desc, account.name collate "hu-x-icu", account.account_id
        limit most - coalesce(cardinality(found_already), 0);
    end
    $body$ $make$, home);
end
$$;
comment on function accounts.find(text[], text, int) is
  'definer: reads words of all accounts by an index, which row-level security forbids, and lets through only what the actor is granted.';
revoke execute on function accounts.find(text[], text, int) from public;
grant execute on function accounts.find(text[], text, int) to kulcs_app;

create function accounts.keep_searchable() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into accounts.searchable (id, folded) values (new.account_id, new.search_text)
  on conflict (id) do update set folded = excluded.folded where searchable.folded <> excluded.folded;
  return null;
end
$$;
comment on function accounts.keep_searchable() is
  'definer: keeps the words of an account that was just written by who may write it; the app role itself cannot touch them.';
revoke execute on function accounts.keep_searchable() from public;

create trigger account_searchable after insert or update on accounts.account
  for each row execute function accounts.keep_searchable();

insert into accounts.searchable (id, folded) select account_id, search_text from accounts.account where account_id > 0
on conflict (id) do nothing;
