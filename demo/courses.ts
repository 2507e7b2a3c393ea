import type { LineCode } from './assortment/product-line.ts';

/**
 * What happened with single accounts: the reasons why somebody opens the product in the morning. Days count back from
 * today, so that each of them is as fresh on every first start.
 */

/** Came as a new client and has been buying more ever since. */
export const risingAccount = { account: 'V10377', firstOrderDaysAgo: 540 } as const;

/** Bought less and less, then nothing any more. */
export const lostAccount = { account: 'V10055', fadesFromDaysAgo: 420, lastOrderDaysAgo: 205 } as const;

/** Closed; all that the last 12 months hold of it is the stock it sent back, so that its net is negative. */
export const closedAccount = { account: 'V10060', lastOrderDaysAgo: 392, stockReturnedDaysAgo: 341 } as const;

/** A product line that an account has stopped ordering although it is due. `part` of its products, 0 to 1. */
export interface Silence {
  readonly account: string;
  readonly line: LineCode;
  readonly forDays: number;
  readonly part: number;
}

export const silences: readonly Silence[] = [
  // Kőhíd Dental orders gloves about every 30 days, and then did not.
  { account: 'V10063', line: 'KE', forDays: 47, part: 1 },
  // The range that Hét Patak buys narrows: most of dermatology goes to somebody else.
  { account: 'V10214', line: 'BO', forDays: 92, part: 0.65 },
];

/** Orders of these accounts always bring these lines up again after so many days, whatever else they buy. */
export const fixedRhythms: readonly { readonly account: string; readonly line: LineCode; readonly every: number }[] = [
  { account: 'V10063', line: 'KE', every: 28 },
];
