import { z } from 'zod';
import { isDay } from '#kernel/day.ts';

export const AbcClass = z.enum(['A', 'B', 'C']);
export const Measure = z.enum(['net', 'margin']);

/**
 * GET /api/portfolio/key-accounts. Half-open days; without a period the 12 whole months up to the last sale,
 * `all=true` for everything there is. `offset`/`limit` page through `accounts` only; all figures are over the whole.
 */
export const KeyAccountsQuery = z.strictObject({
  from: z.iso.date().refine(isDay).optional(),
  to: z.iso.date().refine(isDay).optional(),
  all: z.stringbool().default(false),
  goodsOnly: z.stringbool().default(false),
  by: z.enum(['account', 'group']).default('account'),
  measure: Measure.default('net'),
  /** Lists only this person's accounts; every figure stays what it is. */
  owner: z.coerce.number().int().optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(100_000).default(100),
  /** Sparklines cost a query of their own; programs leave them out. */
  trend: z.stringbool().default(true),
});
export type KeyAccountsQuery = z.infer<typeof KeyAccountsQuery>;

export const RankedAccount = z.strictObject({
  rank: z.number().int(),
  /** Null when the row is a group. */
  id: z.number().int().nullable(),
  groupId: z.number().int().nullable(),
  code: z.string(),
  name: z.string(),
  town: z.string().nullable(),
  /** Companies in it: 1 for an account, the members with lines for a group. */
  members: z.number().int(),
  owner: z.string().nullable(),
  net: z.string(),
  /** Only of lines whose cost is known; null when none is, or when the person may not see margins. */
  margin: z.string().nullable(),
  marginShare: z.number().nullable(),
  share: z.number().nullable(),
  cumulativeShare: z.number().nullable(),
  class: AbcClass,
  /** Null when the person does not see the whole company, because a share of the company would tell its total. */
  keyCandidate: z.boolean().nullable(),
  /** Change against the same months a year earlier; null when there is nothing to compare with. */
  change: z.number().nullable(),
  /** Twelve months up to the end of the period, oldest first, in major units for drawing only. */
  trend: z.array(z.number()),
});
export type RankedAccount = z.infer<typeof RankedAccount>;

export const Concentration = z.strictObject({
  top1Share: z.number().nullable(),
  top5Share: z.number().nullable(),
  top10Share: z.number().nullable(),
  topFifthShare: z.number().nullable(),
  accountsTo50: z.number().int().nullable(),
  accountsTo80: z.number().int().nullable(),
  accountsTo95: z.number().int().nullable(),
  hhi: z.number().nullable(),
  effectiveAccounts: z.number().nullable(),
  gini: z.number().nullable(),
  atOrAboveThreshold: z.number().int().nullable(),
});
export type Concentration = z.infer<typeof Concentration>;

export const Policy = z.strictObject({
  /** Share of revenue from which an account is a key candidate and a dependency at once (0.10 = 10 %). */
  shareThreshold: z.number().min(0.001).max(1),
  /** So many class A accounts from the top are candidates whatever their share… */
  firstAccounts: z.number().int().min(0).max(1000),
  /** …if they stand out: at least so many times the share of an average account. */
  standOut: z.number().min(0).max(1000),
  classA: z.number().min(0.01).max(0.99),
  classB: z.number().min(0.01).max(1),
});
export type Policy = z.infer<typeof Policy>;
/** GET and PUT /api/portfolio/policy */
export const PolicyReply = z.strictObject({
  policy: Policy,
  changedBy: z.string().nullable(),
  changedAt: z.string().nullable(),
  /** Sent back as If-Match with a change. */
  version: z.number().int(),
  abilities: z.strictObject({ edit: z.boolean() }),
});

export const KeyAccountsReply = z.strictObject({
  period: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
  /** Days of the first and the day after the last line that the person may see. */
  available: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
  currency: z.string(),
  measure: Measure,
  /** company: the whole; line or own: every figure is of those accounts alone. */
  scope: z.enum(['company', 'line', 'own']),
  policy: Policy,
  totals: z.strictObject({
    net: z.string(),
    margin: z.string().nullable(),
    marginShare: z.number().nullable(),
    /** Share of the net whose cost is known. */
    costCoverage: z.number().nullable(),
    /** Net of lines without an account; null when the person does not see the whole company. */
    unattributed: z.string().nullable(),
    unattributedLines: z.number().int().nullable(),
    accounts: z.number().int(),
    positive: z.number().int(),
    zero: z.number().int(),
    negative: z.number().int(),
    change: z.number().nullable(),
  }),
  concentration: Concentration,
  /** The Pareto curve: at most 200 points, always the first, the last and the one where 80 % is reached. Values in major units, for drawing. */
  curve: z.array(
    z.strictObject({ rank: z.number().int(), value: z.number(), cumulativeShare: z.number(), class: AbcClass }),
  ),
  /** How many accounts the list has, after the owner's filter; the figures above are over all. */
  listed: z.number().int(),
  accounts: z.array(RankedAccount),
});
export type KeyAccountsReply = z.infer<typeof KeyAccountsReply>;
/** GET /api/portfolio/key-accounts.csv with the same query: the whole list as CSV, in the person's language. Recorded as an export. */
