import { z } from 'zod';
import { isDay } from '#kernel/day.ts';
import { Concentration } from './contract.ts';
import { Tier } from '#slices/accounts/contract.ts';

const Act = z.enum(['nominate', 'confirm', 'watch', 'decline', 'retire']);
const DayText = z.iso.date().refine(isDay);

export const Decision = z.strictObject({
  act: Act,
  tier: Tier,
  /** The day from which it holds. */
  on: z.string(),
  reason: z.string(),
  /** Who decided; null when the host did. */
  by: z.string().nullable(),
  at: z.string(),
  handOver: z.strictObject({ to: z.string().nullable(), note: z.string().nullable() }).nullable(),
});
export type Decision = z.infer<typeof Decision>;

/** GET /api/account-codes/:code/decision */
export const AccountDecision = z.strictObject({
  version: z.number().int(),
  account: z.strictObject({ id: z.number().int(), code: z.string(), name: z.string() }),
  tier: Tier,
  since: z.string().nullable(),
  /** Newest first. */
  history: z.array(Decision),
  /** Where it stands by figures, among the accounts of the scope; null when it brought nothing. */
  figures: z
    .strictObject({
      scope: z.enum(['company', 'line', 'own']),
      period: z.strictObject({ from: z.string(), to: z.string() }),
      currency: z.string(),
      net: z.string(),
      margin: z.string().nullable(),
      rank: z.number().int(),
      of: z.number().int(),
      share: z.number().nullable(),
      class: z.enum(['A', 'B', 'C']),
    })
    .nullable(),
  /** Why the policy proposes it. What a share of the company says is told only to those who see the company. */
  proposal: z.array(z.enum(['share', 'first', 'judgement'])),
  judgement: z.strictObject({ score: z.number().nullable(), coverage: z.number() }),
  /** What this person may decide now. */
  abilities: z.array(Act),
});
export type AccountDecision = z.infer<typeof AccountDecision>;

/** PUT /api/account-codes/:code/decision */
export const NewDecision = z.strictObject({
  act: Act,
  reason: z.string().trim().min(1).max(2000),
  /** The day from which it holds; today without it, and never a day to come. */
  on: DayText.optional(),
  /** To whom a declined or retired account goes, and with what. */
  handOver: z
    .strictObject({ to: z.email().max(254).nullable().default(null), note: z.string().trim().min(1).max(4000) })
    .optional(),
});
export type NewDecision = z.infer<typeof NewDecision>;

/** GET /api/portfolio/decisions?on=DAY: where every account stood at the end of that day (today without it), and why. */
export const DecisionsQuery = z.strictObject({ on: DayText.optional() });
export const DecisionsReply = z.strictObject({
  on: z.string(),
  accounts: z.array(
    z.strictObject({
      id: z.number().int(),
      code: z.string(),
      name: z.string(),
      town: z.string().nullable(),
      owner: z.string().nullable(),
      decision: Decision,
    }),
  ),
});
export type DecisionsReply = z.infer<typeof DecisionsReply>;

/** GET /api/portfolio/standings: tier and judgement now, of every account that has one of them. For cells of lists. */
export const StandingsReply = z.strictObject({
  standings: z.array(
    z.strictObject({
      id: z.number().int(),
      tier: Tier,
      since: z.string().nullable(),
      score: z.number().nullable(),
      isProposed: z.boolean(),
    }),
  ),
});
export type StandingsReply = z.infer<typeof StandingsReply>;

/** GET /api/accounts/:id/leaving: what would be left without it. Every figure is of the accounts that the person sees. */
export const Leaving = z.strictObject({
  scope: z.enum(['company', 'line', 'own']),
  period: z.strictObject({ from: z.string(), to: z.string() }),
  currency: z.string(),
  net: z.string(),
  margin: z.string().nullable(),
  netShare: z.number().nullable(),
  marginShare: z.number().nullable(),
  accounts: z.number().int(),
  before: Concentration,
  after: Concentration,
  curve: z.strictObject({
    before: z.array(z.strictObject({ rank: z.number().int(), share: z.number() })),
    after: z.array(z.strictObject({ rank: z.number().int(), share: z.number() })),
  }),
  /** Its owner and everybody above her, as far as the asking person sees all of their accounts. */
  people: z.array(
    z.strictObject({
      id: z.number().int(),
      name: z.string(),
      isOwner: z.boolean(),
      accounts: z.number().int(),
      share: z.number().nullable(),
    }),
  ),
  /** Products of whose revenue it brings the largest part. */
  products: z.array(
    z.strictObject({ code: z.string(), name: z.string(), net: z.string(), share: z.number().nullable() }),
  ),
});
export type Leaving = z.infer<typeof Leaving>;
