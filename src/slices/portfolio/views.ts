import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { addMonths, startOfMonth, addDays, type Day } from '#kernel/day.ts';
import { splitByMonths, type Period } from '#kernel/period.ts';
import { linesOfDays } from '#slices/sales/public.ts';
import type { Policy } from './contract.ts';

/** What one account, or one group, brought in a period; minor units. */
export interface SoldRow {
  /** An account's id, or `g` and a group's; `0` is what names no account. */
  readonly key: string;
  readonly members: number;
  readonly net: bigint;
  readonly costedNet: bigint;
  readonly cost: bigint;
  readonly lines: number;
}

const onlyGoods = (goodsOnly: boolean) => (goodsOnly ? sql`and kind = 'goods'` : sql``);

/**
 * Monthly sums from the roll-up and the days at a period's edges from the lines, as (account_id, net, costed_net, cost, lines).
 * Whole months alone, the usual case, stay one plain scan.
 */
export function sold(period: Period, goodsOnly: boolean) {
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

interface Wanted {
  readonly period: Period;
  readonly goodsOnly: boolean;
  readonly by: 'account' | 'group';
}

/** Every account (or group) that the actor sees with lines in the period; accounts come largest first. */
export async function soldByAccount(tx: Tx, { period, goodsOnly, by }: Wanted): Promise<SoldRow[]> {
  const totals = sql`
    select account_id, sum(net)::bigint as net, sum(costed_net)::bigint as costed_net, sum(cost)::bigint as cost, sum(lines)::int as lines
    from (${sold(period, goodsOnly)}) sold group by 1`;
  const { rows } = await (
    by === 'account'
      ? sql<SoldRow>`select account_id::text as key, 1 as members, net, costed_net as "costedNet", cost, lines from (${totals}) totals order by net desc, account_id`
      : sql<SoldRow>`
        select case when account.group_id is null then totals.account_id::text else 'g' || account.group_id end as key,
          count(*)::int as members, sum(totals.net)::bigint as net, sum(totals.costed_net)::bigint as "costedNet",
          sum(totals.cost)::bigint as cost, sum(totals.lines)::int as lines
        from (${totals}) totals left join accounts.account using (account_id)
        group by 1`
  ).execute(tx);
  return rows;
}

/**
 * Net of the whole period over all accounts that the actor sees, lines without an account left out.
 * @param seesCompany whether that is every account: then the company's months are added up, and not the accounts'
 */
export async function soldInAll(tx: Tx, period: Period, goodsOnly: boolean, seesCompany: boolean): Promise<bigint> {
  const isWholeMonths = splitByMonths(period).edges.length === 0;
  const { rows } = await sql<{ net: bigint }>`
    select coalesce(sum(net), 0)::bigint as net from ${
      seesCompany && isWholeMonths
        ? sql`sales.company_month where month >= ${period.from}::date and month < ${period.to}::date
            ${onlyGoods(goodsOnly)}`
        : sql`(${sold(period, goodsOnly)}) sold where account_id > 0`
    }`.execute(tx);
  return rows[0]?.net ?? 0n;
}

const accountsOf = (keys: readonly string[]): number[] => keys.filter((key) => !key.startsWith('g')).map(Number);
const groupsOf = (keys: readonly string[]): number[] =>
  keys.filter((key) => key.startsWith('g')).map((key) => Number(key.slice(1)));

/** The accounts behind some keys: (account_id, key), for joins. */
const behind = (keys: readonly string[]) => sql`(
  select account_id, account_id::text as key from unnest(${accountsOf(keys)}::int[]) as single (account_id)
  union all
  select account_id, 'g' || group_id from accounts.account where group_id = any (${groupsOf(keys)}::int[])) as wanted`;

/** Net of a period for these keys only. */
export async function soldByKeys(
  tx: Tx,
  keys: readonly string[],
  { period, goodsOnly }: Pick<Wanted, 'period' | 'goodsOnly'>,
): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ key: string; net: bigint }>`
    select key, sum(net)::bigint as net from ${behind(keys)} join (${sold(period, goodsOnly)}) sold using (account_id) group by 1`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.key, row.net]));
}

/** Which of the accounts (or groups, by one of their members) belong to this owner, as keys. */
export async function keysOfOwner(tx: Tx, ownerId: number): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select account_id::text as key from accounts.account where owner_id = ${ownerId}
    union select 'g' || group_id from accounts.account where owner_id = ${ownerId} and group_id is not null`.execute(
    tx,
  );
  return new Set(rows.map((row) => row.key));
}

/** What a list shows of an account or group beside its figures. */
interface Identity {
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
  const { rows } = await sql<Identity>`
    select account_id::text as key, account_id as id, group_id as "groupId", code, account.name, town, owner.name as owner
    from accounts.account left join team.person owner on owner.person_id = account.owner_id
    where account_id = any (${accountsOf(keys)}::int[])
    union all
    select 'g' || group_id, null, group_id, name, name, null, null
    from accounts.account_group where group_id = any (${groupsOf(keys)}::int[])`.execute(tx);
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
    select key, month::text as month, sum(net)::bigint as net
    from ${behind(keys)} join sales.account_month using (account_id)
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

/**
 * Products that the account bought in the whole months of a period, with what all accounts that the actor sees bought of them:
 * first those of which it bought the largest part.
 */
export async function productsOf(
  tx: Tx,
  accountId: number,
  period: Period,
  limit: number,
): Promise<{ code: string; name: string; net: bigint; total: bigint }[]> {
  const { months } = splitByMonths(period);
  if (!months) return [];
  const { rows } = await sql<{ code: string; name: string; net: bigint; total: bigint }>`
    select code, name, own.net, total.net as total
    from (select product_id, sum(net)::bigint as net from sales.product_month
      where account_id = ${accountId} and month >= ${months.from}::date and month < ${months.to}::date group by 1) own
    join (select product_id, sum(net)::bigint as net from sales.product_month
      where month >= ${months.from}::date and month < ${months.to}::date
        and product_id in (select product_id from sales.product_month where account_id = ${accountId}
          and month >= ${months.from}::date and month < ${months.to}::date)
      group by 1) total using (product_id)
    join catalog.product using (product_id)
    where own.net > 0 and total.net > 0 and product.kind <> 'charge'
    order by own.net::numeric / total.net desc, own.net desc, code
    limit ${limit}`.execute(tx);
  return rows;
}

/** The policy in force, and who set it when; null for the one it came with. */
export async function policyInForce(
  tx: Tx,
): Promise<{ policy: Policy; changedBy: string | null; changedAt: string | null; version: number }> {
  const { rows } = await sql<
    Policy & { changedBy: string | null; changedAt: string; version: number; isFirst: boolean }
  >`
    select share_threshold::float8 as "shareThreshold", first_accounts as "firstAccounts", stand_out::float8 as "standOut",
      class_a::float8 as "classA", class_b::float8 as "classB", person.name as "changedBy", changed_at as "changedAt", policy.version,
      policy_id = (select min(policy_id) from portfolio.policy) as "isFirst"
    from portfolio.policy left join team.person on person.person_id = changed_by
    order by policy_id desc limit 1`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('There is no policy; the migration writes the first one.');
  const { changedBy, changedAt, version, isFirst, ...policy } = row;
  return { policy, changedBy, changedAt: isFirst ? null : changedAt, version };
}
