import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import type { Day } from '#kernel/day.ts';
import { splitByMonths, type Period } from '#kernel/period.ts';
import { linesOfDays } from './period.ts';

/** A line of the ledger with the names of what it is of. */
export interface SoldLine {
  readonly document: string;
  readonly line: number;
  readonly day: Day;
  /** Null: the line names no account. */
  readonly account: string | null;
  readonly accountName: string | null;
  readonly product: string | null;
  readonly productName: string | null;
  readonly quantity: string;
  readonly unitPrice: string | null;
  readonly net: bigint;
  readonly cost: bigint | null;
  readonly order: string | null;
  readonly due: Day | null;
  readonly source: string;
}

/** Lines that are read at a time, and documents that are looked at for them. */
const linesAtOnce = 4000;
const documentsAtOnce = 1000;

interface Place {
  readonly day: Day;
  readonly account: number;
  readonly document: bigint;
}

/**
 * The next documents of a period by day, as many as have at most `linesAtOnce` lines together; at least one.
 * @param after the last document before
 */
async function nextDocuments(tx: Tx, { from, to }: Period, accountId: number | null, after: Place | null) {
  const { rows } = await sql<Place>`
    select day, account_id as account, document_id as document
    from (
      select day, account_id, document_id, lines, sum(lines) over (order by day, account_id, document_id) - lines as lines_before
      from (
        select day, account_id, document_id, lines from sales.document
        where day < ${to}::date and last_day >= ${from}::date
          ${accountId === null ? sql`` : sql`and account_id = ${accountId}`}
          ${
            after === null
              ? sql``
              : sql`and day >= ${after.day}::date
                and (day, account_id, document_id) > (${after.day}::date, ${after.account}::int, ${after.document}::bigint)`
          }
        order by day, account_id, document_id limit ${documentsAtOnce}
      ) next
    ) counted
    where lines_before = 0 or lines_before + lines <= ${linesAtOnce}
    order by day, account_id, document_id`.execute(tx);
  return rows;
}

/**
 * All lines of a period that the actor sees, by the day of their documents; a few thousand at a time, so that a ledger of any size
 * takes the same memory.
 * @param accountId of this account only
 */
export async function* linesOf(tx: Tx, period: Period, accountId: number | null): AsyncGenerator<SoldLine> {
  for (let after: Place | null = null; ;) {
    const documents: readonly Place[] = await nextDocuments(tx, period, accountId, after);
    const last = documents.at(-1);
    if (!last) return;
    yield* linesOfDocuments(tx, period, documents);
    after = last;
  }
}

async function* linesOfDocuments(tx: Tx, { from, to }: Period, documents: readonly Place[]): AsyncGenerator<SoldLine> {
  const accounts = documents.map(({ account }) => account);
  const numbers = documents.map(({ document }) => document);
  // Where one document alone has more lines than are read at a time it goes on behind the last of them.
  const limit = documents.length === 1 ? linesAtOnce : null;
  for (let behind: number | null = null; ;) {
    const { rows } = await sql<SoldLine>`
      select document.number as document, line.position as line, line.day, account.code as account, account.name as "accountName",
        nullif(product.code, '') as product, product.name as "productName", line.quantity::text as quantity,
        line.unit_price::text as "unitPrice", line.net, line.cost, document.order_number as "order", document.due_day as due,
        source.name as source
      from unnest(${accounts}::int[], ${numbers}::bigint[]) with ordinality as chosen (account_id, document_id, place)
      join sales.document using (account_id, document_id)
      join sales.line using (account_id, document_id)
      join sales.source using (source_id)
      left join accounts.account on account.account_id = line.account_id
      left join catalog.product on product.product_id = line.product_id
      where line.day >= ${from}::date and line.day < ${to}::date
        ${behind === null ? sql`` : sql`and line.position > ${behind}`}
      order by chosen.place, line.position
      ${limit === null ? sql`` : sql`limit ${limit}`}`.execute(tx);
    yield* rows;
    if (limit === null || rows.length < limit) return;
    behind = rows.at(-1)?.line ?? null;
  }
}

/** How many lines a period has: whole months from the roll-up, the days at its edges from the lines. */
export async function countLines(tx: Tx, period: Period, accountId: number | null): Promise<number> {
  const { months, edges } = splitByMonths(period);
  const parts = edges.map((edge) => sql`select count(*) as lines from ${linesOfDays(edge, accountId ?? undefined)}`);
  if (months) {
    parts.push(sql`select sum(lines) as lines from sales.account_month
      where month >= ${months.from} and month < ${months.to} ${accountId === null ? sql`` : sql`and account_id = ${accountId}`}`);
  }
  if (parts.length === 0) return 0;
  const { rows } = await sql<{ lines: number }>`
    select coalesce(sum(lines), 0)::int as lines from (${sql.join(parts, sql` union all `)}) counted`.execute(tx);
  return rows[0]?.lines ?? 0;
}
