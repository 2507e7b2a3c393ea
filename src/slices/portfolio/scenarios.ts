import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import { accountById } from '#slices/accounts/public.ts';
import { foundedCompany } from '#slices/sales/public.ts';
import { toDecimal, toMinorUnits } from '#kernel/money.ts';
import { presentValue, toMillionths } from './domain/present-value.ts';
import type { FormerScenarios, Scenario, ScenarioContent, ScenariosReply } from './scenario-contract.ts';

interface Row {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly rate: number;
  readonly years: ScenarioContent['years'];
  readonly changedBy: string | null;
  readonly changedAt: string;
}

const columns = sql`scenario_id as id, version, scenario.name, rate::float8 as rate, years, person.name as "changedBy", changed_at as "changedAt"`;

/** The largest number of scenarios of an account; more cannot be compared. */
const mostScenarios = 20;

/** A scenario with what its figures come to. Amounts finer than the currency's minor unit are refused when it is saved. */
function valued({ years, ...row }: Row, currency: string): Scenario {
  const amount = (text: string): bigint => toMinorUnits(text, currency) ?? 0n;
  const {
    npv,
    years: values,
    paidBackIn,
  } = presentValue(
    years.map((year) => ({
      contribution: amount(year.contribution),
      investment: amount(year.investment),
      staying: toMillionths(year.staying),
    })),
    toMillionths(row.rate),
  );
  return {
    ...row,
    npv: toDecimal(npv, currency),
    paidBackIn,
    years: years.map((year, index) => ({
      contribution: toDecimal(amount(year.contribution), currency),
      investment: toDecimal(amount(year.investment), currency),
      staying: year.staying,
      expected: toDecimal(values[index]?.expected ?? 0n, currency),
      discounted: toDecimal(values[index]?.discounted ?? 0n, currency),
      cumulative: toDecimal(values[index]?.cumulative ?? 0n, currency),
    })),
  };
}

/** The scenarios of an account, in the order in which they were made. @throws ProblemError 404 `not-found` */
export async function scenariosOf(tx: Tx, actor: Actor, accountId: number): Promise<ScenariosReply> {
  if (!(await accountById(tx, accountId))) throw notFound();
  const { currency } = await foundedCompany(tx);
  const { rows } = await sql<Row>`
    select ${columns} from portfolio.scenario left join team.person on person.person_id = changed_by
    where account_id = ${accountId} order by scenario_id`.execute(tx);
  return {
    currency,
    scenarios: rows.map((row) => valued(row, currency)),
    abilities: { edit: actor.abilities.has('portfolio.score') },
  };
}

/** What a scenario said before, newest first; of one that was removed, too. @throws ProblemError 404 `not-found` */
export async function formerScenarios(tx: Tx, accountId: number, scenarioId: number): Promise<FormerScenarios> {
  if (!(await accountById(tx, accountId))) throw notFound();
  const { currency } = await foundedCompany(tx);
  const { rows } = await sql<Row>`
    select scenario_id as id, version, scenario.name, rate::float8 as rate, years, person.name as "changedBy", changed_at as "changedAt"
    from portfolio.former_scenario scenario left join team.person on person.person_id = changed_by
    where account_id = ${accountId} and scenario_id = ${scenarioId} order by version desc`.execute(tx);
  const isThere = await sql`select from portfolio.scenario
    where account_id = ${accountId} and scenario_id = ${scenarioId}`.execute(tx);
  if (rows.length === 0 && isThere.rows.length === 0) throw notFound();
  return { former: rows.map((row) => valued(row, currency)) };
}

/**
 * Keeps another projection of the account.
 * @throws ProblemError 404 `not-found`; 409 `scenarios-full`; 422 `amount-too-fine`
 */
export async function addScenario(
  tx: Tx,
  actor: Actor,
  accountId: number,
  content: ScenarioContent,
): Promise<Scenario> {
  const account = await accountById(tx, accountId);
  if (!account) throw notFound();
  const { scenarios, currency } = await scenariosOf(tx, actor, accountId);
  if (scenarios.length >= mostScenarios) throw new ProblemError(409, 'scenarios-full', { most: mostScenarios });
  checkAmounts(content, currency);
  const { rows } = await sql<{ id: number }>`
    insert into portfolio.scenario (account_id, name, rate, years, changed_by)
    values (${accountId}, ${content.name}, ${content.rate}, ${JSON.stringify(content.years)}::jsonb, ${actor.personId})
    returning scenario_id as id`.execute(tx);
  const added = await scenarioById(tx, accountId, rows[0]?.id ?? 0);
  const after = valued(added, currency);
  await record(tx, 'account.scenario', `account:${account.code}`, { before: null, after: told(after) });
  return after;
}

/**
 * Changes a projection; what it said before is kept.
 * @throws ProblemError 404 `not-found`; 412 `version-stale`; 422 `amount-too-fine`
 */
export async function changeScenario(
  tx: Tx,
  actor: Actor,
  { id, scenarioId }: { readonly id: number; readonly scenarioId: number },
  content: ScenarioContent,
  seen: number,
): Promise<Scenario> {
  const account = await accountById(tx, id);
  if (!account) throw notFound();
  const { currency } = await foundedCompany(tx);
  const before = valued(await scenarioById(tx, id, scenarioId, 'to change'), currency);
  checkVersion(before.version, seen);
  checkAmounts(content, currency);
  if (contentOf(valued({ ...before, ...content }, currency)) === contentOf(before)) return before;
  await keepFormer(tx, id, scenarioId);
  await sql`update portfolio.scenario set name = ${content.name}, rate = ${content.rate},
      years = ${JSON.stringify(content.years)}::jsonb, version = version + 1, changed_by = ${actor.personId}, changed_at = now()
    where account_id = ${id} and scenario_id = ${scenarioId}`.execute(tx);
  const after = valued(await scenarioById(tx, id, scenarioId), currency);
  await record(tx, 'account.scenario', `account:${account.code}`, { before: told(before), after: told(after) });
  return after;
}

/** Takes a projection away; what it said is kept. @throws ProblemError 404 `not-found`; 412 `version-stale` */
export async function removeScenario(tx: Tx, id: number, scenarioId: number, seen: number): Promise<void> {
  const account = await accountById(tx, id);
  if (!account) throw notFound();
  const { currency } = await foundedCompany(tx);
  const before = valued(await scenarioById(tx, id, scenarioId, 'to change'), currency);
  checkVersion(before.version, seen);
  await keepFormer(tx, id, scenarioId);
  await sql`delete from portfolio.scenario where account_id = ${id} and scenario_id = ${scenarioId}`.execute(tx);
  await record(tx, 'account.scenario', `account:${account.code}`, { before: told(before), after: null });
}

/** What a person has given, to tell whether anything is changed. */
const contentOf = ({ name, rate, years }: Scenario): string => JSON.stringify([name, rate, years]);

const told = ({ id, name, rate, npv }: Scenario) => ({ id, name, rate, npv });

async function scenarioById(
  tx: Tx,
  accountId: number,
  scenarioId: number,
  purpose: 'to read' | 'to change' = 'to read',
): Promise<Row> {
  const { rows } = await sql<Row>`
    select ${columns} from portfolio.scenario left join team.person on person.person_id = changed_by
    where account_id = ${accountId} and scenario_id = ${scenarioId}
    ${purpose === 'to change' ? sql`for update of scenario` : sql``}`.execute(tx);
  if (!rows[0]) throw notFound();
  return rows[0];
}

async function keepFormer(tx: Tx, accountId: number, scenarioId: number): Promise<void> {
  await sql`insert into portfolio.former_scenario (account_id, scenario_id, version, name, rate, years, changed_by, changed_at)
    select account_id, scenario_id, version, name, rate, years, changed_by, changed_at
    from portfolio.scenario where account_id = ${accountId} and scenario_id = ${scenarioId}`.execute(tx);
}

function checkAmounts({ years }: ScenarioContent, currency: string): void {
  const wrong = years
    .flatMap((year) => [year.contribution, year.investment])
    .find((text) => toMinorUnits(text, currency) === null);
  if (wrong !== undefined) throw new ProblemError(422, 'amount-too-fine', { amount: wrong, currency });
}
