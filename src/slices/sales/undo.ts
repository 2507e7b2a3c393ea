import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { Language } from '#platform/i18n/language.ts';
import { removeAccounts } from '#slices/accounts/public.ts';
import { removeProducts } from '#slices/catalog/public.ts';
import { forgetUndone } from './attributions.ts';
import type { UndoResult } from './contract.ts';
import { batchById, takeTurn, type Batch } from './imports.ts';
import { applyChanges, createChanges, moveKind, sumsOf } from './roll-ups.ts';
import { Builds } from './undo-builds.ts';
import { takeCustomersBack, takeProductsOfFileBack } from './undo-codes.ts';

/**
 * Takes an import back as a whole: removes the documents, accounts and products that it made and puts back what it changed, with
 * the roll-ups, in the caller's transaction. Accounts and products that other imports use as well stay, as if those had made them.
 *
 * @returns what was removed and put back
 * @throws ProblemError 404; 409 `import-not-loaded`, `import-undo-too-old`, `import-built-on` with what does
 */
export async function undoImport(tx: Tx, id: number, actor: { name: string; language: Language }): Promise<UndoResult> {
  await takeTurn(tx);
  const batch = await batchById(tx, id);
  if (batch.state !== 'loaded') throw new ProblemError(409, 'import-not-loaded', { state: batch.state });
  await refuseOlder(tx, id);
  const builds = new Builds(actor.language);
  const result: UndoResult = { batch: id, ...(await takeBack(tx, batch, builds)) };
  await sql`update sales.batch set state = 'undone', undone_at = now(), undone_as = ${actor.name}
    where batch_id = ${id}`.execute(tx);
  await record(tx, 'sales.import-undo', `batch:${String(id)}`, { kind: batch.kind, source: batch.source, ...result });
  return result;
}

async function takeBack(tx: Tx, { id, kind }: Batch, builds: Builds): Promise<Omit<UndoResult, 'batch'>> {
  if (kind === 'customers') return { ...nothing, ...(await takeCustomersBack(tx, id, builds)) };
  if (kind === 'products') return { ...nothing, ...(await takeProductsOfFileBack(tx, id, builds)) };
  await findLaterImports(tx, id, builds);
  await findAttributions(tx, id, builds);
  builds.refuse();
  await createChanges(tx);
  const removed = await removeDocuments(tx, id);
  const restored = await restoreDocuments(tx, id);
  await applyChanges(tx, true);
  const accountsRemoved = await takeAccountsBack(tx, id, builds);
  const productsRemoved = await takeProductsBack(tx, id, builds);
  builds.refuse();
  return {
    ...nothing,
    documentsRemoved: removed.documents - restored.replacing,
    documentsRestored: restored.documents,
    linesRemoved: removed.lines,
    linesRestored: restored.lines,
    accountsRemoved,
    productsRemoved,
  };
}

const nothing: Omit<UndoResult, 'batch'> = {
  documentsRemoved: 0,
  documentsRestored: 0,
  linesRemoved: 0,
  linesRestored: 0,
  accountsRemoved: 0,
  productsRemoved: 0,
  accountsRestored: 0,
  productsRestored: 0,
};

/** Imports of earlier versions kept no heads of the documents that they replaced. */
async function refuseOlder(tx: Tx, id: number): Promise<void> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from sales.former_line line where replaced_by = ${id} and not exists (
      select from sales.former_document head
      where (head.account_id, head.document_id, head.replaced_by) = (line.account_id, line.document_id, line.replaced_by)))
      or (not exists (select from sales.batch_account where batch_id = ${id})
        and coalesce((batch.result ->> 'accountsCreated')::int, 0) > 0) as found
    from sales.batch where batch_id = ${id}`.execute(tx);
  if (rows[0]?.found) throw new ProblemError(409, 'import-undo-too-old');
}

/** Later imports that hold other lines of documents of this one. */
async function findLaterImports(tx: Tx, id: number, builds: Builds): Promise<void> {
  const { rows } = await sql<{ later: number; file: string; documents: number; example: string }>`
    select replaced_by as later, batch.file_name as file, count(distinct number)::int as documents, min(number) as example
    from sales.former_document head join sales.batch on batch.batch_id = head.replaced_by
    where head.batch_id = ${id} group by 1, 2 order by 1`.execute(tx);
  for (const { later, file, documents, example } of rows) {
    builds.add('built-on-import', { later, file, count: documents, example });
  }
}

/** Documents of this import that a person has given to an account since. */
async function findAttributions(tx: Tx, id: number, builds: Builds): Promise<void> {
  const { rows } = await sql<{ code: string; name: string; count: number }>`
    select code, name, count(*)::int as count from sales.document join accounts.account using (account_id)
    where batch_id = ${id} and attribution_id is not null group by 1, 2 order by 1`.execute(tx);
  for (const facts of rows) builds.add('built-on-attribution', { ...facts });
}

async function removeDocuments(tx: Tx, id: number): Promise<{ documents: number; lines: number }> {
  await sql`
    create temporary table leaving_document on commit drop as
    select account_id, document_id, number from sales.document where batch_id = ${id}`.execute(tx);
  await sql`analyze pg_temp.leaving_document`.execute(tx);
  const lines = await sql<{ count: number }>`
    with removed as (
      delete from sales.line using pg_temp.leaving_document leaving
      where line.account_id = leaving.account_id and line.document_id = leaving.document_id returning line.*
    ), summed as (
      insert into pg_temp.taken (account_id, month, product_id, quantity, net, costed_net, cost, lines)
      ${sumsOf(sql`removed`)}
    )
    select count(*)::int as count from removed`.execute(tx);
  await sql`delete from sales.document where batch_id = ${id}`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(distinct number)::int as count from pg_temp.leaving_document`.execute(tx);
  return { documents: rows[0]?.count ?? 0, lines: lines.rows[0]?.count ?? 0 };
}

/** Puts former documents back as they were, under their former numbers. */
async function restoreDocuments(tx: Tx, id: number): Promise<{ documents: number; replacing: number; lines: number }> {
  const { rows } = await sql<{ documents: number; replacing: number }>`
    with head as (
      delete from sales.former_document where replaced_by = ${id} returning *
    ), back as (
      insert into sales.document (account_id, document_id, source_id, number, day, last_day, due_day, order_number, lines, hash1,
        hash2, batch_id, attribution_id)
      overriding system value
      select account_id, document_id, source_id, number, day, last_day, due_day, order_number, lines, hash1, hash2, batch_id,
        attribution_id from head
    )
    select count(distinct number)::int as documents,
      (count(distinct number) filter (where number in (select number from pg_temp.leaving_document)))::int as replacing
    from head`.execute(tx);
  const lines = await sql<{ count: number }>`
    with former as (
      delete from sales.former_line where replaced_by = ${id} returning *
    ), back as (
      insert into sales.line (account_id, document_id, position, product_id, day, quantity, unit_price, net, cost)
      select account_id, document_id, position, product_id, day, quantity, unit_price, net, cost from former
    ), summed as (
      insert into pg_temp.added (account_id, month, product_id, quantity, net, costed_net, cost, lines)
      ${sumsOf(sql`former`)}
    )
    select count(*)::int as count from former`.execute(tx);
  return { documents: 0, replacing: 0, ...rows[0], lines: lines.rows[0]?.count ?? 0 };
}

/** Hands what another import uses too over to the earliest such import, as if that one had made it. */
async function handOver(tx: Tx, id: number, what: 'account' | 'product'): Promise<void> {
  const kept = sql.table(`sales.batch_${what}`);
  const key = sql.ref(`${what}_id`);
  const users =
    what === 'account'
      ? sql`select account_id, batch_id from sales.document union select account_id, batch_id from sales.former_document
          union select account_id, batch_id from sales.batch_account where before is not null`
      : sql`select line.product_id, document.batch_id from sales.line join sales.document using (account_id, document_id)
            where line.product_id in (select product_id from sales.batch_product where batch_id = ${id} and before is null)
          union select product_id, loaded_by from sales.former_line
          union select product_id, batch_id from sales.batch_product where before is not null`;
  await sql`
    with next as (
      select mine.${key}, min(users.batch_id) as batch_id, mine.after
      from ${kept} mine join (${users}) users on users.${key} = mine.${key} and users.batch_id <> ${id}
      where mine.batch_id = ${id} and mine.before is null group by mine.${key}, mine.after
    ), gone as (
      delete from ${kept} mine using next where mine.batch_id = ${id} and mine.${key} = next.${key}
    )
    insert into ${kept} (batch_id, ${key}, before, after) select batch_id, ${key}, null, after from next
    on conflict (batch_id, ${key}) do update set before = null`.execute(tx);
}

async function takeAccountsBack(tx: Tx, id: number, builds: Builds): Promise<number> {
  await handOver(tx, id, 'account');
  await sql`
    create temporary table leaving_account on commit drop as
    select account_id, after from sales.batch_account where batch_id = ${id} and before is null`.execute(tx);
  // What it filled in goes, unless somebody has written something else there since.
  await sql`
    update accounts.account set name = coalesce(touched.before ->> 'name', account.name), country = touched.before ->> 'country'
    from sales.batch_account touched
    where touched.batch_id = ${id} and touched.before is not null and account.account_id = touched.account_id
      and to_jsonb(account) @> touched.after`.execute(tx);
  await sql`delete from sales.batch_account where batch_id = ${id}`.execute(tx);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_temp.leaving_account`.execute(tx);
  await forgetUndone(tx);
  const held = await removeAccounts(tx, 'sales');
  for (const { code, name, what } of held) builds.add(`built-on-${what}`, { code, name });
  return rows[0]?.count ?? 0;
}

async function takeProductsBack(tx: Tx, id: number, builds: Builds): Promise<number> {
  await handOver(tx, id, 'product');
  await sql`
    create temporary table leaving_product on commit drop as
    select product_id, after from sales.batch_product where batch_id = ${id} and before is null`.execute(tx);
  const back = await sql<{ id: number; from: string; to: string }>`
    update catalog.product set name = touched.before ->> 'name', kind = touched.before ->> 'kind'
    from sales.batch_product touched
    where touched.batch_id = ${id} and touched.before is not null and product.product_id = touched.product_id
      and not product.kind_is_set and to_jsonb(product) @> touched.after
    returning product.product_id as id, touched.after ->> 'kind' as "from", touched.before ->> 'kind' as "to"`.execute(
    tx,
  );
  for (const { id: product, from, to } of back.rows) if (from !== to) await moveKind(tx, [product], from, to);
  await sql`delete from sales.batch_product where batch_id = ${id}`.execute(tx);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_temp.leaving_product`.execute(tx);
  for (const code of await removeProducts(tx)) builds.add('built-on-product', { code });
  return rows[0]?.count ?? 0;
}

class TriedOnly extends Error {
  readonly result: UndoResult;
  constructor(result: UndoResult) {
    super('rolled back on purpose');
    this.result = result;
  }
}

/** What taking an import back would do; nothing is written. @throws ProblemError as `undoImport` does */
export async function tryUndo(
  inTransaction: (work: (tx: Tx) => Promise<never>) => Promise<never>,
  id: number,
  actor: { name: string; language: Language },
): Promise<UndoResult> {
  try {
    return await inTransaction(async (tx) => {
      throw new TriedOnly(await undoImport(tx, id, actor));
    });
  } catch (error) {
    if (error instanceof TriedOnly) return error.result;
    throw error;
  }
}
