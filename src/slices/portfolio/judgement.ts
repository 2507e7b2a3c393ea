import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import { accountById } from '#slices/accounts/public.ts';
import { availablePeriod, availablePeriodOf, foundedCompany, lastTwelveMonths } from '#slices/sales/public.ts';
import { addMonths, startOfMonth, type Day } from '#kernel/day.ts';
import { ratio, toDecimal } from '#kernel/money.ts';
import { yearBeforeOf } from './domain/comparison.ts';
import { judge, quadrantOf } from './domain/score-card.ts';
import { steadinessOf } from './domain/steadiness.ts';
import type { Judgement, ScoresChange } from './judgement-contract.ts';
import { cardInForce } from './score-card.ts';
import { standingOf } from './standing.ts';
import { soldByKeys } from './views.ts';

type Given = NonNullable<Judgement['criteria'][number]['score']>;

/**
 * What an account is judged as: each criterion of the card with its score, who gave it and why, and what was scored before;
 * beside it what the ledger says.
 * @throws ProblemError 404 `not-found` when there is none or the actor may not see it
 */
export async function judgementOf(tx: Tx, actor: Actor, id: number): Promise<Judgement> {
  if (!(await accountById(tx, id))) throw notFound();
  const card = await cardInForce(tx, actor);
  const { scoreVersion } = await standingOf(tx, id);
  const { rows } = await sql<Given & { criterion: number }>`
    select criterion_id as criterion, value, reason, person.name as by, scored_at as at
    from portfolio.score left join team.person on person.person_id = scored_by
    where account_id = ${id} order by score_id desc`.execute(tx);
  const criteria = card.criteria.map((criterion) => {
    const given = rows.filter((row) => row.criterion === criterion.id).map(({ criterion: _of, ...score }) => score);
    const [score = null, ...former] = given;
    return { ...criterion, score, former };
  });
  const judged = judge(card.criteria, scoresIn(criteria));
  return {
    version: scoreVersion,
    ...judged,
    quadrant: quadrantOf(judged, card),
    attractivenessEdge: card.attractivenessEdge,
    strengthEdge: card.strengthEdge,
    criteria,
    facts: await factsOf(tx, id),
    abilities: { score: actor.abilities.has('portfolio.score') },
  };
}

const scoresIn = (criteria: Judgement['criteria']): Map<number, number> =>
  new Map(criteria.flatMap(({ id, score }) => (score ? [[id, score.value] as const] : [])));

/** Trend, length and steadiness of what the account bought: given facts, not judgement. */
async function factsOf(tx: Tx, id: number): Promise<Judgement['facts']> {
  const { currency } = await foundedCompany(tx);
  const all = await availablePeriod(tx);
  const own = await availablePeriodOf(tx, id);
  const nothing = { currency, period: null, net: null, change: null, firstSale: null, years: null, steadiness: null };
  if (!all || !own) return nothing;
  const period = lastTwelveMonths(all);
  const key = String(id);
  const netIn = async (span: typeof period): Promise<bigint> =>
    (await soldByKeys(tx, [key], { period: span, goodsOnly: false })).get(key) ?? 0n;
  const net = await netIn(period);
  const yearBefore = yearBeforeOf(period, all);
  const before = yearBefore ? await netIn(yearBefore) : 0n;
  return {
    currency,
    period,
    net: toDecimal(net, currency),
    change: before > 0n ? ratio(net - before, before) : null,
    firstSale: own.from,
    years: wholeYears(own.from, period.to),
    steadiness: steadinessOf(await monthsOf(tx, id, own.from, period.to)),
  };
}

function wholeYears(from: Day, to: Day): number {
  let years = 0;
  while (addMonths(from, 12 * (years + 1)) <= to) years += 1;
  return years;
}

/** Net of each whole month from the first sale on; a month without a sale is zero. */
async function monthsOf(tx: Tx, id: number, first: Day, to: Day): Promise<number[]> {
  const { rows } = await sql<{ month: string; net: bigint }>`
    select month::text as month, sum(net)::bigint as net from sales.account_month
    where account_id = ${id} and month < ${to}::date group by 1`.execute(tx);
  const byMonth = new Map(rows.map((row) => [row.month, Number(row.net)]));
  const months: number[] = [];
  // The month of the first sale is seldom a whole one.
  for (let month = addMonths(startOfMonth(first), 1); month < to; month = addMonths(month, 1)) {
    months.push(byMonth.get(month) ?? 0);
  }
  return months;
}

/**
 * Scores criteria of an account; the former scores stay. A score that says the same as the one in force is not written again.
 * @throws ProblemError 404 `not-found`; 412 `version-stale`; 422 `unknown-criterion`, `criterion-twice`
 */
export async function scoreAccount(
  tx: Tx,
  actor: Actor,
  id: number,
  { scores }: ScoresChange,
  seen: number,
): Promise<Judgement> {
  const account = await accountById(tx, id);
  if (!account) throw notFound();
  const standing = await standingOf(tx, id, 'to change');
  checkVersion(standing.scoreVersion, seen);
  if (new Set(scores.map(({ criterion }) => criterion)).size < scores.length) {
    throw new ProblemError(422, 'criterion-twice');
  }
  const before = await judgementOf(tx, actor, id);
  const changed = scores.filter(({ criterion, value, reason }) => {
    const known = before.criteria.find((one) => one.id === criterion);
    if (!known) throw new ProblemError(422, 'unknown-criterion', { criterion });
    return known.score?.value !== value || known.score.reason !== reason;
  });
  if (changed.length === 0) return before;
  for (const { criterion, value, reason } of changed) {
    await sql`insert into portfolio.score (account_id, criterion_id, value, reason, scored_by)
      values (${id}, ${criterion}, ${value}, ${reason}, ${actor.personId})`.execute(tx);
  }
  await sql`update portfolio.standing set score_version = score_version + 1 where account_id = ${id}`.execute(tx);
  const after = await judgementOf(tx, actor, id);
  const told = ({ criteria }: Judgement) =>
    Object.fromEntries(
      criteria
        .filter((one) => changed.some(({ criterion }) => criterion === one.id))
        .map((one) => [one.key ?? one.name ?? String(one.id), one.score?.value ?? null]),
    );
  await record(tx, 'account.score', `account:${account.code}`, { before: told(before), after: told(after) });
  return after;
}
