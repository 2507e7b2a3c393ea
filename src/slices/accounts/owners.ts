import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { canOwn, colleagueByEmail } from '#slices/team/public.ts';
import type { Day } from '#kernel/day.ts';

/**
 * Whoever has this address, as the owner of an account that the actor gives her.
 * @throws ProblemError 422 `unknown-person`, `cannot-own`; `outside-the-line` unless it is `before`, who owns it already
 */
export async function ownerCalled(tx: Tx, email: string, before: number | null = null): Promise<{ id: number }> {
  const owner = await colleagueByEmail(tx, email);
  if (!owner) throw new ProblemError(422, 'unknown-person', { email });
  if (owner.isDisabled || !canOwn(owner.roles)) throw new ProblemError(422, 'cannot-own', { name: owner.name });
  if (owner.id === before) return owner;
  // Row-level security shows an actor only her own line's sight, so a manager can hand over within it and not beyond.
  const reach = await sql<{ within: boolean }>`select access.sees_all() or exists (
    select from access.reach where person_id = access.actor() and sees_person_id = ${owner.id}) as within`.execute(tx);
  if (!reach.rows[0]?.within) throw new ProblemError(422, 'outside-the-line', { name: owner.name });
  return owner;
}

/** How an account was held before somebody else holds it from a day on. */
export interface HeldBefore {
  /** Null: by nobody. */
  readonly personId: number | null;
  /** Until when, if nobody else had come. */
  readonly until: string;
  /** From that very day on. */
  readonly sameDay: boolean;
}

/**
 * From this day on the account is held by this person, until whoever was to have it after the one before. Who held it before stays
 * on record with her days.
 * @throws ProblemError 422 `outside-the-line` when another line holds it on that day
 */
export async function holdFrom(tx: Tx, accountId: number, ownerId: number, day: Day): Promise<HeldBefore> {
  const { rows } = await sql<{ personId: number; sameDay: boolean; until: string }>`
    select person_id as "personId", from_day = ${day}::date as "sameDay", until_day::text as until from access.holding
    where account_id = ${accountId} and from_day <= ${day}::date and ${day}::date < until_day`.execute(tx);
  const [before] = rows;
  if (before?.sameDay) {
    await sql`update access.holding set person_id = ${ownerId} where account_id = ${accountId} and from_day = ${day}::date`.execute(
      tx,
    );
    return before;
  }
  if (!before) {
    const other = await sql<{ id: number | null }>`select access.owner_on(${accountId}, ${day}::date) as id`.execute(
      tx,
    );
    if ((other.rows[0]?.id ?? null) !== null) throw new ProblemError(422, 'outside-the-line', { name: '–' });
  }
  await sql`update access.holding set until_day = ${day}::date
    where account_id = ${accountId} and from_day < ${day}::date and ${day}::date < until_day`.execute(tx);
  const { rows: held } = await sql<{ until: string }>`
    insert into access.holding (account_id, person_id, capacity, from_day, until_day)
    values (${accountId}, ${ownerId}, 'owner', ${day}::date, coalesce(${before?.until ?? null}::date,
      (select min(later.from_day) from access.holding later where later.account_id = ${accountId} and later.from_day > ${day}::date),
      'infinity'))
    returning until_day::text as until`.execute(tx);
  return { personId: before?.personId ?? null, until: held[0]?.until ?? 'infinity', sameDay: false };
}

/** What lists show as the owner of an account: who holds it today. */
export const showOwner = (tx: Tx, accountId: number): Promise<unknown> =>
  sql`update accounts.account set owner_id = (select person_id from access.holding where holding.account_id = ${accountId}
      and from_day <= access.today() and access.today() < until_day)
    where account_id = ${accountId}`.execute(tx);

/**
 * Shows, on a new day of the company, who holds each account from it on. Rights need nothing of it: they are asked of the
 * holdings of the day. It is done before the first request of that day is answered, and that one is not answered without it.
 */
export async function showOwnersOfToday(tx: Tx): Promise<void> {
  await sql`
    update accounts.account set owner_id = held.person_id
    from (select account.account_id, holding.person_id from accounts.account
      left join access.holding on holding.account_id = account.account_id
        and holding.from_day <= access.today() and access.today() < holding.until_day
      where account.merged_into is null) held
    where held.account_id = account.account_id and account.owner_id is distinct from held.person_id`.execute(tx);
}
