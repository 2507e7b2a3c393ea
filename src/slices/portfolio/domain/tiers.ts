import type { AccountDecision } from '../decision-contract.ts';

/** Where an account stands by decision. Whether the policy proposes it is another thing, and no decision. */
export type Tier = AccountDecision['tier'];
export type DecisionAct = 'nominate' | 'confirm' | 'watch' | 'decline' | 'retire';

/**
 * What can be decided from where, and where it leads. After each decision the question is closed: whoever decides the same one
 * a moment later finds no way that leads on, so there is exactly one decision on one question (CON-2). A new question begins
 * with a nomination.
 */
const ways: Readonly<Record<Tier, Partial<Readonly<Record<DecisionAct, Tier>>>>> = {
  // The policy's own proposal can be decided without a nomination.
  none: { nominate: 'nominated', confirm: 'key', watch: 'watch', decline: 'declined' },
  nominated: { confirm: 'key', watch: 'watch', decline: 'declined' },
  key: { retire: 'retired' },
  watch: { nominate: 'nominated', retire: 'retired' },
  declined: { nominate: 'nominated' },
  retired: { nominate: 'nominated' },
};

/** The tier to which an act leads; null when the account's tier does not allow it. */
export const tierAfter = (tier: Tier, act: DecisionAct): Exclude<Tier, 'none'> | null => {
  const next = ways[tier][act];
  return next === undefined || next === 'none' ? null : next;
};

/** What can be decided about an account of this tier. */
export const actsFrom = (tier: Tier): readonly DecisionAct[] => Object.keys(ways[tier]) as DecisionAct[]; // its keys are acts

/** With these an account leaves the key accounts and those who might become one: it goes with a hand-over. */
export const handsOver = (act: DecisionAct): boolean => act === 'decline' || act === 'retire';
