import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { endFirstRun } from '#platform/auth/first-run.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import { addPerson } from './commands.ts';
import type { Company, CompanyChange, Language } from './contract.ts';
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
  const language = company.language ?? administrator?.language ?? actor.language;
  await tx
    .insertInto('team.company')
    .values({
      name: company.name,
      currency: company.currency,
      time_zone: company.timeZone,
      is_demo: company.isDemo,
      language,
    })
    .execute();
  await endFirstRun(tx);
  await record(tx, 'company.found', 'company:1', { before: null, after: { ...company, language } });
  if (administrator === null) return;
  await addPerson(tx, actor, { ...administrator, role: 'admin', reportsTo: null }, userIdOf);
}

/**
 * Changes the language of the company: of its pages and letters for everybody who has not chosen hers.
 * @throws ProblemError 404 `not-found` before the founding; 412 `version-stale`
 */
export async function changeCompany(tx: Tx, { language }: CompanyChange, seenVersion: number): Promise<Company> {
  await tx.selectFrom('team.company').select('version').forUpdate().execute();
  const before = await companyOf(tx);
  if (!before) throw notFound();
  checkVersion(before.version, seenVersion);
  if (before.language === language) return before;
  const version = before.version + 1;
  await tx.updateTable('team.company').set({ language, version }).execute();
  await record(tx, 'company.change', 'company:1', { before: { language: before.language }, after: { language } });
  return { ...before, language, version };
}
