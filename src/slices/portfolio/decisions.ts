import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import { accountByCode } from '#slices/accounts/public.ts';
import { colleagueByEmail } from '#slices/team/public.ts';
import { parseDay, type Day } from '#kernel/day.ts';
import { toDecimal } from '#kernel/money.ts';
import type { AccountDecision, Decision, DecisionsReply, NewDecision } from './decision-contract.ts';
import { firstCandidates } from './domain/ranking.ts';
import { isProposedByJudgement, judge } from './domain/score-card.ts';
import { actsFrom, handsOver, tierAfter, type DecisionAct } from './domain/tiers.ts';
import { marginOf } from './key-accounts.ts';
import { cardInForce } from './score-card.ts';
import { standingOf } from './standing.ts';
import { usualRanking } from './usual-ranking.ts';

interface Row extends Omit<Decision, 'handOver'> {
  readonly handOverTo: string | null;
  readonly handOverNote: string | null;
}

const columns = sql`act, decision.tier, on_day as "on", reason, decider.name as by, decided_at as at,
  receiver.name as "handOverTo", hand_over as "handOverNote"`;
const joined = sql`portfolio.decision
  left join team.person decider on decider.person_id = decided_by
  left join team.person receiver on receiver.person_id = hand_over_to`;

const toDecision = ({ handOverTo, handOverNote, ...rest }: Row): Decision => ({
  ...rest,
  handOver: handOverTo === null && handOverNote === null ? null : { to: handOverTo, note: handOverNote },
});

/** The ability that an act asks for. */
const abilityFor = (act: DecisionAct): 'portfolio.nominate' | 'portfolio.decide' =>
  act === 'nominate' ? 'portfolio.nominate' : 'portfolio.decide';

/**
 * Where an account stands, how it came there, and what speaks for it now.
 * @throws ProblemError 404 `not-found` when there is none or the actor may not see it
 */
export async function decisionOf(tx: Tx, actor: Actor, code: string): Promise<AccountDecision> {
  const account = await accountByCode(tx, code);
  const { version, tier, since } = await standingOf(tx, account.id);
  const history = await sql<Row>`select ${columns} from ${joined}
    where decision.account_id = ${account.id} order by decision_id desc`.execute(tx);
  const card = await cardInForce(tx, actor);
  const judged = judge(card.criteria, await newestScores(tx, account.id));
  const ranking = await usualRanking(tx, actor);
  const { scope, currency, policy, period, placed } = ranking;
  const found = placed.find((one) => one.item.key === String(account.id));
  const showsMargin = actor.abilities.has('margin.read') && found !== undefined && found.item.costedNet !== 0n;
  const isClient = account.stage === 'client';
  const isOpen = isClient && (tier === 'none' || tier === 'watch');
  const proposal: AccountDecision['proposal'] = [];
  if (isOpen && scope === 'company' && found) {
    if (found.share !== null && found.share >= policy.shareThreshold) proposal.push('share');
    if (found.rank <= firstCandidates(placed, policy)) proposal.push('first');
  }
  if (isOpen && isProposedByJudgement(judged, card)) proposal.push('judgement');
  return {
    version,
    account: { id: account.id, code: account.code, name: account.name },
    tier,
    since,
    history: history.rows.map(toDecision),
    figures:
      found && period
        ? {
            scope,
            period,
            currency,
            net: toDecimal(found.item.net, currency),
            margin: showsMargin ? toDecimal(marginOf(found.item), currency) : null,
            rank: found.rank,
            of: placed.length,
            share: found.share,
            class: found.class,
          }
        : null,
    proposal,
    judgement: { score: judged.score, coverage: judged.coverage },
    abilities: (isClient ? actsFrom(tier) : []).filter((act) => actor.abilities.has(abilityFor(act))),
  };
}

async function newestScores(tx: Tx, accountId: number): Promise<Map<number, number>> {
  const { rows } = await sql<{ criterion: number; value: number }>`
    select distinct on (criterion_id) criterion_id as criterion, value from portfolio.score
    where account_id = ${accountId} order by criterion_id, score_id desc`.execute(tx);
  return new Map(rows.map(({ criterion, value }) => [criterion, value]));
}

/**
 * Decides about an account: exactly one decision on one question (CON-2). Whoever comes second is told who was first.
 * @param today the company's calendar day
 * @throws ProblemError 403 `not-allowed`; 404 `not-found`; 409 `not-a-client`, `already-decided`, `not-to-decide`; 412 `version-stale`;
 *   422 `day-to-come`, `day-before-last`, `unknown-person`, `hand-over-unasked`
 */
export async function decide(
  tx: Tx,
  actor: Actor,
  code: string,
  { act, reason, on, handOver }: NewDecision,
  { seen, today }: { readonly seen: number; readonly today: Day },
): Promise<AccountDecision> {
  if (!actor.abilities.has(abilityFor(act))) throw new ProblemError(403, 'not-allowed', { ability: abilityFor(act) });
  const account = await accountByCode(tx, code);
  if (account.stage !== 'client') throw new ProblemError(409, 'not-a-client', { name: account.name });
  const standing = await standingOf(tx, account.id, 'to change');
  const next = tierAfter(standing.tier, act);
  if (next === null) throw await refusal(tx, account.id, act);
  checkVersion(standing.version, seen);
  const day = parseDay(on ?? '') ?? today;
  if (day > today) throw new ProblemError(422, 'day-to-come', { on: day, today });
  if (standing.since !== null && day < standing.since) {
    throw new ProblemError(422, 'day-before-last', { on: day, last: standing.since });
  }
  if (handOver && !handsOver(act)) throw new ProblemError(422, 'hand-over-unasked');
  const email = handOver?.to ?? null;
  const receiver = email === null ? null : await colleagueByEmail(tx, email);
  if (email !== null && !receiver) throw new ProblemError(422, 'unknown-person', { email });
  await sql`insert into portfolio.decision (account_id, act, tier, on_day, reason, hand_over_to, hand_over, decided_by)
    values (${account.id}, ${act}, ${next}, ${day}, ${reason}, ${receiver?.id ?? null}, ${handOver?.note ?? null}, ${actor.personId})`.execute(
    tx,
  );
  await sql`update portfolio.standing set tier = ${next}, since = ${day}, version = version + 1
    where account_id = ${account.id}`.execute(tx);
  const after = await decisionOf(tx, actor, code);
  await record(tx, 'account.decide', `account:${code}`, {
    act,
    before: standing.tier,
    after: next,
    on: day,
    reason,
    ...(handOver ? { handOver: { to: receiver?.id ?? null, note: handOver.note } } : {}),
  });
  return after;
}

/** Why an act leads nowhere: somebody has decided already, or there is nothing to decide. */
async function refusal(tx: Tx, accountId: number, act: DecisionAct): Promise<ProblemError> {
  const { rows } = await sql<Row>`select ${columns} from ${joined}
    where decision.account_id = ${accountId} and counts order by decision_id desc limit 1`.execute(tx);
  const [last] = rows;
  return last
    ? new ProblemError(409, 'already-decided', {
        act: last.act,
        tier: last.tier,
        by: last.by,
        at: last.at,
        on: last.on,
      })
    : new ProblemError(409, 'not-to-decide', { act });
}

/** Where every account that the actor sees stood at the end of a day, with the decision by which it stood there. */
export async function decisionsOn(tx: Tx, on: Day): Promise<DecisionsReply> {
  const { rows } = await sql<
    Row & { accountId: number; code: string; name: string; town: string | null; owner: string | null }
  >`
    select ${columns}, account_id as "accountId", account.code, account.name, account.town, owner.name as owner
    from (select distinct on (account_id) * from portfolio.decision where on_day <= ${on}::date and counts
      order by account_id, on_day desc, decision_id desc) decision
    join accounts.account using (account_id)
    left join team.person owner on owner.person_id = account.owner_id
    left join team.person decider on decider.person_id = decided_by
    left join team.person receiver on receiver.person_id = hand_over_to
    order by array_position(array['key', 'nominated', 'watch', 'retired', 'declined'], decision.tier), on_day,
      account.name collate "hu-x-icu", account_id`.execute(tx);
  return {
    on,
    accounts: rows.map(({ accountId, code, name, town, owner, ...decision }) => ({
      id: accountId,
      code,
      name,
      town,
      owner,
      decision: toDecision(decision),
    })),
  };
}
