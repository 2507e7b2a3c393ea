import { sql } from 'kysely';
import { toDecimal } from '#kernel/money.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import type { FigureSource } from './figures.ts';
import type { AccountGroup, GroupTreeReply } from './group-contract.ts';
import { summed } from './list-parts.ts';

/**
 * Groups that have, at any depth, a company that the actor sees: (group_id). Whoever puts companies into groups sees all groups,
 * also those that nothing stands in yet.
 */
const seenGroups = sql`
  with recursive seen as (
    select group_id, parent_id from accounts.account_group
    where access.may('accounts.group') or group_id in (select group_id from accounts.account where stage <> 'dropped')
    union
    select upper.group_id, upper.parent_id from accounts.account_group upper join seen on upper.group_id = seen.parent_id)
  select group_id from seen`;

const columns = sql`own.group_id as id, own.name, own.version,
  case when upper.group_id is not null then json_build_object('id', upper.group_id, 'name', upper.name) end as parent`;

/** The groups that the actor sees, by name. */
export async function listGroups(tx: Tx): Promise<AccountGroup[]> {
  const { rows } = await sql<AccountGroup>`
    select ${columns} from accounts.account_group own left join accounts.account_group upper on upper.group_id = own.parent_id
    where own.group_id in (${seenGroups}) order by own.name collate "hu-x-icu"`.execute(tx);
  return rows;
}

/** One group as it stands. @throws ProblemError 404 `not-found` */
async function groupById(tx: Tx, id: number): Promise<AccountGroup> {
  const { rows } = await sql<AccountGroup>`
    select ${columns} from accounts.account_group own left join accounts.account_group upper on upper.group_id = own.parent_id
    where own.group_id = ${id} and own.group_id in (${seenGroups})`.execute(tx);
  if (!rows[0]) throw notFound();
  return rows[0];
}

interface TreeRow extends AccountGroup {
  readonly depth: number;
  readonly accounts: number;
  readonly net: string | null;
  readonly wholeAccounts: number;
  readonly wholeNet: string | null;
}

/**
 * The tree that a group belongs to, with the companies of each group that the actor sees and what they brought, by itself and with
 * all groups below it. Groups of which the actor sees no company are left out.
 * @throws ProblemError 404 `not-found`
 */
export async function groupTree(tx: Tx, id: number, figures: FigureSource): Promise<GroupTreeReply> {
  await groupById(tx, id);
  const frame = await figures(tx);
  const sums = frame ? summed(frame.sold) : sql`select null::int as account_id, null::numeric as net where false`;
  const { rows } = await sql<TreeRow>`
    with recursive up as (
      select group_id, parent_id from accounts.account_group where group_id = ${id}
      union select upper.group_id, upper.parent_id from accounts.account_group upper join up on upper.group_id = up.parent_id),
    tree as (
      select own.*, 0 as depth, array[own.group_id] as way, array[own.name collate "hu-x-icu"] as place
      from accounts.account_group own where group_id = (select group_id from up where parent_id is null)
      union all
      select own.*, tree.depth + 1, way || own.group_id, place || own.name collate "hu-x-icu"
      from accounts.account_group own join tree on own.parent_id = tree.group_id),
    held as materialized (
      select account.group_id, count(*)::int as accounts, sum(sums.net) as net
      from accounts.account left join (${sums}) sums using (account_id)
      where account.group_id in (select group_id from tree) and stage <> 'dropped' group by 1)
    select ${columns}, own.depth, coalesce(held.accounts, 0) as accounts, held.net::text as net,
      whole.accounts as "wholeAccounts", whole.net::text as "wholeNet"
    from tree own left join held using (group_id) left join accounts.account_group upper on upper.group_id = own.parent_id
    cross join lateral (select coalesce(sum(accounts), 0)::int as accounts, sum(net) as net
      from held part join tree below using (group_id) where own.group_id = any (below.way)) whole
    where own.group_id in (${seenGroups}) order by own.place`.execute(tx);
  const money = (net: string | null): string | null => (frame ? toDecimal(BigInt(net ?? 0), frame.currency) : null);
  return {
    groups: rows.map(({ accounts, net, wholeAccounts, wholeNet, ...group }) => ({
      ...group,
      own: { accounts, net: money(net) },
      whole: { accounts: wholeAccounts, net: money(wholeNet) },
    })),
    period: frame?.period ?? null,
    currency: frame?.currency ?? null,
  };
}

const isCircle = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'account_group_circle';

/** Tells in words what the database refuses. @throws ProblemError 409 with this code */
export async function withoutCircle<Value>(
  code: string,
  facts: Record<string, string>,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw isCircle(error) ? new ProblemError(409, code, facts) : error;
  }
}

/**
 * Puts a group into another one, or makes it a topmost one. A group that it leaves empty, and that nothing stands in, goes.
 * @param parent name of the other one; it is made when it is new
 * @throws ProblemError 404 `not-found`; 409 `group-circle`; 412 `version-stale`
 */
export async function placeGroup(tx: Tx, id: number, parent: string | null, seen: number): Promise<AccountGroup> {
  await sql`select from accounts.account_group where group_id = ${id} for update`.execute(tx);
  const group = await groupById(tx, id);
  checkVersion(group.version, seen);
  if ((group.parent?.name ?? null) === parent) return group;
  if (parent === group.name) throw new ProblemError(409, 'group-circle', { group: group.name, parent });
  if (parent !== null) {
    await sql`insert into accounts.account_group (name) values (${parent}) on conflict (name) do nothing`.execute(tx);
  }
  await withoutCircle('group-circle', { group: group.name, parent: parent ?? '' }, () =>
    sql`update accounts.account_group set parent_id =
      (select upper.group_id from accounts.account_group upper where upper.name = ${parent}) where group_id = ${id}`.execute(
      tx,
    ),
  );
  if (group.parent) await sql`select accounts.drop_unused_groups(array[${group.parent.id}::int])`.execute(tx);
  await record(tx, 'account.group-place', `group:${group.name}`, { before: group.parent?.name ?? null, after: parent });
  return groupById(tx, id);
}

/**
 * Takes back what a file of customers made of groups: those that it put elsewhere go back unless somebody has moved them since, and
 * those that it created go unless somebody uses them.
 * The caller has filled the temporary table `restored_group (group_id, before, after)`.
 */
export async function restoreGroups(tx: Tx): Promise<void> {
  await sql`
    update accounts.account_group set parent_id = (before ->> 'parent_id')::int from pg_temp.restored_group restored
    where restored.group_id = account_group.group_id and before is not null
      and account_group.parent_id is not distinct from (after ->> 'parent_id')::int`.execute(tx);
  // One that stands in another new one goes before it.
  await sql`
    select accounts.drop_unused_groups(array_agg(group_id order by after ->> 'parent_id' is null, group_id desc))
    from pg_temp.restored_group where before is null having count(*) > 0`.execute(tx);
}
