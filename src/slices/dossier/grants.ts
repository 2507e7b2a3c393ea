import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { addDays } from '#kernel/day.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import { accountById } from '#slices/accounts/public.ts';
import { colleagueByEmail } from '#slices/team/public.ts';
import type { Asking } from './asking.ts';
import type { Grant, GrantDecision, GrantRequest } from './contract.ts';

/** A grant ends by itself: after a year at the latest it has to be asked for again. */
const longestGrant = 366;

interface GrantRow {
  readonly id: number;
  readonly version: number;
  readonly account_id: number;
  readonly account_name: string;
  readonly person_id: number;
  readonly person_name: string;
  readonly reason: string;
  readonly until_day: string;
  readonly state: Grant['state'];
  readonly asked_by: number | null;
  readonly asker_name: string | null;
  readonly decided_by: number | null;
  readonly decider_name: string | null;
  readonly decision_reason: string | null;
}

const selected = sql`select grant_id as id, class_grant.version, class_grant.account_id, account.name as account_name, class_grant.person_id,
    person.name as person_name, class_grant.reason, class_grant.until_day, class_grant.state,
    class_grant.asked_by, asker.name as asker_name, class_grant.decided_by, decider.name as decider_name, class_grant.decision_reason
  from access.class_grant
  join accounts.account using (account_id)
  join team.person on person.person_id = class_grant.person_id
  left join team.person asker on asker.person_id = class_grant.asked_by
  left join team.person decider on decider.person_id = class_grant.decided_by`;

const toGrant = (row: GrantRow, actor: Actor): Grant => ({
  id: row.id,
  version: row.version,
  account: { id: row.account_id, name: row.account_name },
  person: { id: row.person_id, name: row.person_name },
  reason: row.reason,
  until: row.until_day,
  state: row.state,
  askedBy: row.asked_by === null ? null : { id: row.asked_by, name: row.asker_name ?? '' },
  decidedBy: row.decided_by === null ? null : { id: row.decided_by, name: row.decider_name ?? '' },
  decisionReason: row.decision_reason,
  isYoursToDecide: row.state === 'asked' && mayDecide(row, actor),
});

/** Whoever asked, and whoever gets it, is not the second person (ACC-9). */
const mayDecide = (row: Pick<GrantRow, 'asked_by' | 'person_id'>, actor: Actor): boolean =>
  actor.abilities.has('dossier.grant') && row.asked_by !== actor.personId && row.person_id !== actor.personId;

/** Who may see, or has asked to see, the personal facts of an account; newest first. @throws ProblemError 404 `not-found` */
export async function grantsOf(tx: Tx, actor: Actor, accountId: number): Promise<Grant[]> {
  if (!(await accountById(tx, accountId))) throw notFound();
  const { rows } = await sql<GrantRow>`${selected} where class_grant.account_id = ${accountId}
    order by grant_id desc limit 100`.execute(tx);
  return rows.map((row) => toGrant(row, actor));
}

async function grantById(tx: Tx, actor: Actor, id: number): Promise<{ row: GrantRow; grant: Grant }> {
  const { rows } = await sql<GrantRow>`${selected} where grant_id = ${id}`.execute(tx);
  const [row] = rows;
  if (!row) throw notFound();
  return { row, grant: toGrant(row, actor) };
}

/**
 * Asks for leave to see the personal facts of an account, for oneself or for somebody of one's line.
 * @throws ProblemError 404 `not-found`; 422 `unknown-person`, `outside-the-line`, `grant-until`
 */
export async function askForGrant(
  tx: Tx,
  { actor, now, today }: Asking,
  accountId: number,
  request: GrantRequest,
): Promise<Grant> {
  const account = await accountById(tx, accountId);
  if (!account) throw notFound();
  if (request.until <= today || request.until > addDays(today, longestGrant))
    throw new ProblemError(422, 'grant-until');
  const personId = request.person === undefined ? actor.personId : await personOfLine(tx, request.person);
  if (personId === null) throw new ProblemError(422, 'unknown-person', { email: 'host' });
  const { rows } = await sql<{ id: number }>`
    insert into access.class_grant (account_id, person_id, class, reason, until_day, asked_by, asked_at)
    values (${accountId}, ${personId}, 'personal', ${request.reason}, ${request.until}, ${actor.personId}, ${now})
    returning grant_id as id`.execute(tx);
  const { grant } = await grantById(tx, actor, rows[0]?.id ?? 0);
  await record(tx, 'grant.ask', `account:${account.code}`, {
    grant: grant.id,
    person: personId,
    class: 'personal',
    until: request.until,
    reason: request.reason,
  });
  return grant;
}

async function personOfLine(tx: Tx, email: string): Promise<number> {
  const person = await colleagueByEmail(tx, email);
  if (!person) throw new ProblemError(422, 'unknown-person', { email });
  const { rows } = await sql<{ within: boolean }>`select access.sees_all() or exists (
    select from access.reach where person_id = access.actor() and sees_person_id = ${person.id}) as within`.execute(tx);
  if (!rows[0]?.within) throw new ProblemError(422, 'outside-the-line', { name: person.name });
  return person.id;
}

/**
 * Gives or declines what another has asked for.
 * @throws ProblemError 404 `not-found`; 412 `version-stale`; 409 `grant-decided`; 422 `grant-second-person`, `decline-reason`
 */
export async function decideGrant(
  tx: Tx,
  { actor, now }: Asking,
  id: number,
  seenVersion: number,
  decision: GrantDecision,
): Promise<Grant> {
  await sql`select from access.class_grant where grant_id = ${id} for update`.execute(tx);
  const { row } = await grantById(tx, actor, id);
  checkVersion(row.version, seenVersion);
  if (row.state !== 'asked') throw new ProblemError(409, 'grant-decided');
  if (!mayDecide(row, actor)) throw new ProblemError(422, 'grant-second-person');
  if (!decision.given && decision.reason === '') throw new ProblemError(422, 'decline-reason');
  const state = decision.given ? 'given' : 'declined';
  await sql`update access.class_grant set state = ${state}, decided_by = ${actor.personId}, decided_at = ${now},
    decision_reason = ${decision.reason === '' ? null : decision.reason}, version = version + 1 where grant_id = ${id}`.execute(
    tx,
  );
  const { grant } = await grantById(tx, actor, id);
  const account = await accountById(tx, row.account_id);
  await record(tx, 'grant.decide', `account:${account?.code ?? ''}`, {
    grant: id,
    person: row.person_id,
    class: 'personal',
    before: 'asked',
    after: state,
    reason: decision.reason,
  });
  return grant;
}
