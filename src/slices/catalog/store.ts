import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { digitCodes, digitShare, likePatternOf, usualCharges } from './domain/kind-rule.ts';

/** Products whose kind a rule has changed. */
interface Reclassified {
  readonly productIds: readonly number[];
  readonly kind: 'charge';
}

/** What an import keeps of a product that it made or changed, so that it can be taken back. */
const image = sql`jsonb_build_object('name', product.name, 'kind', product.kind)`;

/** Whether nearly all codes in `found_product` carry a digit. */
const codesHaveDigits = sql`(select count(*) >= ${digitCodes} and avg((code ~ '[0-9]')::int) >= ${digitShare} from pg_temp.found_product)`;
/** Of a row `found` of `found_product`: whether the rules say that it is a charge. */
export const isCharge = (charges: readonly string[]) =>
  sql`(found.code ilike any (${[...usualCharges, ...charges].map(likePatternOf)}::text[])
    or (found.code !~ '[0-9]' and ${codesHaveDigits}))`;

/**
 * Makes the products that are not there yet, fills names that are blank, and applies the source's rule for charges to goods
 * whose kind nobody has set.
 * The caller has filled the temporary table `found_product (code, name)`, one row a code.
 * What it did stands in the temporary table `touched_product (product_id, before, after)`; before is null for new ones.
 * @param charges patterns of the source: whole codes, with `*` for anything
 */
export async function ensureProducts(tx: Tx, charges: readonly string[]): Promise<Reclassified> {
  await sql`
    create temporary table former_product on commit drop as
    select product_id, ${image} as before from catalog.product join pg_temp.found_product using (code)`.execute(tx);
  await sql`
    insert into catalog.product (code, name) select code, name from pg_temp.found_product
    on conflict (code) do nothing`.execute(tx);
  await sql`
    update catalog.product set name = found.name from pg_temp.found_product found
    where product.code = found.code and product.name is null and found.name is not null`.execute(tx);
  const changed = await sql<{ id: number }>`
    update catalog.product set kind = 'charge'
    from pg_temp.found_product found
    where product.code = found.code and product.kind = 'goods' and not product.kind_is_set and ${isCharge(charges)}
    returning product.product_id as id`.execute(tx);
  await sql`
    create temporary table touched_product on commit drop as
    select product.product_id, former.before, ${image} as after
    from catalog.product join pg_temp.found_product using (code) left join pg_temp.former_product former using (product_id)
    where former.before is distinct from ${image}`.execute(tx);
  return { productIds: changed.rows.map((row) => row.id), kind: 'charge' };
}

/** How many of the codes in `found_product` are new, and the first of them; asked before they are made. */
export async function newProducts(
  tx: Tx,
  most: number,
): Promise<{ count: number; first: { code: string; name: string | null }[] }> {
  const { rows } = await sql<{ code: string; name: string | null; count: number }>`
    select code, found.name, (count(*) over ())::int as count from pg_temp.found_product found
    where not exists (select from catalog.product where product.code = found.code) order by code limit ${most}`.execute(
    tx,
  );
  return { count: rows[0]?.count ?? 0, first: rows.map(({ code, name }) => ({ code, name })) };
}

/**
 * Removes products that an import made, or gives the codes of those that a person has worked on since; then nothing is removed.
 * The caller has filled the temporary table `leaving_product (product_id, after)` with what the import left them like.
 */
export async function removeProducts(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from pg_temp.leaving_product join catalog.product using (product_id)
    where (kind_is_set and not leaving_product.after @> '{"kind_is_set": true}') or not to_jsonb(product) @> leaving_product.after
    order by code limit 20`.execute(tx);
  if (rows.length > 0) return rows.map(({ code }) => code);
  await sql`delete from catalog.product using pg_temp.leaving_product leaving
    where product.product_id = leaving.product_id`.execute(tx);
  return [];
}
