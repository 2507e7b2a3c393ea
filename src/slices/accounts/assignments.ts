import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import { colleagueByEmail, type AccountsOfTeam } from '#slices/team/public.ts';
import type { Day } from '#kernel/day.ts';
import type { AssignmentOrder } from './assignment-contract.ts';
import { assignmentOrder } from './assignment-views.ts';
import { holdAccounts } from './commands.ts';
import type { Account, BulkReply } from './contract.ts';
import { holdFrom, ownerCalled, showOwner, type HeldBefore } from './owners.ts';
import { tried } from './parts.ts';
import { accountByCode } from './views.ts';

/** An order as it is given. */
interface Wanted {
  /** Her address. */
  readonly owner: string;
  /** Null: today. */
  readonly from: string | null;
  readonly reason: string | null;
  readonly proposedBy: string | null;
}

interface Given {
  readonly account: Account;
  readonly ownerId: number;
  readonly before: HeldBefore;
}

/** @throws ProblemError 422 `day-past` */
function dayOf(actor: Actor, from: string | null): Day {
  const { today } = actor;
  if (today === null) throw new Error('An order needs a day, and this actor has none.');
  if (from !== null && from < today) throw new ProblemError(422, 'day-past', { day: from });
  // The shape of the contract lets only days through.
  return (from ?? today) as Day;
}

/** Gives one account from a day on. @returns null when she would have it on that day anyway */
async function give(tx: Tx, code: string, email: string, day: Day, seenVersion?: number): Promise<Given | null> {
  const account = await accountByCode(tx, code);
  if (seenVersion !== undefined) checkVersion(account.version, seenVersion);
  const held = await sql<{ id: number | null }>`select access.owner_on(${account.id}, ${day}::date) as id`.execute(tx);
  const owner = await ownerCalled(tx, email, held.rows[0]?.id ?? null);
  if (held.rows[0]?.id === owner.id) return null;
  const before = await holdFrom(tx, account.id, owner.id, day);
  await showOwner(tx, account.id);
  return { account, ownerId: owner.id, before };
}

/** Puts an order on record: its number, what it did with each account, and the audit. @returns its id */
async function write(tx: Tx, actor: Actor, wanted: Wanted, day: Day, given: readonly Given[]): Promise<number> {
  const { reason, proposedBy } = wanted;
  const proposer = proposedBy === null ? null : await colleagueByEmail(tx, proposedBy);
  if (proposedBy !== null && !proposer) throw new ProblemError(422, 'unknown-person', { email: proposedBy });
  const year = Number((actor.today ?? day).slice(0, 4));
  const { rows } = await sql<{ id: number; number: number }>`
    with counted as (insert into accounts.order_count (year, last) values (${year}, 1)
      on conflict (year) do update set last = order_count.last + 1 returning last)
    insert into accounts.assignment_order (year, number, owner_id, from_day, reason, proposed_by, ordered_by, given)
    select ${year}, last, ${given[0]?.ownerId}, ${day}, ${reason}, ${proposer?.id ?? null}, ${actor.personId}, ${given.length}
    from counted returning order_id as id, number`.execute(tx);
  const { id = 0, number = 0 } = rows[0] ?? {};
  const ofEach = <Value>(value: (one: Given) => Value): Value[] => given.map(value);
  await sql`insert into accounts.assignment (order_id, account_id, before_id, until_day, replaced)
    select ${id}, * from unnest(${ofEach(({ account }) => account.id)}::int[], ${ofEach(({ before }) => before.personId)}::int[],
      ${ofEach(({ before }) => before.until)}::date[], ${ofEach(({ before }) => before.sameDay)}::boolean[])`.execute(
    tx,
  );
  for (const { account, ownerId, before } of given) {
    await record(tx, 'account.assign', `account:${account.code}`, {
      before: before.personId,
      after: ownerId,
      order: `${String(number)}/${String(year)}`,
      ...(day === actor.today ? {} : { from: day }),
    });
  }
  return id;
}

/**
 * Gives accounts to their owner by an order: from its day on she sees them, and the one before her does not. Each account is
 * decided by itself, and what is refused is named; where nothing is given there is no order.
 * @throws ProblemError 422 `day-past`, `unknown-person` (who proposed)
 */
export async function orderAssignment(
  tx: Tx,
  actor: Actor,
  wanted: Wanted,
  codes: readonly string[],
): Promise<{ id: number | null; refused: BulkReply['refused'] }> {
  const day = dayOf(actor, wanted.from);
  await holdAccounts(tx, codes);
  const given: Given[] = [];
  const refused: BulkReply['refused'] = [];
  for (const [at, code] of codes.entries()) {
    const result = await tried(tx, actor, at, () => give(tx, code, wanted.owner, day));
    if ('refused' in result) refused.push(result.refused);
    else if (result.value) given.push(result.value);
  }
  return { id: given.length === 0 ? null : await write(tx, actor, wanted, day, given), refused };
}

/**
 * Gives one account to its owner, from today or a later day on.
 * @returns the account, and the order by which it was given; null when it was hers already
 * @throws ProblemError 404 `not-found` (account); 412 `version-stale`; 422 `unknown-person`, `cannot-own`, `outside-the-line`, `day-past`
 */
export async function assignOwner(
  tx: Tx,
  actor: Actor,
  code: string,
  wanted: Wanted,
  seenVersion: number,
): Promise<{ account: Account; order: number | null }> {
  const day = dayOf(actor, wanted.from);
  await holdAccounts(tx, [code]);
  const given = await give(tx, code, wanted.owner, day, seenVersion);
  const order = given ? await write(tx, actor, wanted, day, [given]) : null;
  return { account: await accountByCode(tx, code), order };
}

/**
 * Takes back an order as a whole: what has not begun is as if it had not been; what holds already ends today, and whoever had the
 * accounts before has them again.
 * @throws ProblemError 404 `not-found`; 409 `order-undone`, `order-built-on`; 422 `outside-the-line`
 */
export async function undoAssignment(tx: Tx, actor: Actor, id: number): Promise<AssignmentOrder> {
  const order = await assignmentOrder(tx, id);
  if (!order) throw notFound();
  if (order.state === 'undone') throw new ProblemError(409, 'order-undone');
  await holdAccounts(
    tx,
    order.accounts.map(({ code }) => code),
  );
  const { rows } = await sql<Row>`
    select assignment.account_id as "accountId", account.code, before_id as "beforeId", until_day::text as until, replaced, given
    from accounts.assignment join accounts.account using (account_id) join accounts.assignment_order using (order_id)
    where order_id = ${id} order by account_id`.execute(tx);
  if (rows.length < (rows[0]?.given ?? 1)) throw new ProblemError(422, 'outside-the-line', { name: '–' });
  const marked =
    await sql`update accounts.assignment_order set undone_by = ${actor.personId}, undone_at = clock_timestamp()
    where order_id = ${id} and undone_at is null`.execute(tx);
  if (marked.numAffectedRows !== 1n) throw new ProblemError(409, 'order-undone');
  for (const row of rows) await takeBack(tx, actor, order, row);
  for (const { code, beforeId } of rows) {
    await record(tx, 'account.assign', `account:${code}`, {
      before: order.owner.id,
      after: beforeId,
      order: `${String(order.number)}/${String(order.year)}`,
      undone: true,
    });
  }
  const undone = await assignmentOrder(tx, id);
  if (!undone) throw notFound();
  return undone;
}

/** What an order did with one account. */
interface Row {
  readonly accountId: number;
  readonly code: string;
  readonly beforeId: number | null;
  readonly until: string;
  readonly replaced: boolean;
  readonly given: number;
}

/** @throws ProblemError 409 `order-built-on` when the account was given on since */
async function takeBack(tx: Tx, actor: Actor, order: AssignmentOrder, row: Row): Promise<void> {
  const { accountId, beforeId, until, replaced } = row;
  const own = sql`account_id = ${accountId} and person_id = ${order.owner.id} and from_day = ${order.from}::date
    and until_day = ${until}::date`;
  const changed = async (statement: ReturnType<typeof sql>): Promise<void> => {
    const { numAffectedRows } = await statement.execute(tx);
    if (numAffectedRows !== 1n) throw new ProblemError(409, 'order-built-on', { account: row.code });
  };
  const today = dayOf(actor, null);
  if (order.from < today) {
    // She held it until now, and that stays on record.
    await changed(sql`update access.holding set until_day = ${today}::date where ${own}`);
    if (beforeId !== null)
      await sql`insert into access.holding (account_id, person_id, capacity, from_day, until_day)
        values (${accountId}, ${beforeId}, 'owner', ${today}::date, ${until}::date)`.execute(tx);
  } else if (replaced) {
    await changed(sql`update access.holding set person_id = ${beforeId} where ${own}`);
  } else {
    await changed(sql`delete from access.holding where ${own}`);
    if (beforeId !== null)
      await changed(sql`update access.holding set until_day = ${until}::date
        where account_id = ${accountId} and person_id = ${beforeId} and until_day = ${order.from}::date`);
  }
  await showOwner(tx, accountId);
}

/**
 * Gives all accounts that a person holds today to another, from today on, by one order.
 * @returns how many
 * @throws ProblemError 403 `not-allowed`; 422 as `assignOwner`
 */
async function handOver(tx: Tx, actor: Actor, fromPersonId: number, toEmail: string): Promise<number> {
  const may = await sql<{ may: boolean }>`select access.may('accounts.assign') as may`.execute(tx);
  if (!may.rows[0]?.may) throw new ProblemError(403, 'not-allowed', { ability: 'accounts.assign' });
  const { rows } = await sql<{ code: string }>`
    select account.code from access.holding join accounts.account using (account_id)
    where holding.person_id = ${fromPersonId} and holding.from_day <= access.today() and access.today() < holding.until_day
    order by account.account_id`.execute(tx);
  await holdAccounts(
    tx,
    rows.map(({ code }) => code),
  );
  const wanted = { owner: toEmail, from: null, reason: null, proposedBy: null };
  const day = dayOf(actor, null);
  const given: Given[] = [];
  for (const { code } of rows) {
    const one = await give(tx, code, toEmail, day);
    if (one) given.push(one);
  }
  if (given.length > 0) await write(tx, actor, wanted, day, given);
  return rows.length;
}

/** What the team asks of accounts. */
export const accountsOfTeam: AccountsOfTeam = {
  handOver,
  async idsOf(tx, codes) {
    const ids: number[] = [];
    for (const code of codes) ids.push((await accountByCode(tx, code)).id);
    return ids;
  },
};
