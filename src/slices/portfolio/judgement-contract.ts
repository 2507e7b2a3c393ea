import { z } from 'zod';
import { Tier } from '#slices/accounts/contract.ts';

const Axis = z.enum(['attractiveness', 'strength']);
/** Under which heading a criterion stands on the card. */
const Part = z.enum(['growth', 'harmony', 'value']);
const Score = z.number().int().min(1).max(10);
const criterionId = z.number().int().min(1).max(2_147_483_647);

/** A criterion of the card in force. The house's own have a key, for which the page has words; a company's own has a name. */
const CardCriterion = z.strictObject({
  id: z.number().int(),
  key: z.string().nullable(),
  name: z.string().nullable(),
  axis: Axis,
  part: Part,
  weight: z.number().int(),
});
export type CardCriterion = z.infer<typeof CardCriterion>;

/** GET and PUT /api/portfolio/score-card */
export const ScoreCard = z.strictObject({
  version: z.number().int(),
  criteria: z.array(CardCriterion),
  /** From these means on an account is attractive, and we are strong there. */
  attractivenessEdge: z.number(),
  strengthEdge: z.number(),
  /** From this whole score on (of 100) the judgement alone proposes the account, when every criterion is scored. */
  proposedFrom: z.number().int(),
  /** Criteria that there are but the card leaves out. */
  leftOut: z.array(z.strictObject({ id: z.number().int(), key: z.string().nullable(), name: z.string().nullable() })),
  changedBy: z.string().nullable(),
  changedAt: z.string().nullable(),
  abilities: z.strictObject({ edit: z.boolean() }),
});
export type ScoreCard = z.infer<typeof ScoreCard>;

/** PUT /api/portfolio/score-card: the weights of all criteria are 100 together. A criterion without an id is new and has a name. */
export const ScoreCardChange = z.strictObject({
  criteria: z
    .array(
      z.strictObject({
        id: criterionId.nullable(),
        name: z.string().trim().min(1).max(80).nullable().default(null),
        axis: Axis,
        part: Part,
        weight: z.number().int().min(1).max(100),
      }),
    )
    .min(1)
    .max(12),
  attractivenessEdge: z.number().min(1).max(10),
  strengthEdge: z.number().min(1).max(10),
  proposedFrom: z.number().int().min(1).max(100),
});
export type ScoreCardChange = z.infer<typeof ScoreCardChange>;

const GivenScore = z.strictObject({
  value: Score,
  reason: z.string(),
  by: z.string().nullable(),
  at: z.string(),
});

const Means = {
  attractiveness: z.number().nullable(),
  strength: z.number().nullable(),
  /** Of 100. */
  score: z.number().nullable(),
  /** Part of the weights that is scored. */
  coverage: z.number(),
};
const Quadrant = z.enum(['both', 'attractive', 'strong', 'neither']);

/** GET /api/accounts/:id/judgement */
export const Judgement = z.strictObject({
  version: z.number().int(),
  ...Means,
  quadrant: Quadrant.nullable(),
  attractivenessEdge: z.number(),
  strengthEdge: z.number(),
  criteria: z.array(
    CardCriterion.extend({
      score: GivenScore.nullable(),
      /** What was scored before, newest first. */
      former: z.array(GivenScore),
    }),
  ),
  /** What the ledger says beside the judgement. */
  facts: z.strictObject({
    currency: z.string(),
    period: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
    net: z.string().nullable(),
    /** Against the same months a year earlier. */
    change: z.number().nullable(),
    firstSale: z.string().nullable(),
    /** Whole years since the first sale. */
    years: z.number().int().nullable(),
    steadiness: z
      .strictObject({ class: z.enum(['X', 'Y', 'Z']), variation: z.number(), quarters: z.number().int() })
      .nullable(),
  }),
  abilities: z.strictObject({ score: z.boolean() }),
});
export type Judgement = z.infer<typeof Judgement>;

/** PUT /api/accounts/:id/scores: scores of one or several criteria, each with its reason. */
export const ScoresChange = z.strictObject({
  scores: z
    .array(z.strictObject({ criterion: criterionId, value: Score, reason: z.string().trim().min(1).max(2000) }))
    .min(1)
    .max(12),
});
export type ScoresChange = z.infer<typeof ScoresChange>;

/** GET /api/portfolio/matrix: the accounts that are judged or decided about, and those of class A that are not yet. */
export const MatrixReply = z.strictObject({
  currency: z.string(),
  card: ScoreCard,
  accounts: z.array(
    z.strictObject({
      id: z.number().int(),
      code: z.string(),
      name: z.string(),
      town: z.string().nullable(),
      owner: z.string().nullable(),
      ...Means,
      quadrant: Quadrant.nullable(),
      /** It does not buy yet: scored the same way, and in no ranking. */
      isProspect: z.boolean(),
      tier: Tier,
      since: z.string().nullable(),
      /** Of the last twelve whole months. */
      net: z.string(),
      /** The newest score by criterion, so that the effect of other weights can be shown. */
      scores: z.array(z.strictObject({ criterion: z.number().int(), value: Score })),
    }),
  ),
});
export type MatrixReply = z.infer<typeof MatrixReply>;
