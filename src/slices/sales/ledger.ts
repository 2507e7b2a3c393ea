import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { placedAccounts } from '#slices/accounts/public.ts';
import { applyChanges, createChanges, sumsOf } from './roll-ups.ts';
import { costOf, netOf } from './staging.ts';

/**
 * Writes the new and changed documents of the staging table into the ledger and its roll-ups. Accounts and products are there.
 * Lines of changed documents move to `former_line` first.
 */
export async function writeDocuments(tx: Tx, sourceId: number, batchId: number, currency: string): Promise<void> {
  await createChanges(tx);
  const tookAway = await setAsideFormerLines(tx, sourceId, batchId);
  await placeRows(tx);
  await sql`
    insert into sales.document
      (account_id, source_id, number, day, last_day, due_day, order_number, lines, hash1, hash2, batch_id)
    select placed.account_id, ${sourceId}, staged.document, min(day), max(day), min(due_day), min(order_number), count(*),
      sum(staged.hash1), sum(staged.hash2), ${batchId}
    from pg_temp.staged
    join pg_temp.placed_account placed on placed.code = coalesce(staged.account, '')
    join pg_temp.staged_document using (document)
    where state in ('new', 'changed')
    group by placed.account_id, staged.document`.execute(tx);
  await sql`
    create temporary table placed_document on commit drop as
    select number as document, account_id, document_id from sales.document
    where source_id = ${sourceId} and batch_id = ${batchId}`.execute(tx);
  await sql`analyze pg_temp.placed_document`.execute(tx);
  await sql`
    with written as (
      insert into sales.line (account_id, document_id, position, product_id, day, quantity, unit_price, net, cost)
      select placed_document.account_id, placed_document.document_id, staged.position, product.product_id, staged.day,
        staged.quantity, staged.unit_price, ${netOf(currency)}, ${costOf(currency)}
      from pg_temp.staged
      join pg_temp.placed_account on placed_account.code = coalesce(staged.account, '')
      join pg_temp.placed_document
        on placed_document.document = staged.document and placed_document.account_id = placed_account.account_id
      join catalog.product on product.code = coalesce(staged.product, '')
      returning account_id, day, product_id, quantity, net, cost
    )
    insert into pg_temp.added (account_id, month, product_id, quantity, net, costed_net, cost, lines)
    ${sumsOf(sql`written`)}`.execute(tx);
  await applyChanges(tx, tookAway);
}

async function placeRows(tx: Tx): Promise<void> {
  // Account 0 stands for "none named" and is shown to nobody, so its row is spoken here, not read.
  await sql`
    create temporary table placed_account on commit drop as ${placedAccounts} union all select '', 0`.execute(tx);
  await sql`analyze pg_temp.placed_account`.execute(tx);
}

async function setAsideFormerLines(tx: Tx, sourceId: number, batchId: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from pg_temp.staged_document where state = 'changed') as found`.execute(tx);
  if (!rows[0]?.found) return false;
  await sql`
    create temporary table replaced on commit drop as
    select account_id, document_id, number, batch_id from sales.document
    join pg_temp.staged_document on number = staged_document.document
    where source_id = ${sourceId} and state = 'changed'`.execute(tx);
  await sql`
    with removed as (
      delete from sales.line using pg_temp.replaced
      where line.account_id = replaced.account_id and line.document_id = replaced.document_id
      returning line.*, replaced.number, replaced.batch_id
    ), kept as (
      insert into sales.former_line (account_id, document_id, position, product_id, day, quantity, unit_price, net, cost,
        source_id, number, loaded_by, replaced_by)
      select account_id, document_id, position, product_id, day, quantity, unit_price, net, cost,
        ${sourceId}, number, batch_id, ${batchId} from removed
    )
    insert into pg_temp.taken (account_id, month, product_id, quantity, net, costed_net, cost, lines)
    ${sumsOf(sql`removed`)}`.execute(tx);
  await sql`
    insert into sales.former_document (account_id, document_id, source_id, number, day, last_day, due_day, order_number, lines,
      hash1, hash2, batch_id, attribution_id, replaced_by)
    select account_id, document_id, document.source_id, document.number, day, last_day, due_day, order_number, lines, hash1, hash2,
      document.batch_id, attribution_id, ${batchId}
    from sales.document join pg_temp.replaced using (account_id, document_id)`.execute(tx);
  await sql`delete from sales.document using pg_temp.replaced
    where document.account_id = replaced.account_id and document.document_id = replaced.document_id`.execute(tx);
  return true;
}

/** Keeps what an import made of accounts, so that it can be taken back. */
export async function keepTouchedAccounts(tx: Tx, batchId: number): Promise<void> {
  await sql`
    insert into sales.batch_account (batch_id, account_id, before, after)
    select ${batchId}, account_id, before, after from pg_temp.touched_account`.execute(tx);
}

/** Keeps which groups a file of customers made, so that it can be taken back. */
export async function keepTouchedGroups(tx: Tx, batchId: number): Promise<void> {
  await sql`
    update sales.batch set groups = (select coalesce(jsonb_agg(to_jsonb(touched)), '[]') from pg_temp.touched_group touched)
    where batch_id = ${batchId}`.execute(tx);
}

/** Keeps what an import made of products, so that it can be taken back. */
export async function keepTouchedProducts(tx: Tx, batchId: number): Promise<void> {
  await sql`
    insert into sales.batch_product (batch_id, product_id, before, after)
    select ${batchId}, product_id, before, after from pg_temp.touched_product`.execute(tx);
}
