import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { toDecimal } from '#kernel/money.ts';
import type { StandingsReply } from './decision-contract.ts';
import { isProposedByJudgement, judge, quadrantOf } from './domain/score-card.ts';
import type { Tier } from './domain/tiers.ts';
import type { MatrixReply } from './judgement-contract.ts';
import { cardInForce } from './score-card.ts';
import { usualRanking } from './usual-ranking.ts';

type Score = MatrixReply['accounts'][number]['scores'][number];

/** Newest score of each criterion, by account. */
async function scoresByAccount(tx: Tx): Promise<Map<number, Score[]>> {
  const { rows } = await sql<Score & { account: number }>`
    select distinct on (account_id, criterion_id) account_id as account, criterion_id as criterion, value
    from portfolio.score order by account_id, criterion_id, score_id desc`.execute(tx);
  const found = new Map<number, Score[]>();
  for (const { account, ...score } of rows) found.set(account, [...(found.get(account) ?? []), score]);
  return found;
}

interface StandingRow {
  readonly id: number;
  readonly tier: Tier;
  readonly since: string | null;
}

async function standings(tx: Tx): Promise<Map<number, StandingRow>> {
  const { rows } = await sql<StandingRow>`
    select account_id as id, tier, since from portfolio.standing where tier <> 'none'`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

const valuesOf = (scores: readonly Score[]): Map<number, number> =>
  new Map(scores.map(({ criterion, value }) => [criterion, value]));

/**
 * Attractiveness against our strength: every account that the actor sees and that is judged or decided about, and those of
 * class A that nobody has judged yet.
 */
export async function matrix(tx: Tx, actor: Actor): Promise<MatrixReply> {
  const card = await cardInForce(tx, actor);
  const scores = await scoresByAccount(tx);
  const decided = await standings(tx);
  const { currency, placed } = await usualRanking(tx, actor);
  const net = new Map(placed.map((one) => [Number(one.item.key), one.item.net]));
  const classA = placed.filter((one) => one.class === 'A').map((one) => Number(one.item.key));
  const ids = [...new Set([...scores.keys(), ...decided.keys(), ...classA])];
  const { rows } = await sql<
    Pick<MatrixReply['accounts'][number], 'id' | 'code' | 'name' | 'town' | 'owner' | 'isProspect'>
  >`
    select account_id as id, code, account.name, town, owner.name as owner, stage = 'prospect' as "isProspect"
    from accounts.account left join team.person owner on owner.person_id = account.owner_id
    where account_id = any (${ids}::int[]) and stage <> 'dropped'
    order by account.name collate "hu-x-icu", account_id`.execute(tx);
  return {
    currency,
    card,
    accounts: rows.map((account) => {
      const own = scores.get(account.id) ?? [];
      const judged = judge(card.criteria, valuesOf(own));
      const standing = decided.get(account.id);
      return {
        ...account,
        ...judged,
        quadrant: quadrantOf(judged, card),
        tier: standing?.tier ?? 'none',
        since: standing?.since ?? null,
        net: toDecimal(net.get(account.id) ?? 0n, currency),
        scores: own,
      };
    }),
  };
}

/** Tier and judgement of an account that has one of them. */
interface JudgedStanding extends StandingRow {
  readonly judged: ReturnType<typeof judge>;
  /** The card alone proposes it, whoever it is. */
  readonly isAboveEdge: boolean;
}

/** Tier and judgement, by the card in force, of every account that the actor sees and that has one of them. */
export async function standingRows(tx: Tx, actor: Actor): Promise<JudgedStanding[]> {
  const card = await cardInForce(tx, actor);
  const scores = await scoresByAccount(tx);
  const decided = await standings(tx);
  return [...new Set([...decided.keys(), ...scores.keys()])]
    .sort((a, b) => a - b)
    .map((id) => {
      const judged = judge(card.criteria, valuesOf(scores.get(id) ?? []));
      const { tier, since } = decided.get(id) ?? { tier: 'none' as const, since: null };
      return { id, tier, since, judged, isAboveEdge: isProposedByJudgement(judged, card) };
    });
}

/** The same as cells of lists show it. */
export async function currentStandings(tx: Tx, actor: Actor): Promise<StandingsReply> {
  const rows = await standingRows(tx, actor);
  const clients = await clientsAmong(
    tx,
    rows.filter(({ isAboveEdge }) => isAboveEdge).map(({ id }) => id),
  );
  return {
    standings: rows.map(({ id, tier, since, judged, isAboveEdge }) => ({
      id,
      tier,
      since,
      score: judged.score,
      isProposed: isAboveEdge && (tier === 'none' || tier === 'watch') && clients.has(id),
    })),
  };
}

/** Those of these accounts that are clients: nobody else is proposed as key. */
async function clientsAmong(tx: Tx, ids: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select account_id as id from accounts.account where account_id = any (${[...ids]}::int[]) and stage = 'client'`.execute(
    tx,
  );
  return new Set(rows.map(({ id }) => id));
}
