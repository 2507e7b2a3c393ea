import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import type { NewPerson, PersonChange, Settings } from './contract.ts';
import type { AccountsOfTeam } from './ports.ts';
import { grantRole, keepingTheLast } from './role-commands.ts';
import { holdRights, renewSight } from './store.ts';
import { colleagueByEmail, colleagueById, type Colleague } from './views.ts';

/**
 * Adds a colleague who can sign in from then on. A role that needs a second person is only asked for (see `grantRole`).
 * @param userIdOf gives the sign-in library's id for an address, and makes it when it is new; asked only for somebody who
 *   is added, so that a refusal leaves nothing behind
 * @throws ProblemError 409 `person-exists`; 422 `unknown-superior`
 */
export async function addPerson(
  tx: Tx,
  actor: Actor,
  input: Omit<NewPerson, 'invite'>,
  userIdOf: (email: string, name: string) => Promise<string>,
): Promise<Colleague> {
  const email = input.email.toLowerCase();
  await holdRights(tx);
  if (await colleagueByEmail(tx, email)) throw new ProblemError(409, 'person-exists', { email });
  const superior = await superiorOf(tx, input.reportsTo);
  const { person_id: id } = await tx
    .insertInto('team.person')
    .values({
      email,
      name: input.name,
      user_id: await userIdOf(email, input.name),
      ...(input.language === undefined ? {} : { language: input.language }),
    })
    .returning('person_id')
    .executeTakeFirstOrThrow();
  await sql`insert into team.reporting (person_id, from_day, reports_to) values (${id}, '-infinity', ${superior?.id ?? null})`.execute(
    tx,
  );
  const state = await grantRole(tx, actor, id, { role: input.role, from: null, until: null, reason: null });
  await renewSight(tx);
  await record(tx, 'person.add', `person:${String(id)}`, {
    before: null,
    after: { role: input.role, reportsTo: superior?.id ?? null, ...(state === 'asked' ? { state } : {}) },
  });
  return personHere(tx, id);
}

/**
 * Changes name, address and superior. The superior holds from a day on; what was said for later days goes.
 * @param changeAddress tells the sign-in library of a new address
 * @throws ProblemError 404 `not-found`; 409 `person-exists`; 412 `version-stale`; 422 `unknown-superior`, `reports-in-a-ring`,
 *   `day-past`; 403 `host-only` (address)
 */
export async function changePerson(
  tx: Tx,
  actor: Actor,
  id: number,
  seen: number,
  change: PersonChange,
  changeAddress: (userId: string, email: string) => Promise<void>,
): Promise<void> {
  await holdRights(tx);
  const person = await personHere(tx, id);
  await holdPerson(tx, id, seen);
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  if (change.name !== undefined && change.name !== person.name) {
    await tx.updateTable('team.person').set({ name: change.name }).where('person_id', '=', id).execute();
    before['name'] = person.name;
    after['name'] = change.name;
  }
  const email = change.email?.toLowerCase();
  if (email !== undefined && email !== person.email) {
    // Whoever changes an address could have the sign-in link sent to herself, and read the business as another.
    if (!actor.isHost) throw new ProblemError(403, 'host-only');
    if (await colleagueByEmail(tx, email)) throw new ProblemError(409, 'person-exists', { email });
    await tx.updateTable('team.person').set({ email }).where('person_id', '=', id).execute();
    before['email'] = person.email;
    after['email'] = email;
  }
  if (change.superior !== undefined) await changeSuperior(tx, actor, person, change.superior, { before, after });
  if (Object.keys(after).length === 0) return;
  await countPerson(tx, id);
  await renewSight(tx);
  if (email !== undefined && email !== person.email) await changeAddress(person.userId, email);
  await record(tx, 'person.change', `person:${String(id)}`, { before, after });
}

/**
 * Lets somebody in no more, from the next request on, or lets her in again. Her accounts stay hers, seen by the line, unless
 * they are handed over.
 * @throws ProblemError 404 `not-found`; 409 `last-of-role`; 412 `version-stale`; 403 `not-to-oneself`; 422 `unknown-person`
 */
export async function disablePerson(
  tx: Tx,
  actor: Actor,
  id: number,
  seen: number,
  { disabled, handTo }: { readonly disabled: boolean; readonly handTo: string | null },
  { handOver }: Pick<AccountsOfTeam, 'handOver'>,
): Promise<void> {
  await holdRights(tx);
  const person = await personHere(tx, id);
  await holdPerson(tx, id, seen);
  if (actor.personId === id) throw new ProblemError(403, 'not-to-oneself');
  if (person.isDisabled === disabled) return;
  await keepingTheLast(tx, () =>
    tx.updateTable('team.person').set({ is_disabled: disabled }).where('person_id', '=', id).execute(),
  );
  await countPerson(tx, id);
  const given = handTo === null || !disabled ? 0 : await handOver(tx, actor, id, handTo);
  await record(tx, disabled ? 'person.disable' : 'person.enable', `person:${String(id)}`, {
    before: { disabled: person.isDisabled },
    after: { disabled, ...(given > 0 ? { accountsHandedOver: given, to: handTo } : {}) },
  });
}

/** Keeps how a person likes the page to be. Nothing of it concerns others, so it is not in the audit. */
export async function changeSettings(
  tx: Tx,
  personId: number,
  change: { [Name in keyof Settings]?: Settings[Name] | undefined },
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.updateTable('team.person').set(change).where('person_id', '=', personId).execute();
}

async function personHere(tx: Tx, id: number): Promise<Colleague> {
  const person = await colleagueById(tx, id);
  if (!person) throw notFound();
  return person;
}

async function superiorOf(tx: Tx, email: string | null): Promise<Colleague | null> {
  const superior = email === null ? null : await colleagueByEmail(tx, email);
  if (email !== null && !superior) throw new ProblemError(422, 'unknown-superior', { email });
  return superior;
}

async function changeSuperior(
  tx: Tx,
  actor: Actor,
  person: Colleague,
  wanted: NonNullable<PersonChange['superior']>,
  told: { before: Record<string, unknown>; after: Record<string, unknown> },
): Promise<void> {
  const superior = await superiorOf(tx, wanted.email);
  const from = wanted.from ?? actor.today;
  if (from === null || (actor.today !== null && from < actor.today))
    throw new ProblemError(422, 'day-past', { day: from });
  if (superior && (await isBelow(tx, superior.id, person.id, from)))
    throw new ProblemError(422, 'reports-in-a-ring', { name: superior.name });
  const { rows } = await sql<{ reports_to: number | null }>`
    select reports_to from team.reporting where person_id = ${person.id} and from_day <= ${from}
    order by from_day desc limit 1`.execute(tx);
  const before = rows[0]?.reports_to ?? null;
  await sql`delete from team.reporting where person_id = ${person.id} and from_day >= ${from}`.execute(tx);
  await sql`insert into team.reporting (person_id, from_day, reports_to) values (${person.id}, ${from}, ${superior?.id ?? null})`.execute(
    tx,
  );
  if (before === (superior?.id ?? null)) return;
  told.before['reportsTo'] = before;
  told.after['reportsTo'] = superior?.id ?? null;
  told.after['from'] = from;
}

/** Whether `one` is `top` or stands below it on that day. */
async function isBelow(tx: Tx, one: number, top: number, day: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive line (person_id) as (
      select ${one}::int
      union
      select reporting.reports_to from line join team.reporting on reporting.person_id = line.person_id
        and reporting.from_day = (select max(from_day) from team.reporting latest
          where latest.person_id = line.person_id and latest.from_day <= ${day}::date)
    ) select exists (select from line where person_id = ${top}) as found`.execute(tx);
  return rows[0]?.found ?? false;
}

async function holdPerson(tx: Tx, id: number, seen: number): Promise<void> {
  const { rows } = await sql<{ version: number }>`
    select person_version as version from team.person where person_id = ${id} for no key update`.execute(tx);
  checkVersion(rows[0]?.version ?? 0, seen);
}

/** What is known of a person has changed: whoever saw the former state is told so. */
const countPerson = (tx: Tx, id: number): Promise<unknown> =>
  sql`update team.person set person_version = person_version + 1 where person_id = ${id}`.execute(tx);
