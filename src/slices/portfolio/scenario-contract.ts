import { z } from 'zod';

/** An amount as a decimal string in the currency's major unit. */
const Amount = z.string().regex(/^-?\d{1,15}(\.\d{1,4})?$/);

/** One year of a projection: what the account brings after all it costs us, what we put in, and the chance that it still is with us. */
const Year = z.strictObject({
  contribution: Amount,
  investment: Amount,
  /** 0 to 1. */
  staying: z.number().min(0).max(1),
});

/** POST /api/accounts/:id/scenarios and PUT …/:scenarioId. Year 0 is now and is not discounted. */
export const ScenarioContent = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** What money costs a year: 0.12 is 12 %. */
  rate: z.number().min(0).max(1),
  years: z.array(Year).min(1).max(31),
});
export type ScenarioContent = z.infer<typeof ScenarioContent>;

export const Scenario = z.strictObject({
  id: z.number().int(),
  version: z.number().int(),
  name: z.string(),
  rate: z.number(),
  years: z.array(
    Year.extend({
      /** Contribution × chance of staying − investment; the same at today's value; and the sum of today's values so far. */
      expected: z.string(),
      discounted: z.string(),
      cumulative: z.string(),
    }),
  ),
  npv: z.string(),
  /** The year from which on the sum is no longer negative; null when it never is. */
  paidBackIn: z.number().int().nullable(),
  changedBy: z.string().nullable(),
  changedAt: z.string(),
});
export type Scenario = z.infer<typeof Scenario>;

/** GET /api/accounts/:id/scenarios */
export const ScenariosReply = z.strictObject({
  currency: z.string(),
  scenarios: z.array(Scenario),
  abilities: z.strictObject({ edit: z.boolean() }),
});
export type ScenariosReply = z.infer<typeof ScenariosReply>;

/** GET /api/accounts/:id/scenarios/:scenarioId/former: what it said before, newest first. */
export const FormerScenarios = z.strictObject({ former: z.array(Scenario) });
export type FormerScenarios = z.infer<typeof FormerScenarios>;
