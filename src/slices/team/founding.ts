import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { endFirstRun } from '#platform/auth/first-run.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { addPerson } from './commands.ts';
import type { Language } from './contract.ts';
import type { CompanyFacts } from './first-run-contract.ts';
import { companyOf } from './views.ts';

interface Founding {
  readonly company: CompanyFacts & { readonly isDemo: boolean };
  /** The first one who may sign in; the demo brings its own people. */
  readonly administrator: { readonly name: string; readonly email: string; readonly language?: Language } | null;
}

/**
 * Founds the company of an empty store with its first administrator, for `kulcs init`, for the page of the first run and for
 * the demo alike. The codes of the first run end with it.
 * @param userIdOf gives the sign-in library's id for the administrator's address
 * @throws ProblemError 409 `company-exists`
 */
export async function foundCompany(
  tx: Tx,
  actor: Actor,
  { company, administrator }: Founding,
  userIdOf: (email: string, name: string) => Promise<string>,
): Promise<void> {
  const existing = await companyOf(tx);
  if (existing) throw new ProblemError(409, 'company-exists', { name: existing.name });
  await tx
    .insertInto('team.company')
    .values({
      name: company.name,
      currency: company.currency,
      time_zone: company.timeZone,
      is_demo: company.isDemo,
    })
    .execute();
  await endFirstRun(tx);
  await record(tx, 'company.found', 'company:1', { before: null, after: { ...company } });
  if (administrator === null) return;
  await addPerson(tx, actor, { ...administrator, role: 'admin', reportsTo: null }, userIdOf);
}
