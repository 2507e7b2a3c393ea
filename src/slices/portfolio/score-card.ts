import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import type { CardCriterion, ScoreCard, ScoreCardChange } from './judgement-contract.ts';

interface CardRow {
  readonly version: number;
  readonly attractivenessEdge: number;
  readonly strengthEdge: number;
  readonly proposedFrom: number;
  readonly changedBy: string | null;
  readonly changedAt: string;
  readonly isFirst: boolean;
}

/** The score card in force: criteria in their order with axis, heading and weight, and the edges. */
export async function cardInForce(tx: Tx, actor: Pick<Actor, 'abilities'>): Promise<ScoreCard> {
  const { rows } = await sql<CardRow>`
    select card_id as version, attractiveness_edge::float8 as "attractivenessEdge", strength_edge::float8 as "strengthEdge",
      proposed_from as "proposedFrom", person.name as "changedBy", changed_at as "changedAt",
      card_id = (select min(card_id) from portfolio.score_card) as "isFirst"
    from portfolio.score_card left join team.person on person.person_id = changed_by
    order by card_id desc limit 1`.execute(tx);
  const [card] = rows;
  if (!card) throw new Error('There is no score card; the migration writes the first one.');
  const criteria = await sql<CardCriterion>`
    select criterion_id as id, key, name, axis, part, weight
    from portfolio.score_card_criterion join portfolio.criterion using (criterion_id)
    where card_id = ${card.version} order by position`.execute(tx);
  const leftOut = await sql<ScoreCard['leftOut'][number]>`
    select criterion_id as id, key, name from portfolio.criterion
    where criterion_id not in (select criterion_id from portfolio.score_card_criterion where card_id = ${card.version})
    order by criterion_id`.execute(tx);
  const { isFirst, changedAt, ...rest } = card;
  return {
    ...rest,
    changedAt: isFirst ? null : changedAt,
    criteria: criteria.rows,
    leftOut: leftOut.rows,
    abilities: { edit: actor.abilities.has('portfolio.policy') },
  };
}

/**
 * Puts another card in force; the former ones stay on record.
 * @throws ProblemError 412 `version-stale`; 422 `weights-sum`, `criterion-twice`, `unknown-criterion`, `criterion-nameless`
 */
export async function setScoreCard(tx: Tx, actor: Actor, change: ScoreCardChange, seen: number): Promise<ScoreCard> {
  // One after the other: whoever comes second finds the first one's card in force.
  await sql`select pg_advisory_xact_lock(hashtext('portfolio.score_card'))`.execute(tx);
  const before = await cardInForce(tx, actor);
  checkVersion(before.version, seen);
  const sum = change.criteria.reduce((total, one) => total + one.weight, 0);
  if (sum !== 100) throw new ProblemError(422, 'weights-sum', { sum });
  if (saysTheSame(before, change)) return before;
  const ids: number[] = [];
  for (const criterion of change.criteria) ids.push(await criterionOf(tx, criterion));
  if (new Set(ids).size < ids.length) throw new ProblemError(422, 'criterion-twice');
  const { rows } = await sql<{ id: number }>`
    insert into portfolio.score_card (attractiveness_edge, strength_edge, proposed_from, changed_by)
    values (${change.attractivenessEdge}, ${change.strengthEdge}, ${change.proposedFrom}, ${actor.personId})
    returning card_id as id`.execute(tx);
  for (const [position, { axis, part, weight }] of change.criteria.entries()) {
    await sql`insert into portfolio.score_card_criterion (card_id, criterion_id, position, axis, part, weight)
      values (${rows[0]?.id}, ${ids[position]}, ${position + 1}, ${axis}, ${part}, ${weight})`.execute(tx);
  }
  const after = await cardInForce(tx, actor);
  await record(tx, 'portfolio.score-card', `score-card:${String(after.version)}`, {
    before: told(before),
    after: told(after),
  });
  return after;
}

const saysTheSame = (before: ScoreCard, change: ScoreCardChange): boolean =>
  before.attractivenessEdge === change.attractivenessEdge &&
  before.strengthEdge === change.strengthEdge &&
  before.proposedFrom === change.proposedFrom &&
  before.criteria.length === change.criteria.length &&
  before.criteria.every(({ id, axis, part, weight }, index) => {
    const after = change.criteria[index];
    return after?.id === id && after.axis === axis && after.part === part && after.weight === weight;
  });

const told = ({ criteria, attractivenessEdge, strengthEdge, proposedFrom }: ScoreCard) => ({
  criteria: criteria.map(({ key, name, axis, part, weight }) => ({ criterion: key ?? name, axis, part, weight })),
  attractivenessEdge,
  strengthEdge,
  proposedFrom,
});

async function criterionOf(tx: Tx, { id, name }: ScoreCardChange['criteria'][number]): Promise<number> {
  if (id !== null) {
    const known = await sql`select from portfolio.criterion where criterion_id = ${id}`.execute(tx);
    if (known.rows.length === 0) throw new ProblemError(422, 'unknown-criterion', { criterion: id });
    return id;
  }
  if (name === null) throw new ProblemError(422, 'criterion-nameless');
  const { rows } = await sql<{ id: number }>`
    insert into portfolio.criterion (name) values (${name}) returning criterion_id as id`.execute(tx);
  if (!rows[0]) throw new Error('An inserted criterion has a number.');
  return rows[0].id;
}
