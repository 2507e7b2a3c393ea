import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { addDays, addMonths, parseDay, startOfMonth, type Day } from '#kernel/day.ts';
import type { Period } from '#kernel/period.ts';

/** From the day of the first line that the actor sees to the day after the last; null when she sees none. */
export async function availablePeriod(tx: Tx): Promise<Period | null> {
  return toPeriod(await sql<Ends>`select min(day) as first, max(last_day) as last from sales.document`.execute(tx));
}

/** The same of one account, from its documents: its lines may be many. */
export async function availablePeriodOf(tx: Tx, accountId: number): Promise<Period | null> {
  return toPeriod(
    await sql<Ends>`select min(day) as first, max(last_day) as last from sales.document where account_id = ${accountId}`.execute(
      tx,
    ),
  );
}

interface Ends {
  first: Day | null;
  last: Day | null;
}

const toPeriod = ({ rows: [row] }: { rows: Ends[] }): Period | null =>
  row?.first && row.last ? { from: row.first, to: addDays(row.last, 1) } : null;

/** The twelve whole months up to the last line: up to the end of its month where that day is the month's last, else of the month before. */
export function lastTwelveMonths(available: Period): Period {
  const to = startOfMonth(available.to);
  // A store with less than one whole month has nothing better to show than what there is.
  return to <= available.from ? available : { from: addMonths(to, -12), to };
}

/**
 * The period that is asked for, its ends as usual where they are left open.
 * @throws ProblemError 400 `period-order` when it has no day
 */
export function chosenPeriod(wanted: { from?: string | undefined; to?: string | undefined }, usual: Period): Period {
  const period = { from: parseDay(wanted.from ?? '') ?? usual.from, to: parseDay(wanted.to ?? '') ?? usual.to };
  if (period.from >= period.to) throw new ProblemError(400, 'period-order', { from: period.from, to: period.to });
  return period;
}

/**
 * The lines of some days, of one account or of all that the actor sees: for the edges of a period, whose whole months come
 * from the roll-ups. A relation with the columns of sales.line.
 */
export const linesOfDays = (days: Period, accountId?: number) => sql`
  (select line.* from sales.document join sales.line using (account_id, document_id)
    where document.day < ${days.to}::date and document.last_day >= ${days.from}::date
      and line.day >= ${days.from}::date and line.day < ${days.to}::date
      ${accountId === undefined ? sql`` : sql`and document.account_id = ${accountId} and line.account_id = ${accountId}`}) as line`;
