import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { Company, NewPerson, Role, Settings } from './contract.ts';
import { sightsOf, type Member } from './domain/hierarchy.ts';
import { colleagueByEmail, companyOf, type Colleague } from './views.ts';

/**
 * Founds the company of an empty store.
 * @throws ProblemError 409 `company-exists`
 */
export async function foundCompany(tx: Tx, company: Company): Promise<void> {
  const existing = await companyOf(tx);
  if (existing) throw new ProblemError(409, 'company-exists', { name: existing.name });
  await tx
    .insertInto('team.company')
    .values({ name: company.name, currency: company.currency, time_zone: company.timeZone, is_demo: company.isDemo })
    .execute();
  await record(tx, 'company.found', 'company:1', { before: null, after: { ...company } });
}

/**
 * Adds a colleague who can sign in from then on.
 * @param userIdOf gives the sign-in library's id for an address, and makes it when it is new; asked only for somebody who
 *   is added, so that a refusal leaves nothing behind
 * @throws ProblemError 409 `person-exists`; 422 `unknown-superior`
 */
export async function addPerson(
  tx: Tx,
  input: Omit<NewPerson, 'invite'>,
  userIdOf: (email: string, name: string) => Promise<string>,
): Promise<Colleague> {
  const email = input.email.toLowerCase();
  // One at a time: two who read the reporting line at once would each write it without the other's new person.
  await sql`lock table access.sight in share row exclusive mode`.execute(tx);
  if (await colleagueByEmail(tx, email)) throw new ProblemError(409, 'person-exists', { email });
  const superior = input.reportsTo === null ? null : await colleagueByEmail(tx, input.reportsTo);
  if (input.reportsTo !== null && !superior)
    throw new ProblemError(422, 'unknown-superior', { email: input.reportsTo });
  await tx
    .insertInto('team.person')
    .values({
      email,
      name: input.name,
      role: input.role,
      reports_to: superior?.id ?? null,
      user_id: await userIdOf(email, input.name),
      ...(input.language === undefined ? {} : { language: input.language }),
    })
    .execute();
  await renewSight(tx);
  const person = await colleagueByEmail(tx, email);
  if (!person) throw new Error('The person just added is not there.');
  await record(tx, 'person.add', `person:${String(person.id)}`, {
    before: null,
    after: { role: input.role, reportsTo: superior?.id ?? null },
  });
  return person;
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

async function renewSight(tx: Tx): Promise<void> {
  const rows = await tx.selectFrom('team.person').select(['person_id', 'role', 'reports_to']).execute();
  const members = rows.map(
    // The check constraint of team.person holds `role` to the roles of the contract.
    (row): Member => ({ id: row.person_id, role: row.role as Role, reportsTo: row.reports_to }),
  );
  const sights = sightsOf(members);
  await sql`delete from access.sight`.execute(tx);
  await sql`insert into access.sight (person_id, sees_person_id)
    select * from unnest(${sights.map((sight) => sight.person)}::int[], ${sights.map((sight) => sight.sees)}::int[])`.execute(
    tx,
  );
}
