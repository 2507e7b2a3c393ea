import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import type { NewRole, Role, RoleHeld } from './contract.ts';
import { needsSecondPerson } from './domain/rights.ts';
import { holdRights, renewSight } from './store.ts';
import { colleagueById, rolesHeld } from './views.ts';

interface Wanted {
  readonly role: Role;
  /** Null: from the beginning, for somebody who is added. */
  readonly from: string | null;
  readonly until: string | null;
  readonly reason: string | null;
}

/**
 * Writes a role: given at once, or asked for where a second person has to give it (ACC-9). The host may give alone: whoever
 * holds the machine holds the store.
 */
export async function grantRole(tx: Tx, actor: Actor, personId: number, wanted: Wanted): Promise<'asked' | 'given'> {
  const state = actor.isHost && actor.personId === null ? 'given' : needsSecondPerson(wanted.role) ? 'asked' : 'given';
  await sql`insert into team.role_held (person_id, role, from_day, until_day, reason, asked_by, asked_at, state, decided_by, decided_at)
    values (${personId}, ${wanted.role}, ${wanted.from ?? '-infinity'}::date, ${wanted.until ?? 'infinity'}::date, ${wanted.reason},
      ${actor.personId}, clock_timestamp(), ${state}, null, null)`.execute(tx);
  return state;
}

/**
 * Gives a person a role from a day on, today if none is named, or asks for it where a second person is needed.
 * @throws ProblemError 404 `not-found`; 403 `not-to-oneself`; 409 `role-held`; 422 `day-past`, `period-order`
 */
export async function addRole(tx: Tx, actor: Actor, personId: number, input: NewRole): Promise<RoleHeld> {
  await holdRights(tx);
  const person = await colleagueById(tx, personId);
  if (!person) throw notFound();
  if (actor.personId === personId) throw new ProblemError(403, 'not-to-oneself');
  const from = input.from ?? actor.today;
  if (from === null || (actor.today !== null && from < actor.today))
    throw new ProblemError(422, 'day-past', { day: from });
  if (input.until !== null && input.until <= from) throw new ProblemError(422, 'role-ends-first');
  const overlapping = await sql`select from team.role_held where person_id = ${personId} and role = ${input.role}
    and state <> 'declined' and daterange(from_day, until_day) && daterange(${from}::date, ${input.until ?? 'infinity'}::date)`.execute(
    tx,
  );
  if (overlapping.rows.length > 0) throw new ProblemError(409, 'role-held', { name: person.name });
  const state = await grantRole(tx, actor, personId, { ...input, from });
  await renewSight(tx);
  await record(tx, state === 'asked' ? 'role.ask' : 'role.give', `person:${String(personId)}`, {
    before: null,
    after: { role: input.role, from, until: input.until },
    ...(input.reason === null ? {} : { reason: input.reason }),
  });
  const [added] = await rolesHeld(
    tx,
    sql`held.person_id = ${personId} and held.role = ${input.role} and held.from_day = ${from}
    and held.state = ${state}`,
  );
  if (!added) throw new Error('The role just written is not there.');
  return added;
}

/**
 * Ends a role on a day: the day before is the last on which it is held.
 * @throws ProblemError 404 `not-found`; 409 `last-of-role`, `role-not-held`; 412 `version-stale`; 422 `day-past`, `role-ends-first`
 */
export async function endRole(tx: Tx, actor: Actor, roleId: number, seen: number, until: string): Promise<RoleHeld> {
  await holdRights(tx);
  const role = await roleHere(tx, roleId);
  checkVersion(role.version, seen);
  if (role.state !== 'given') throw new ProblemError(409, 'role-not-held');
  if (actor.today !== null && until < actor.today) throw new ProblemError(422, 'day-past', { day: until });
  if (role.from !== null && until < role.from) throw new ProblemError(422, 'role-ends-first');
  // To prolong a right is to give it.
  if (role.until !== null && until > role.until) throw new ProblemError(409, 'role-not-held');
  await keepingTheLast(tx, () =>
    sql`update team.role_held set until_day = ${until}::date, version = version + 1 where role_held_id = ${roleId}`.execute(
      tx,
    ),
  );
  await renewSight(tx);
  await record(tx, 'role.end', `person:${String(role.person.id)}`, {
    before: { role: role.role, until: role.until },
    after: { role: role.role, until },
  });
  return roleHere(tx, roleId);
}

/**
 * Gives or declines a role that another one asked for.
 * @throws ProblemError 404 `not-found`; 403 `not-to-oneself`, `right-second-person`; 409 `right-decided`, `role-held`
 */
export async function decideRole(tx: Tx, actor: Actor, roleId: number, give: boolean): Promise<RoleHeld> {
  await holdRights(tx);
  const role = await roleHere(tx, roleId);
  const { rows } = await sql<{
    asked_by: number | null;
  }>`select asked_by from team.role_held where role_held_id = ${roleId}`.execute(tx);
  if (role.state !== 'asked') throw new ProblemError(409, 'right-decided', { by: role.decidedBy ?? '–' });
  const isHostAlone = actor.isHost && actor.personId === null;
  if (give && actor.personId === role.person.id) throw new ProblemError(403, 'not-to-oneself');
  if (give && !isHostAlone && rows[0]?.asked_by === actor.personId) throw new ProblemError(403, 'right-second-person');
  await sql`update team.role_held set state = ${give ? 'given' : 'declined'}, decided_by = ${actor.personId},
    decided_at = clock_timestamp(), version = version + 1 where role_held_id = ${roleId}`.execute(tx);
  await renewSight(tx);
  await record(tx, give ? 'role.give' : 'role.decline', `person:${String(role.person.id)}`, {
    before: { state: 'asked', askedBy: rows[0]?.asked_by ?? null },
    after: { role: role.role, from: role.from, until: role.until },
  });
  return roleHere(tx, roleId);
}

async function roleHere(tx: Tx, roleId: number): Promise<RoleHeld> {
  const [role] = await rolesHeld(tx, sql`held.role_held_id = ${roleId}`);
  if (!role) throw notFound();
  return role;
}

/**
 * Does a change that takes rights away, and refuses it when nobody would be left who keeps the house or leads the company
 * (CON-7). Call it under `holdRights`, so that two cannot each take the other's.
 * @throws ProblemError 409 `last-of-role`
 */
export async function keepingTheLast(tx: Tx, change: () => Promise<unknown>): Promise<void> {
  const kept = async (): Promise<ReadonlySet<string>> => {
    const { rows } = await sql<{ role: string }>`
      select distinct role from team.role_held join team.person using (person_id)
      where state = 'given' and role in ('admin', 'director') and not is_disabled
        and from_day <= access.today() and until_day = 'infinity'`.execute(tx);
    return new Set(rows.map(({ role }) => role));
  };
  const before = await kept();
  await change();
  const after = await kept();
  for (const role of before) if (!after.has(role)) throw new ProblemError(409, 'last-of-role', { role });
}
