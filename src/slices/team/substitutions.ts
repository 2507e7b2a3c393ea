import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import type { NewSubstitution, Substitution, SubstitutionReport } from './contract.ts';
import { canOwn } from './domain/rights.ts';
import type { AccountsOfTeam } from './ports.ts';
import { colleagueByEmail, companyOf } from './views.ts';

interface Row {
  id: number;
  for_id: number;
  for_name: string;
  by_id: number;
  by_name: string;
  from: string;
  until: string;
  state: Substitution['state'];
  covers_all: boolean;
  accounts: number;
  confidential: boolean;
  personal: boolean;
  reason: string | null;
  ordered_by: string | null;
  ordered_at: string;
  may_change: boolean;
  may_report: boolean;
  version: number;
}

const toSubstitution = (row: Row): Substitution => ({
  id: row.id,
  for: { id: row.for_id, name: row.for_name },
  by: { id: row.by_id, name: row.by_name },
  from: row.from,
  until: row.until,
  state: row.state,
  accounts: row.covers_all ? null : row.accounts,
  confidential: row.confidential,
  personal: row.personal,
  reason: row.reason,
  orderedBy: row.ordered_by,
  orderedAt: row.ordered_at,
  mayChange: row.may_change,
  mayReport: row.may_report,
  version: row.version,
});

/** Substitutions, the latest first. That somebody is away is known to all; why, to the two and to those who lead her. */
export async function listSubstitutions(tx: Tx, id?: number): Promise<Substitution[]> {
  const { rows } = await sql<Row>`
    select substitution.substitution_id as id, absent.person_id as for_id, absent.name as for_name,
      stand_in.person_id as by_id, stand_in.name as by_name, from_day as "from", until_day as until,
      case when from_day = until_day then 'withdrawn' when access.today() < from_day then 'coming'
        when access.today() < until_day then 'now' else 'over' end as state,
      covers_all, (select count(*)::int from access.substitution_account covered
        where covered.substitution_id = substitution.substitution_id) as accounts,
      confidential, personal, case when near.is_near then reason end as reason, orderer.name as ordered_by, ordered_at,
      access.may('people.substitute') and (access.sees_all() or access.reaches(for_person_id))
        and access.today() < until_day as may_change,
      near.is_near as may_report, substitution.version
    from access.substitution
    join team.person absent on absent.person_id = for_person_id
    join team.person stand_in on stand_in.person_id = by_person_id
    left join team.person orderer on orderer.person_id = ordered_by
    cross join lateral (select access.sees_all() or access.actor() in (for_person_id, by_person_id)
      or (access.may('people.substitute') and access.reaches(for_person_id)) as is_near) near
    where ${id ?? null}::int is null or substitution.substitution_id = ${id ?? null}
    order by from_day desc, substitution.substitution_id desc`.execute(tx);
  return rows.map(toSubstitution);
}

async function substitutionHere(tx: Tx, id: number): Promise<Substitution> {
  const [found] = await listSubstitutions(tx, id);
  if (!found) throw notFound();
  return found;
}

/** One order at a time, so that two cannot give the same days to two people (CON-7). */
const holdOrders = (tx: Tx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtext('access.substitution'))`.execute(tx);

/**
 * Orders that one stands in for another from a day on until the day on which she is back. Rights and duties for the named
 * accounts, or for everything, pass over on the first day and return on the last by themselves.
 * @throws ProblemError 422 `unknown-person`, `cannot-stand-in`, `day-past`, `period-order`, `outside-the-line`;
 *   404 `not-found` (account); 409 `substitution-overlaps`
 */
export async function orderSubstitution(
  tx: Tx,
  actor: Actor,
  input: NewSubstitution,
  accounts: AccountsOfTeam,
): Promise<Substitution> {
  await holdOrders(tx);
  const absent = await personCalled(tx, input.for);
  const standIn = await personCalled(tx, input.by);
  if (absent.id === standIn.id || standIn.isDisabled || !canOwn(standIn.roles))
    throw new ProblemError(422, 'cannot-stand-in', { name: standIn.name });
  checkDays(actor, input.from, input.until);
  const reach = await sql<{
    within: boolean;
  }>`select access.sees_all() or access.reaches(${absent.id}) as within`.execute(tx);
  if (!reach.rows[0]?.within) throw new ProblemError(422, 'outside-the-line', { name: absent.name });
  const ids = input.accounts === null ? null : [...new Set(await accounts.idsOf(tx, input.accounts))];
  await refuseOverlap(tx, { for: absent.id, from: input.from, until: input.until, accounts: ids, except: 0 });
  const { rows } = await sql<{ id: number }>`
    insert into access.substitution (for_person_id, by_person_id, from_day, until_day, covers_all, confidential, personal,
      reason, ordered_by, ordered_at)
    values (${absent.id}, ${standIn.id}, ${input.from}, ${input.until}, ${ids === null}, ${input.confidential}, ${input.personal},
      ${input.reason}, ${actor.personId}, clock_timestamp())
    returning substitution_id as id`.execute(tx);
  const id = rows[0]?.id ?? 0;
  if (ids !== null)
    await sql`insert into access.substitution_account (substitution_id, account_id) select ${id}, unnest(${ids}::int[])`.execute(
      tx,
    );
  await record(tx, 'substitution.order', `substitution:${String(id)}`, {
    before: null,
    after: {
      for: absent.id,
      by: standIn.id,
      from: input.from,
      until: input.until,
      accounts: ids === null ? null : ids.length,
      confidential: input.confidential,
      personal: input.personal,
    },
  });
  return substitutionHere(tx, id);
}

/**
 * Sets another day on which she is back: earlier, later, or the very first day, which withdraws an order that has not begun.
 * @throws ProblemError 404 `not-found`; 409 `substitution-over`, `substitution-overlaps`; 412 `version-stale`; 422 `day-past`,
 *   `outside-the-line`
 */
export async function endSubstitution(
  tx: Tx,
  actor: Actor,
  id: number,
  seen: number,
  until: string,
): Promise<Substitution> {
  await holdOrders(tx);
  const before = await substitutionHere(tx, id);
  checkVersion(before.version, seen);
  if (before.state === 'over' || before.state === 'withdrawn') throw new ProblemError(409, 'substitution-over');
  if (!before.mayChange) throw new ProblemError(422, 'outside-the-line', { name: before.for.name });
  if (until === before.until) return before;
  if (until < before.from || (actor.today !== null && until < actor.today))
    throw new ProblemError(422, 'day-past', { day: until });
  const covered = await sql<{
    account_id: number;
  }>`select account_id from access.substitution_account where substitution_id = ${id}`.execute(tx);
  if (until > before.until) {
    const named = before.accounts === null ? null : covered.rows.map(({ account_id: account }) => account);
    await refuseOverlap(tx, { for: before.for.id, from: before.from, until, accounts: named, except: id });
  }
  await sql`update access.substitution set until_day = ${until}, version = version + 1 where substitution_id = ${id}`.execute(
    tx,
  );
  await record(tx, 'substitution.change', `substitution:${String(id)}`, {
    before: { until: before.until },
    after: { until },
  });
  return substitutionHere(tx, id);
}

/**
 * What the one who stood in did for the other, for the two of them and for those who lead her who was away.
 * @throws ProblemError 404 `not-found`
 */
export async function reportOf(
  tx: Tx,
  id: number,
  instantOf: (day: string, zone: string) => string,
): Promise<SubstitutionReport> {
  const substitution = await substitutionHere(tx, id);
  if (!substitution.mayReport) throw notFound();
  const zone = (await companyOf(tx))?.timeZone ?? 'UTC';
  const { rows } = await sql<{ seq: bigint; at: string; action: string; subject: string }>`
    select seq, at, action, subject from audit.done_for(${substitution.for.id}, ${substitution.by.id},
      ${instantOf(substitution.from, zone)}, ${instantOf(substitution.until, zone)})`.execute(tx);
  return { substitution, entries: rows.map(({ seq, ...entry }) => ({ seq: Number(seq), ...entry })) };
}

async function personCalled(tx: Tx, email: string) {
  const person = await colleagueByEmail(tx, email);
  if (!person) throw new ProblemError(422, 'unknown-person', { email });
  return person;
}

function checkDays({ today }: Actor, from: string, until: string): void {
  if (until <= from) throw new ProblemError(422, 'substitution-ends-first');
  if (today !== null && from < today) throw new ProblemError(422, 'day-past', { day: from });
}

/** Of the same one who is away, in the same days: everything once, and each account once. */
async function refuseOverlap(
  tx: Tx,
  wanted: { for: number; from: string; until: string; accounts: readonly number[] | null; except: number },
): Promise<void> {
  const { rows } = await sql<{ name: string; from: string; until: string }>`
    select person.name, from_day as "from", until_day as until from access.substitution
    join team.person on person.person_id = by_person_id
    where for_person_id = ${wanted.for} and substitution_id <> ${wanted.except}
      and daterange(from_day, until_day) && daterange(${wanted.from}::date, ${wanted.until}::date)
      and (covers_all or ${wanted.accounts === null} or exists (select from access.substitution_account covered
        where covered.substitution_id = substitution.substitution_id and covered.account_id in
          (select unnest(${wanted.accounts ?? []}::int[]))))
    order by from_day limit 1`.execute(tx);
  const [other] = rows;
  if (other) {
    const { name, from, until } = other;
    throw new ProblemError(409, 'substitution-overlaps', { name, from, until });
  }
}
