import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { digitCodes, digitShare, likePatternOf, usualCharges } from './domain/kind-rule.ts';

/** Products whose kind a rule has changed. */
interface Reclassified {
  readonly productIds: readonly number[];
  readonly kind: 'charge';
}

/**
 * Makes the products that are not there yet, fills names that are blank, and applies the source's rule for charges to goods
 * whose kind nobody has set.
 * The caller has filled the temporary table `found_product (code, name)`, one row a code.
 * @param charges patterns of the source: whole codes, with `*` for anything
 */
export async function ensureProducts(
  tx: Tx,
  charges: readonly string[],
): Promise<{ created: number; reclassified: Reclassified }> {
  const made = await sql`
    insert into catalog.product (code, name) select code, name from pg_temp.found_product
    on conflict (code) do nothing`.execute(tx);
  await sql`
    update catalog.product set name = found.name from pg_temp.found_product found
    where product.code = found.code and product.name is null and found.name is not null`.execute(tx);
  const patterns = [...usualCharges, ...charges].map(likePatternOf);
  const changed = await sql<{ id: number }>`
    update catalog.product set kind = 'charge'
    from pg_temp.found_product found,
      (select count(*) >= ${digitCodes} and avg((code ~ '[0-9]')::int) >= ${digitShare} as codes_have_digits
       from pg_temp.found_product) habit
    where product.code = found.code and product.kind = 'goods' and not product.kind_is_set
      and (product.code ilike any (${patterns}::text[]) or (habit.codes_have_digits and product.code !~ '[0-9]'))
    returning product.product_id as id`.execute(tx);
  return {
    created: Number(made.numAffectedRows ?? 0n),
    reclassified: { productIds: changed.rows.map((row) => row.id), kind: 'charge' },
  };
}

/** How many of the codes in `found_product` are new; for a dry run. */
export async function countNewProducts(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_temp.found_product found
    where not exists (select from catalog.product where product.code = found.code)`.execute(tx);
  return rows[0]?.count ?? 0;
}
