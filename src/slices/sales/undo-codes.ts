import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { refuseForeignHands, removeAccounts, restoreAccounts, restoreGroups } from '#slices/accounts/public.ts';
import { removeProducts, restoreProducts } from '#slices/catalog/public.ts';
import { forgetUndone } from './attributions.ts';
import { moveKind } from './roll-ups.ts';
import type { Builds } from './undo-builds.ts';

/** Puts what a file of customers or products has touched into `leaving_…` and `restored_…`; @returns how many of each. */
async function setApart(
  tx: Tx,
  batchId: number,
  what: 'account' | 'product',
): Promise<{ removed: number; restored: number }> {
  const key = sql.ref(`${what}_id`);
  const kept = sql.table(`sales.batch_${what}`);
  await sql`create temporary table ${sql.table(`leaving_${what}`)} on commit drop as
    select ${key}, after from ${kept} where batch_id = ${batchId} and before is null`.execute(tx);
  await sql`create temporary table ${sql.table(`restored_${what}`)} on commit drop as
    select ${key}, before, after from ${kept} where batch_id = ${batchId} and before is not null`.execute(tx);
  await sql`delete from ${kept} where batch_id = ${batchId}`.execute(tx);
  const { rows } = await sql<{ removed: number; restored: number }>`
    select (select count(*)::int from ${sql.table(`leaving_${what}`)}) as removed,
      (select count(*)::int from ${sql.table(`restored_${what}`)}) as restored`.execute(tx);
  return rows[0] ?? { removed: 0, restored: 0 };
}

/** Takes a file of customers back. @throws ProblemError 409 `import-built-on` when accounts were used or edited since */
export async function takeCustomersBack(
  tx: Tx,
  batchId: number,
  builds: Builds,
): Promise<{ accountsRemoved: number; accountsRestored: number }> {
  const { removed, restored } = await setApart(tx, batchId, 'account');
  await refuseForeignHands(tx);
  const sold = await sql<{ code: string; name: string; count: number }>`
    select code, name, count(*)::int as count
    from pg_temp.leaving_account join accounts.account using (account_id) join sales.document using (account_id)
    group by code, name order by code limit 20`.execute(tx);
  for (const facts of sold.rows) builds.add('built-on-documents', { ...facts });
  builds.refuse();
  for (const { code, name } of await restoreAccounts(tx)) builds.add('built-on-changed', { code, name });
  await forgetUndone(tx);
  for (const { code, name, what } of await removeAccounts(tx, '')) builds.add(`built-on-${what}`, { code, name });
  builds.refuse();
  await sql`
    create temporary table restored_group on commit drop as
    select group_id, before, after from sales.batch, jsonb_to_recordset(groups) as kept (group_id int, before jsonb, after jsonb)
    where batch_id = ${batchId}`.execute(tx);
  await restoreGroups(tx);
  return { accountsRemoved: removed, accountsRestored: restored };
}

/** Takes a file of products back. @throws ProblemError 409 `import-built-on` when products were sold or edited since */
export async function takeProductsOfFileBack(
  tx: Tx,
  batchId: number,
  builds: Builds,
): Promise<{ productsRemoved: number; productsRestored: number }> {
  const { removed, restored } = await setApart(tx, batchId, 'product');
  const sold = await sql<{ code: string }>`
    select code from pg_temp.leaving_product join catalog.product using (product_id)
    where exists (select from sales.product_month sold where sold.product_id = product.product_id)
      or exists (select from sales.former_line former where former.product_id = product.product_id)
    order by code limit 20`.execute(tx);
  for (const { code } of sold.rows) builds.add('built-on-sold', { code });
  const later = await sql<{ code: string }>`
    select distinct code from pg_temp.leaving_product join catalog.product using (product_id)
      join sales.batch_product using (product_id) order by code limit 20`.execute(tx);
  for (const { code } of later.rows) builds.add('built-on-product', { code });
  builds.refuse();
  const { edited, moves } = await restoreProducts(tx);
  for (const code of [...edited, ...(await removeProducts(tx))]) builds.add('built-on-product', { code });
  builds.refuse();
  for (const { productIds, before, after } of moves) await moveKind(tx, productIds, before, after);
  return { productsRemoved: removed, productsRestored: restored };
}
