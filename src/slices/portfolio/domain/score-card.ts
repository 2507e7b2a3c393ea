/** The two sides of the matrix: how attractive the account is, and how strong we are there as it sees us. */
type Axis = 'attractiveness' | 'strength';

/** A criterion as far as reckoning needs it. */
export interface WeighedCriterion {
  readonly id: number;
  readonly axis: Axis;
  /** In percent of the whole card; all of them together are 100. */
  readonly weight: number;
}

/** From where on an account counts as attractive, us as strong, and the account as proposed. */
interface CardEdges {
  readonly attractivenessEdge: number;
  readonly strengthEdge: number;
  readonly proposedFrom: number;
}

/** What the scores of an account come to. */
interface Judged {
  /** Weighted mean of the scores of an axis, 1 to 10; null while none of its criteria is scored. */
  readonly attractiveness: number | null;
  readonly strength: number | null;
  /** Weighted mean of all scores on a scale to 100; null without scores. */
  readonly score: number | null;
  /** Part of the weights that is scored, 0 to 1. */
  readonly coverage: number;
}

/** The place of an account on the matrix. */
type Quadrant = 'both' | 'attractive' | 'strong' | 'neither';

/**
 * Weighs the scores (formulas, part 4: score 1-10 × weights = 100 %). Criteria without a score are left out and lower the
 * coverage; they are never counted as an average.
 */
export function judge(criteria: readonly WeighedCriterion[], scores: ReadonlyMap<number, number>): Judged {
  const mean = (part: readonly WeighedCriterion[]): number | null => {
    const scored = part.filter((one) => scores.has(one.id));
    const weight = scored.reduce((sum, one) => sum + one.weight, 0);
    if (weight === 0) return null;
    return scored.reduce((sum, one) => sum + one.weight * (scores.get(one.id) ?? 0), 0) / weight;
  };
  const whole = mean(criteria);
  const weights = (part: readonly WeighedCriterion[]): number => part.reduce((sum, one) => sum + one.weight, 0);
  return {
    attractiveness: mean(criteria.filter((one) => one.axis === 'attractiveness')),
    strength: mean(criteria.filter((one) => one.axis === 'strength')),
    score: whole === null ? null : whole * 10,
    coverage: criteria.length === 0 ? 0 : weights(criteria.filter((one) => scores.has(one.id))) / weights(criteria),
  };
}

/** Where the account stands on the matrix; a value on an edge is beyond it. Null while one of the axes is not scored. */
export function quadrantOf(
  { attractiveness, strength }: Pick<Judged, 'attractiveness' | 'strength'>,
  edges: Pick<CardEdges, 'attractivenessEdge' | 'strengthEdge'>,
): Quadrant | null {
  if (attractiveness === null || strength === null) return null;
  const isAttractive = attractiveness >= edges.attractivenessEdge;
  const isStrong = strength >= edges.strengthEdge;
  return isAttractive ? (isStrong ? 'both' : 'attractive') : isStrong ? 'strong' : 'neither';
}

/** Whether the judgement alone proposes the account as key: every criterion scored, and the whole at or above the edge. */
export const isProposedByJudgement = (judged: Judged, { proposedFrom }: Pick<CardEdges, 'proposedFrom'>): boolean =>
  judged.coverage === 1 && judged.score !== null && judged.score >= proposedFrom;

/** A card as a whole. */
export interface Card extends CardEdges {
  readonly criteria: readonly WeighedCriterion[];
}

/** What another card would do to some accounts. */
interface CardEffect {
  /** Accounts that would stand in another field of the matrix. */
  readonly moved: number;
  readonly proposedBefore: number;
  readonly proposedAfter: number;
}

/** How many accounts change place when `after` takes the place of `before`. */
export function effectOfCard(accounts: readonly ReadonlyMap<number, number>[], before: Card, after: Card): CardEffect {
  const places = accounts.map((scores) => {
    const then = judge(before.criteria, scores);
    const now = judge(after.criteria, scores);
    return {
      moved: quadrantOf(then, before) !== quadrantOf(now, after),
      before: isProposedByJudgement(then, before),
      after: isProposedByJudgement(now, after),
    };
  });
  return {
    moved: places.filter((one) => one.moved).length,
    proposedBefore: places.filter((one) => one.before).length,
    proposedAfter: places.filter((one) => one.after).length,
  };
}
