import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import type { ProductKind } from './contract.ts';
import { isCharge } from './store.ts';

/** What a file of products changes of one product: the fields that are others, as they were and as they become. */
interface PlannedChange {
  code: string;
  name: string | null;
  fields: { field: 'name' | 'kind' | 'kindIsSet'; before: string | null; after: string | null }[];
}

/** Products that are of another kind now, whose figures by kind must follow. */
interface KindMove {
  readonly productIds: readonly number[];
  readonly before: ProductKind;
  readonly after: ProductKind;
}

/**
 * Compares the products of a file with those that are here. A value of the file counts, an empty cell leaves what is there; a
 * kind that the file gives counts as a person's word. New products without one get theirs by the rules for charges.
 * The caller has filled the temporary table `found_product (code, name, kind)`, one row a code, and keeps out whoever counts by
 * kind meanwhile.
 * What is new or changed stands in the temporary table `planned_product (code, product_id, before, after)`; product_id and
 * before are null for new ones.
 * @param charges patterns of the source
 */
export async function compareProducts(tx: Tx, charges: readonly string[]): Promise<void> {
  await sql`select from catalog.product join pg_temp.found_product using (code)
    order by product_id for update of product`.execute(tx);
  await sql`
    create temporary table planned_product on commit drop as
    select found.code, null::int as product_id, null::jsonb as before,
      jsonb_build_object('name', found.name, 'kind', coalesce(found.kind, case when ${isCharge(charges)} then 'charge' else 'goods' end),
        'kind_is_set', found.kind is not null) as after
    from pg_temp.found_product found
    where not exists (select from catalog.product where product.code = found.code)
    union all
    select found.code, product.product_id, jsonb_object_agg(field, old), jsonb_object_agg(field, new)
    from pg_temp.found_product found join catalog.product on product.code = found.code
    cross join lateral (values ('name', to_jsonb(product.name), to_jsonb(found.name)),
      ('kind', to_jsonb(product.kind), to_jsonb(found.kind)),
      ('kind_is_set', to_jsonb(product.kind_is_set), case when found.kind is not null then to_jsonb(true) end))
      as value (field, old, new)
    where new is not null and new is distinct from old
    group by found.code, product.product_id`.execute(tx);
  await sql`analyze pg_temp.planned_product`.execute(tx);
}

/** The first of the products that would be new, and of those that would be changed; by code. */
export async function plannedProducts(
  tx: Tx,
  most: number,
): Promise<{ count: number; first: { code: string; name: string | null }[]; changes: PlannedChange[] }> {
  const made = await sql<{ code: string; name: string | null; count: number }>`
    select code, after ->> 'name' as name, (count(*) over ())::int as count from pg_temp.planned_product
    where product_id is null order by code limit ${most}`.execute(tx);
  const changed = await sql<PlannedChange>`
    select code, product.name, (select json_agg(json_build_object(
        'field', case key when 'kind_is_set' then 'kindIsSet' else key end, 'before', before ->> key, 'after', after ->> key)
      order by key) from jsonb_object_keys(after) key) as fields
    from pg_temp.planned_product join catalog.product using (product_id, code) order by code limit ${most}`.execute(tx);
  return {
    count: made.rows[0]?.count ?? 0,
    first: made.rows.map(({ code, name }) => ({ code, name })),
    changes: changed.rows,
  };
}

/**
 * Makes and changes products as `compareProducts` has planned.
 * What it did stands in the temporary table `touched_product (product_id, before, after)`; before is null for new ones.
 */
export async function bringProducts(tx: Tx): Promise<KindMove[]> {
  await sql`
    insert into catalog.product (code, name, kind, kind_is_set)
    select code, after ->> 'name', after ->> 'kind', (after ->> 'kind_is_set')::boolean
    from pg_temp.planned_product where product_id is null order by code`.execute(tx);
  await sql`
    update catalog.product set name = coalesce(after ->> 'name', name), kind = coalesce(after ->> 'kind', kind),
      kind_is_set = kind_is_set or after ? 'kind_is_set'
    from pg_temp.planned_product planned where planned.product_id = product.product_id`.execute(tx);
  await sql`
    create temporary table touched_product on commit drop as
    select product.product_id, before, after from pg_temp.planned_product join catalog.product using (code)`.execute(
    tx,
  );
  return movesOf(
    tx,
    sql`select product_id, before ->> 'kind' as "before", after ->> 'kind' as "after" from pg_temp.planned_product
    where before ? 'kind'`,
  );
}

/**
 * Puts products back as they were before a file of products changed them, or gives the codes of those that were edited since;
 * then nothing is put back.
 * The caller has filled the temporary table `restored_product (product_id, before, after)`.
 */
export async function restoreProducts(tx: Tx): Promise<{ edited: string[]; moves: KindMove[] }> {
  const { rows } = await sql<{ code: string }>`
    select code from pg_temp.restored_product join catalog.product using (product_id)
    where not to_jsonb(product) @> after order by code limit 20`.execute(tx);
  if (rows.length > 0) return { edited: rows.map(({ code }) => code), moves: [] };
  await sql`
    update catalog.product set name = case when before ? 'name' then before ->> 'name' else name end,
      kind = coalesce(before ->> 'kind', kind),
      kind_is_set = coalesce((before ->> 'kind_is_set')::boolean, kind_is_set)
    from pg_temp.restored_product restored where restored.product_id = product.product_id`.execute(tx);
  const moves = await movesOf(
    tx,
    sql`select product_id, after ->> 'kind' as "before", before ->> 'kind' as "after"
    from pg_temp.restored_product where before ? 'kind'`,
  );
  return { edited: [], moves };
}

async function movesOf(tx: Tx, moved: ReturnType<typeof sql>): Promise<KindMove[]> {
  const { rows } = await sql<KindMove>`
    select array_agg(product_id) as "productIds", "before", "after" from (${moved}) moved group by 2, 3 order by 2, 3`.execute(
    tx,
  );
  return rows;
}
