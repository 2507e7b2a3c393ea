-- As accounts.account.search_text: letters without their accents and one blank for several.
alter table catalog.product add column search_text text not null generated always as
  (lower(regexp_replace(regexp_replace(normalize(code || ' ' || coalesce(name, ''), NFD),
    '[\u0300-\u036f]', '', 'g'), '[\s\u00a0]+', ' ', 'g'))) stored;

do $$
declare
  home text := (select extnamespace::regnamespace::text from pg_extension where extname = 'pg_trgm');
begin
  execute format('create index product_search on catalog.product using gin (search_text %s.gin_trgm_ops)', home);
  -- Products that hold all of the words, best first; then, as long as there is room, those that look alike: codes and short words are not guessed. Products are
  -- nobody's secret among those who may read the catalog, so the function has no more rights than its caller.
  execute format($make$
    create function catalog.find(words text[], whole text, most int) returns table (product_id int, is_alike boolean)
    language plpgsql stable set search_path = pg_catalog, %1$s, pg_temp
    set pg_trgm.word_similarity_threshold = 0.5 as $body$
    declare
      longest text := (select word from unnest(words) word order by length(word) desc limit 1);
      patterns text[] := (select array_agg('%%' || word || '%%') from unnest(words) word);
      found_already int[];
    begin
      select array_agg(hit.product_id) into found_already from (
        select product.product_id from catalog.product
        where product.product_id > 0 and search_text like '%%' || longest || '%%' and search_text like all (patterns)
        order by lower(code) <> whole, search_text not like whole || '%%', search_text not like '%% ' || whole || '%%', code
        limit most) hit;
      return query select hit, false from unnest(found_already) with ordinality as place (hit, at) order by at;
      if coalesce(cardinality(found_already), 0) >= most or whole !~ '[[:alpha:]]{4}' then return; end if;
      return query
        select product.product_id, true from catalog.product
        where whole <%% search_text and product.product_id > 0
          and not product.product_id = any (coalesce(found_already, '{}'))
        order by word_similarity(whole, search_text) desc, code
        limit most - coalesce(cardinality(found_already), 0);
    end
    $body$ $make$, home);
end
$$;
