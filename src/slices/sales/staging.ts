import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { decimalsOf } from '#kernel/money.ts';

/** The COPY statement that takes what the reader writes. */
export const copyIntoStaging = 'copy pg_temp.staged from stdin';

/**
 * The table that one file's rows are read into: of this transaction only, never logged, gone with it, so a killed import
 * leaves nothing.
 * @param fields column and type for each field of the kind, in the order in which the reader writes them. One is called
 *   `document`: rows of one document stand or fall together
 */
export async function createStaging(tx: Tx, fields: readonly string[]): Promise<void> {
  // Sorting and grouping a whole file in the usual 4 MB would go through the disk several times.
  await sql`set local work_mem = '128MB'`.execute(tx);
  await sql`create temporary table staged (position int, ${sql.raw(fields.join(', '))},
    fault text, fault_column text, fault_value text, hash1 bigint, hash2 bigint) on commit drop`.execute(tx);
}

// A thousand billion: in minor units at most 17 digits, so that the lines of any company add up within bigint.
const largestAmount = sql.raw('1e12');

// Where the file gives the net itself the discount is in it already, and may be written in whatever way.
const isWrongDiscount = sql`staged.line_net is null and (staged.discount < 0 or staged.discount > 1)`;

/** Adds the faults that only whole values show: another currency, a discount that is no share, an amount beyond all bounds. */
export async function checkStaged(tx: Tx, currency: string): Promise<void> {
  await sql`
    update pg_temp.staged set
      fault = case
        when staged.currency <> ${currency} then 'other-currency'
        when ${isWrongDiscount} then 'discount'
        else 'amount-too-large' end,
      fault_column = case
        when staged.currency <> ${currency} then 'currency'
        when ${isWrongDiscount} then 'discount'
        else 'quantity' end,
      fault_value = case
        when staged.currency <> ${currency} then staged.currency
        when ${isWrongDiscount} then staged.discount::text
        else staged.quantity::text end
    where fault is null and (staged.currency <> ${currency} or ${isWrongDiscount}
      or abs(coalesce(line_net, quantity * unit_price)) > ${largestAmount} or abs(coalesce(line_cost, quantity * unit_cost)) > ${largestAmount}
      or abs(quantity) > ${largestAmount})`.execute(tx);
  await sql`analyze pg_temp.staged`.execute(tx);
}

/**
 * Groups the rows into documents and says of each what it is to the ledger: rejected (one of its rows is at fault), new,
 * unchanged or changed.
 */
export async function compareDocuments(tx: Tx, sourceId: number): Promise<void> {
  await sql`
    create temporary table staged_document on commit drop as
    select coalesce(document, '') as document, count(*)::int as lines,
      bool_or(fault is not null) as is_rejected, sum(hash1) as hash1, sum(hash2) as hash2, 'rejected' as state, false as is_shortened
    from pg_temp.staged group by 1`.execute(tx);
  await sql`analyze pg_temp.staged_document`.execute(tx);
  await sql`
    with stored as (
      select staged_document.document, sum(document.lines) as lines, sum(document.hash1) as hash1, sum(document.hash2) as hash2
      from pg_temp.staged_document
      join sales.document on document.source_id = ${sourceId} and document.number = staged_document.document
      group by 1
    )
    update pg_temp.staged_document set is_shortened = coalesce(staged_document.lines < stored.lines, false), state = case
      when stored.document is null then 'new'
      when (stored.lines, stored.hash1, stored.hash2) = (staged_document.lines, staged_document.hash1, staged_document.hash2)
        then 'unchanged'
      else 'changed' end
    from pg_temp.staged_document as self left join stored using (document)
    where staged_document.document = self.document and not staged_document.is_rejected`.execute(tx);
  // Else the planner believes that every document is rejected, expects no rows, and joins them one with each.
  await sql`analyze pg_temp.staged_document`.execute(tx);
}

export interface Counts {
  readonly read: number;
  readonly new: number;
  readonly unchanged: number;
  readonly changed: number;
  readonly rejected: number;
}

/** Changed documents with fewer lines than they had. */
export async function countShortened(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_temp.staged_document where state = 'changed' and is_shortened`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Rows by what their document is to the ledger; they always add up to the rows read. */
export async function countRows(tx: Tx): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select coalesce(sum(lines), 0)::int as read,
      coalesce(sum(lines) filter (where state = 'new'), 0)::int as new,
      coalesce(sum(lines) filter (where state = 'unchanged'), 0)::int as unchanged,
      coalesce(sum(lines) filter (where state = 'changed'), 0)::int as changed,
      coalesce(sum(lines) filter (where state = 'rejected'), 0)::int as rejected
    from pg_temp.staged_document`.execute(tx);
  return rows[0] ?? { read: 0, new: 0, unchanged: 0, changed: 0, rejected: 0 };
}

/**
 * Net of one row in minor units, rounded once, half away from zero (PostgreSQL rounds numeric so). A discount is taken off
 * quantity × price; a net that the file itself gives is after it.
 */
export const netOf = (currency: string) => sql`round(
  coalesce(staged.line_net, staged.quantity * staged.unit_price * (1 - coalesce(staged.discount, 0)))
  * ${sql.raw('1' + '0'.repeat(decimalsOf(currency)))})::bigint`;

/** Cost of one row in minor units; null when the file does not tell it. */
export const costOf = (currency: string) =>
  sql`round(coalesce(staged.line_cost, staged.quantity * staged.unit_cost) * ${sql.raw('1' + '0'.repeat(decimalsOf(currency)))})::bigint`;

/** Net of rows by month, and what of it names no account; minor units. */
interface MonthSum {
  readonly month: string;
  readonly lines: number;
  readonly net: bigint;
  readonly unattributedLines: number;
  readonly unattributedNet: bigint;
}

/** Net of the rows that are not rejected by month, oldest first, and what of it names no account. */
export async function sumRows(tx: Tx, currency: string): Promise<readonly MonthSum[]> {
  const { rows } = await sql<MonthSum>`
    select to_char(date_trunc('month', day::timestamp), 'YYYY-MM-DD') as month, count(*)::int as lines,
      coalesce(sum(${netOf(currency)}), 0)::bigint as net,
      (count(*) filter (where account is null))::int as "unattributedLines",
      coalesce(sum(${netOf(currency)}) filter (where account is null), 0)::bigint as "unattributedNet"
    from pg_temp.staged join pg_temp.staged_document using (document)
    where state <> 'rejected' group by date_trunc('month', day::timestamp) order by 1`.execute(tx);
  return rows;
}

/**
 * The accounts and products that the documents name, one row a code; of documents that are here already too, for a source may
 * have learned since which column holds the names. Spellings differ from line to line (and stock corrections put remarks where
 * the name should be), so the most frequent one is taken, for name and country each by itself.
 */
export async function collectNames(tx: Tx): Promise<void> {
  await sql`
    create temporary table found_account on commit drop as
    with spelling as materialized (
      select account as code, account_name as name, country, count(*) as times
      from pg_temp.staged join pg_temp.staged_document using (document)
      where state <> 'rejected' and account is not null group by 1, 2, 3
    ), named as (
      select distinct on (code) code, name from spelling where name is not null
      group by code, name order by code, sum(times) desc, name
    ), located as (
      select distinct on (code) code, country from spelling where country is not null
      group by code, country order by code, sum(times) desc, country
    )
    select code, name, country
    from (select distinct code from spelling) codes left join named using (code) left join located using (code)`.execute(
    tx,
  );
  await sql`
    create temporary table found_product on commit drop as
    select distinct on (code) code, name from (
      select product as code, product_name as name, count(*) as times
      from pg_temp.staged join pg_temp.staged_document using (document)
      where state <> 'rejected' and product is not null group by 1, 2
    ) spellings order by code, name is null, times desc, name`.execute(tx);
  // The tables that these are held against may be new, of which the database knows nothing yet: with a key it needs no guess.
  for (const table of [sql`pg_temp.found_account`, sql`pg_temp.found_product`]) {
    await sql`alter table ${table} add primary key (code)`.execute(tx);
    await sql`analyze ${table}`.execute(tx);
  }
}

export interface RejectedLine {
  readonly line: number;
  /** Null where the row itself is right and another row of its document is at fault. */
  readonly fault: string | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly document: string | null;
  /** First faulty line of the same document. */
  readonly because: number | null;
}

/** Rejected rows after a line, in the order of the file. */
export async function rejectedAfter(tx: Tx, line: number, limit: number): Promise<RejectedLine[]> {
  const { rows } = await sql<RejectedLine>`
    select position as line, fault, fault_column as column, fault_value as value, staged.document,
      (select min(sibling.position) from pg_temp.staged_fault sibling where sibling.document = staged.document) as because
    from pg_temp.staged join pg_temp.staged_document on staged_document.document = coalesce(staged.document, '')
    where state = 'rejected' and position > ${line} order by position limit ${limit}`.execute(tx);
  return rows;
}

/** Keeps the first faulty line of each rejected document at hand. */
export async function indexFaults(tx: Tx): Promise<void> {
  await sql`
    create temporary table staged_fault on commit drop as
    select document, min(position) as position from pg_temp.staged
    where fault is not null and document is not null group by 1`.execute(tx);
  await sql`create index on pg_temp.staged_fault (document)`.execute(tx);
  await sql`create index on pg_temp.staged (position)`.execute(tx);
}
