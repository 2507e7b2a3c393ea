import type { DemoAccount } from './accounts.ts';
import type { CalendarDay } from './calendar.ts';
import { closedAccount, lostAccount, risingAccount } from './courses.ts';
import type { DemoProduct } from './products.ts';
import { randomOf } from './random.ts';
import { seasonFactor } from './seasons.ts';

/** Growth that every account had before its own course of the last year and a half began. */
const earlyGrowth = 0.05;

/** Whether an account buys at all on that day. */
export function isClientOn(code: string, daysAgo: number): boolean {
  if (code === risingAccount.account) return daysAgo <= risingAccount.firstOrderDaysAgo;
  if (code === lostAccount.account) return daysAgo >= lostAccount.lastOrderDaysAgo;
  if (code === closedAccount.account) return daysAgo >= closedAccount.lastOrderDaysAgo;
  return true;
}

/** How an account stands on a day to the average of its last 12 months: its growth, coming and going, without seasons. */
export function courseFactor(account: Pick<DemoAccount, 'code' | 'growth'>, daysAgo: number): number {
  if (account.code === risingAccount.account) {
    return 0.35 + 1.25 * (1 - daysAgo / risingAccount.firstOrderDaysAgo);
  }
  if (account.code === lostAccount.account && daysAgo < lostAccount.fadesFromDaysAgo) {
    const faded = lostAccount.fadesFromDaysAgo - daysAgo;
    return 1 - 0.75 * (faded / (lostAccount.fadesFromDaysAgo - lostAccount.lastOrderDaysAgo));
  }
  // The middle of the last 12 months counts as 1, the same day a year before as 1 / (1 + growth).
  const years = (daysAgo - 182.5) / 365;
  const own = Math.min(years, 1.5);
  return (1 + account.growth) ** -own * (1 + earlyGrowth) ** -(Math.max(years, 1.5) - 1.5);
}

/** What an account spends on a product in a day, in forints, given the product's part of its spending. */
export type DailyDemand = (product: DemoProduct, part: number, on: CalendarDay) => number;

/** The demand of one account. Good and bad months are the account's own and hit all its products alike. */
export function demandOf(account: DemoAccount, seed: string): DailyDemand {
  const moods = new Map<string, number>();
  const moodOf = (on: CalendarDay): number => {
    const month = on.day.slice(0, 7);
    const known = moods.get(month) ?? randomOf(seed, 'mood', account.code, month).factor(0.07);
    moods.set(month, known);
    return known;
  };
  return (product, part, on) =>
    (account.yearlyNet / 365) *
    part *
    courseFactor(account, on.daysAgo) *
    seasonFactor(account.kind, product.season, on.month) *
    moodOf(on);
}
