import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import { canOwn } from './domain/rights.ts';
import { holdRights } from './store.ts';
import type { NewTerritory, TerritoryHeld } from './territory-contract.ts';
import { colleagueById } from './views.ts';

interface Found extends TerritoryHeld {
  readonly personId: number;
}

async function held(tx: Tx, condition: ReturnType<typeof sql>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select territory_held_id as id, held.person_id as "personId", territory, from_day::text as "from",
      nullif(until_day, 'infinity')::text as until, reason, giver.name as "givenBy", version
    from access.territory_held held left join team.person giver on giver.person_id = given_by
    where ${condition} order by from_day desc, territory_held_id desc`.execute(tx);
  return rows;
}

const told = ({ personId: _personId, ...territory }: Found): TerritoryHeld => territory;

/** The territories that a person is, was or will be responsible for, the newest first. */
export const territoriesOf = async (tx: Tx, personId: number): Promise<TerritoryHeld[]> =>
  (await held(tx, sql`held.person_id = ${personId} and from_day < until_day`)).map(told);

/**
 * Makes a person responsible for a territory from a day on, today if none is named: she sees the accounts that lie there and works
 * with them as those above their owners do.
 * @throws ProblemError 404 `not-found`; 403 `not-to-oneself`; 409 `territory-held`; 422 `cannot-own`, `day-past`, `role-ends-first`
 */
export async function giveTerritory(
  tx: Tx,
  actor: Actor,
  personId: number,
  input: z.output<typeof NewTerritory>,
): Promise<TerritoryHeld> {
  await holdRights(tx);
  const person = await colleagueById(tx, personId);
  if (!person) throw notFound();
  if (actor.personId === personId) throw new ProblemError(403, 'not-to-oneself');
  if (person.isDisabled || !canOwn(person.roles)) throw new ProblemError(422, 'cannot-own', { name: person.name });
  const { territory, until, reason } = input;
  const from = input.from ?? actor.today;
  if (from === null || (actor.today !== null && from < actor.today))
    throw new ProblemError(422, 'day-past', { day: from });
  if (until !== null && until <= from) throw new ProblemError(422, 'role-ends-first');
  const overlapping = await held(
    tx,
    sql`held.person_id = ${personId} and territory = ${territory}
      and daterange(from_day, until_day) && daterange(${from}::date, ${until ?? 'infinity'}::date)`,
  );
  if (overlapping.length > 0) throw new ProblemError(409, 'territory-held', { name: person.name, territory });
  const { rows } = await sql<{ id: number }>`
    insert into access.territory_held (person_id, territory, from_day, until_day, reason, given_by)
    values (${personId}, ${territory}, ${from}::date, ${until ?? 'infinity'}::date, ${reason}, ${actor.personId})
    returning territory_held_id as id`.execute(tx);
  await record(tx, 'territory.give', `person:${String(personId)}`, {
    before: null,
    after: { territory, from, until },
    ...(reason === null ? {} : { reason }),
  });
  return told(await territoryHere(tx, rows[0]?.id ?? 0));
}

/**
 * Ends it on a day: the day before is the last on which she sees those accounts by it.
 * @throws ProblemError 404 `not-found`; 409 `role-not-held`; 412 `version-stale`; 422 `day-past`
 */
export async function endTerritory(
  tx: Tx,
  actor: Actor,
  id: number,
  seen: number,
  until: string,
): Promise<TerritoryHeld> {
  await holdRights(tx);
  const before = await territoryHere(tx, id);
  checkVersion(before.version, seen);
  if ((actor.today !== null && until < actor.today) || until < before.from)
    throw new ProblemError(422, 'day-past', { day: until });
  // To prolong a right is to give it.
  if (before.until !== null && until > before.until) throw new ProblemError(409, 'role-not-held');
  await sql`update access.territory_held set until_day = ${until}::date, version = version + 1
    where territory_held_id = ${id}`.execute(tx);
  await record(tx, 'territory.end', `person:${String(before.personId)}`, {
    before: { territory: before.territory, until: before.until },
    after: { territory: before.territory, until },
  });
  return told(await territoryHere(tx, id));
}

async function territoryHere(tx: Tx, id: number): Promise<Found> {
  const [found] = await held(tx, sql`territory_held_id = ${id}`);
  if (!found) throw notFound();
  return found;
}
