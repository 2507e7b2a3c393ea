import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import {
  bringProducts,
  compareProducts,
  kindWords,
  plannedProducts,
  productFieldDescriptions,
} from '#slices/catalog/public.ts';
import { namedMost } from './contract.ts';
import { fieldsOfKind } from './domain/import-kinds.ts';
import type { Brought, KindOfImport, RunOrder } from './import-kind.ts';
import { keepTouchedProducts } from './ledger.ts';
import { moveKind } from './roll-ups.ts';
import { groupByCode, placeStates, refuseRepeated } from './staged-codes.ts';
import type { Counts } from './staging.ts';

const kindOf = sql`${JSON.stringify(kindWords)}::jsonb ->> lower(staged.product_kind)`;

/** Products: they are made, or brought to what the file says; figures by kind follow. */
export const productsImport: KindOfImport = {
  fields: productFieldDescriptions,
  hashed: fieldsOfKind.products,
  staged: ['document text collate "C"', 'product_name text', 'product_kind text'],
  siblingFault: 'code-sibling',
  async compare(tx, { charges }) {
    await sql`update pg_temp.staged set fault = 'product-kind', fault_column = 'productKind', fault_value = product_kind
      where fault is null and product_kind is not null and ${kindOf} is null`.execute(tx);
    await refuseRepeated(tx, 'product');
    await groupByCode(tx);
    await sql`
      create temporary table found_product on commit drop as
      select distinct document as code, product_name as name, ${kindOf} as kind
      from pg_temp.staged join pg_temp.staged_document using (document) where not is_rejected`.execute(tx);
    await sql`analyze pg_temp.found_product`.execute(tx);
    await compareProducts(tx, charges);
    await placeStates(tx, sql`select code, product_id is null as is_new from pg_temp.planned_product`);
  },
  bring,
};

async function bring(tx: Tx, order: RunOrder, counts: Counts, isLoaded: boolean): Promise<Brought> {
  const { count, first, changes } = await plannedProducts(tx, namedMost);
  if (isLoaded) {
    order.onProgress({ phase: 'writing', rows: counts.read, share: 0.55 });
    for (const { productIds, before, after } of await bringProducts(tx)) await moveKind(tx, productIds, before, after);
    await keepTouchedProducts(tx, order.batch.id);
  }
  return { accountsCreated: 0, productsCreated: count, accounts: [], products: first, changes };
}
