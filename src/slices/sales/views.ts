import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { addDays, addMonths, type Day } from '#kernel/day.ts';
import { decimalsOf, ratio, toDecimal } from '#kernel/money.ts';
import { monthsEarlier, splitByMonths, type Period } from '#kernel/period.ts';
import type { AccountSales } from './contract.ts';
import { availablePeriodOf, chosenPeriod, lastTwelveMonths, linesOfDays } from './period.ts';

const shownProducts = 200;

interface ProductRow {
  code: string;
  name: string | null;
  kind: string;
  quantity: string;
  net: bigint;
  costed_net: bigint;
  cost: bigint;
  lines: number;
  before: bigint;
}

/**
 * Rows of (account_id, month, product_id, quantity, net, costed_net, cost, lines) for a period: whole months from the roll-up,
 * the days at its edges from the lines.
 */
function soldInPeriod(period: Period, accountId: number) {
  const { months, edges } = splitByMonths(period);
  const parts = edges.map(
    (edge) => sql`select product_id, quantity, net, case when cost is null then 0 else net end as costed_net,
        coalesce(cost, 0) as cost, 1 as lines
      from ${linesOfDays(edge, accountId)}`,
  );
  if (months) {
    parts.push(sql`select product_id, quantity, net, costed_net, cost, lines from sales.product_month
      where account_id = ${accountId} and month >= ${months.from} and month < ${months.to}`);
  }
  return parts.length === 0
    ? sql`select 0 as product_id, 0::numeric as quantity, 0::bigint as net, 0::bigint as costed_net, 0::bigint as cost, 0 as lines where false`
    : sql`${sql.join(parts, sql` union all `)}`;
}

/**
 * What one account bought: totals, months beside the same months a year before, products. Half-open days; without a period
 * the twelve whole months up to its last line.
 * @param seesMargin without it margins stay null
 * @throws ProblemError 400 `period-order`
 */
export async function accountSales(
  tx: Tx,
  accountId: number,
  currency: string,
  wanted: { from?: string | undefined; to?: string | undefined },
  seesMargin: boolean,
): Promise<AccountSales> {
  const available = await availablePeriodOf(tx, accountId);
  if (!available) return emptySales(currency);
  const period = chosenPeriod(wanted, lastTwelveMonths(available));
  const before = monthsEarlier(period, 12);
  const { rows } = await sql<ProductRow>`
    with now as (select product_id, sum(quantity) as quantity, sum(net)::bigint as net, sum(costed_net)::bigint as costed_net,
        sum(cost)::bigint as cost, sum(lines)::int as lines from (${soldInPeriod(period, accountId)}) sold group by 1),
      earlier as (select product_id, sum(net)::bigint as net from (${soldInPeriod(before, accountId)}) sold group by 1)
    select product.code, product.name, product.kind, coalesce(now.quantity, 0)::text as quantity, coalesce(now.net, 0)::bigint as net,
      coalesce(now.costed_net, 0)::bigint as costed_net, coalesce(now.cost, 0)::bigint as cost, coalesce(now.lines, 0) as lines,
      coalesce(earlier.net, 0)::bigint as before
    from now full join earlier using (product_id) join catalog.product using (product_id)
    order by 5 desc, product.code`.execute(tx);
  const documents = await sql<{ count: number }>`
    select count(*)::int as count from sales.document
    where account_id = ${accountId} and day >= ${period.from} and day < ${period.to}`.execute(tx);
  const sum = (value: (row: ProductRow) => bigint): bigint => rows.reduce((total, row) => total + value(row), 0n);
  const net = sum((row) => row.net);
  const costedNet = sum((row) => row.costed_net);
  const margin = costedNet - sum((row) => row.cost);
  const earlier = sum((row) => row.before);
  const showsMargin = seesMargin && costedNet !== 0n;
  return {
    currency,
    period,
    total: {
      net: toDecimal(net, currency),
      margin: showsMargin ? toDecimal(margin, currency) : null,
      marginShare: showsMargin ? ratio(margin, costedNet) : null,
      lines: rows.reduce((total, row) => total + row.lines, 0),
      documents: documents.rows[0]?.count ?? 0,
    },
    yearBefore: rows.some((row) => row.before !== 0n)
      ? { net: toDecimal(earlier, currency), change: earlier > 0n ? ratio(net - earlier, earlier) : null }
      : null,
    firstSale: available.from,
    lastSale: addDays(available.to, -1),
    months: await monthsOf(tx, accountId, period, currency),
    products: rows.slice(0, shownProducts).map((row) => ({
      code: row.code,
      name: row.name,
      kind: row.kind,
      quantity: row.quantity,
      net: toDecimal(row.net, currency),
      share: net > 0n ? ratio(row.net, net) : null,
      yearBefore: toDecimal(row.before, currency),
    })),
    more: Math.max(0, rows.length - shownProducts),
  };
}

async function monthsOf(tx: Tx, accountId: number, period: Period, currency: string): Promise<AccountSales['months']> {
  const before = monthsEarlier(period, 12);
  const netOf = async (span: Period): Promise<Map<string, bigint>> => {
    const { months, edges } = splitByMonths(span);
    const parts = edges.map(
      (edge) =>
        sql`select date_trunc('month', day::timestamp)::date as month, net from ${linesOfDays(edge, accountId)}`,
    );
    if (months) {
      parts.push(sql`select month, net from sales.account_month
        where account_id = ${accountId} and month >= ${months.from} and month < ${months.to}`);
    }
    if (parts.length === 0) return new Map();
    const { rows } = await sql<{ month: string; net: bigint }>`
      select month::text as month, sum(net)::bigint as net from (${sql.join(parts, sql` union all `)}) sold group by 1`.execute(
      tx,
    );
    return new Map(rows.map((row) => [row.month, row.net]));
  };
  const now = await netOf(period);
  const earlier = await netOf(before);
  const months: AccountSales['months'] = [];
  const first = `${period.from.slice(0, 7)}-01` as Day; // a Day's first of month is a Day
  for (let month = first; month < period.to; month = addMonths(month, 1)) {
    months.push({
      month,
      net: toDecimal(now.get(month) ?? 0n, currency),
      yearBefore: toDecimal(earlier.get(addMonths(month, -12)) ?? 0n, currency),
    });
  }
  return months;
}

const emptySales = (currency: string): AccountSales => ({
  currency,
  period: null,
  total: { net: (0).toFixed(decimalsOf(currency)), margin: null, marginShare: null, lines: 0, documents: 0 },
  yearBefore: null,
  firstSale: null,
  lastSale: null,
  months: [],
  products: [],
  more: 0,
});
