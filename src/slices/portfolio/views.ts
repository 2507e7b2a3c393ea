import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { addMonths, startOfMonth, addDays, type Day } from '#kernel/day.ts';
import { monthsEarlier, splitByMonths, type Period } from '#kernel/period.ts';
import { linesOfDays } from '#slices/sales/public.ts';
import type { Policy } from './contract.ts';

/** What one account, or one group, brought in a period and in the same months a year earlier; minor units. */
export interface SoldRow {
  /** Account or group, by `by`; account 0 is what names no account. */
  readonly key: string;
  readonly code: string;
  readonly ownerId: number | null;
  readonly members: number;
  readonly net: bigint;
  readonly costedNet: bigint;
  readonly cost: bigint;
  readonly lines: number;
  readonly before: bigint;
}

const onlyGoods = (goodsOnly: boolean) => (goodsOnly ? sql`and account_month.kind = 'goods'` : sql``);

/** Monthly sums from the roll-up and the days at a period's edges from the lines, as (account_id, net, costed_net, cost, lines). */
function sold(period: Period, goodsOnly: boolean) {
  const { months, edges } = splitByMonths(period);
  const parts = edges.map(
    (
      edge,
    ) => sql`select account_id, net, case when cost is null then 0 else net end as costed_net, coalesce(cost, 0) as cost, 1 as lines
      from ${linesOfDays(edge)} ${goodsOnly ? sql`join catalog.product using (product_id) where product.kind = 'goods'` : sql``}`,
  );
  if (months) {
    parts.push(sql`select account_id, net, costed_net, cost, lines from sales.account_month
      where month >= ${months.from}::date and month < ${months.to}::date ${onlyGoods(goodsOnly)}`);
  }
  return parts.length === 0
    ? sql`select 0 as account_id, 0::bigint as net, 0::bigint as costed_net, 0::bigint as cost, 0 as lines where false`
    : sql.join(parts, sql` union all `);
}

/** Every account (or group) that the actor sees with lines in the period or a year before it. */
export async function soldByAccount(
  tx: Tx,
  { period, goodsOnly, by }: { period: Period; goodsOnly: boolean; by: 'account' | 'group' },
): Promise<SoldRow[]> {
  const key =
    by === 'group'
      ? sql`case when account.group_id is null then totals.account_id::text else 'g' || account.group_id end`
      : sql`totals.account_id::text`;
  const { rows } = await sql<SoldRow>`
    with now as (
      select account_id, sum(net)::bigint as net, sum(costed_net)::bigint as costed_net, sum(cost)::bigint as cost,
        sum(lines)::int as lines
      from (${sold(period, goodsOnly)}) sold group by 1
    ), earlier as (
      select account_id, sum(net)::bigint as net from (${sold(monthsEarlier(period, 12), goodsOnly)}) sold group by 1
    ), totals as (
      select account_id, coalesce(now.net, 0) as net, coalesce(now.costed_net, 0) as costed_net, coalesce(now.cost, 0) as cost,
        coalesce(now.lines, 0) as lines, coalesce(earlier.net, 0) as before
      from now full join earlier using (account_id)
    )
    select ${key} as key, min(account.code) as code, min(account.owner_id) as "ownerId",
      (count(*) filter (where totals.lines > 0))::int as members,
      sum(totals.net)::bigint as net, sum(totals.costed_net)::bigint as "costedNet", sum(totals.cost)::bigint as cost,
      sum(totals.lines)::int as lines, sum(totals.before)::bigint as before
    from totals left join accounts.account using (account_id)
    group by 1`.execute(tx);
  return rows;
}

/** What a list shows of an account or group beside its figures. */
export interface Identity {
  readonly key: string;
  readonly id: number | null;
  readonly groupId: number | null;
  readonly code: string;
  readonly name: string;
  readonly town: string | null;
  readonly owner: string | null;
}

/** Names and owners for these keys. */
export async function identitiesOf(tx: Tx, keys: readonly string[]): Promise<Map<string, Identity>> {
  const groups = keys.filter((key) => key.startsWith('g')).map((key) => Number(key.slice(1)));
  const accounts = keys.filter((key) => !key.startsWith('g')).map(Number);
  const { rows } = await sql<Identity>`
    select account_id::text as key, account_id as id, group_id as "groupId", code, account.name, town, owner.name as owner
    from accounts.account left join team.person owner on owner.person_id = account.owner_id
    where account_id = any (${accounts}::int[])
    union all
    select 'g' || group_id, null, group_id, name, name, null, null
    from accounts.account_group where group_id = any (${groups}::int[])`.execute(tx);
  return new Map(rows.map((row) => [row.key, row]));
}

/** The twelve months up to the end of a period (net, minor units, oldest first) for these keys. */
export async function trendsOf(
  tx: Tx,
  keys: readonly string[],
  to: Day,
  goodsOnly: boolean,
): Promise<Map<string, bigint[]>> {
  const last = startOfMonth(addDays(to, -1));
  const months = Array.from({ length: 12 }, (_unused, index) => addMonths(last, index - 11));
  const { rows } = await sql<{ key: string; month: string; net: bigint }>`
    with wanted as (
      select account_id, key from unnest(${keys.filter((key) => !key.startsWith('g')).map(Number)}::int[],
        ${keys.filter((key) => !key.startsWith('g'))}::text[]) as single (account_id, key)
      union all
      select account_id, 'g' || group_id from accounts.account
      where group_id = any (${keys.filter((key) => key.startsWith('g')).map((key) => Number(key.slice(1)))}::int[])
    )
    select wanted.key, month::text as month, sum(net)::bigint as net
    from wanted join sales.account_month using (account_id)
    where month >= ${months[0] ?? last}::date and month <= ${last}::date ${onlyGoods(goodsOnly)}
    group by 1, 2`.execute(tx);
  const trends = new Map(keys.map((key) => [key, months.map(() => 0n)]));
  for (const row of rows) {
    const trend = trends.get(row.key);
    const place = months.indexOf(row.month as Day); // a date column comes as YYYY-MM-DD
    if (trend && place >= 0) trend[place] = row.net;
  }
  return trends;
}

/** The policy in force, and who set it when; null for the one it came with. */
export async function policyInForce(
  tx: Tx,
): Promise<{ policy: Policy; changedBy: string | null; changedAt: string | null }> {
  const { rows } = await sql<Policy & { changedBy: string | null; changedAt: string; isFirst: boolean }>`
    select share_threshold::float8 as "shareThreshold", first_accounts as "firstAccounts", stand_out::float8 as "standOut",
      class_a::float8 as "classA", class_b::float8 as "classB", person.name as "changedBy", changed_at as "changedAt",
      policy_id = (select min(policy_id) from portfolio.policy) as "isFirst"
    from portfolio.policy left join team.person on person.person_id = changed_by
    order by policy_id desc limit 1`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('There is no policy; the migration writes the first one.');
  const { changedBy, changedAt, isFirst, ...policy } = row;
  return { policy, changedBy, changedAt: isFirst ? null : changedAt };
}
