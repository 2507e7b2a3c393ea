import type { DemoAccount } from './accounts.ts';
import { fixedRhythms, silences } from './courses.ts';
import { hasUseFor, rhythmOf, tasteOf } from './habits.ts';
import { demoProducts, type DemoProduct } from './products.ts';
import { randomOf, type Random } from './random.ts';

/** A product that a client buys regularly. */
export interface BasketItem {
  readonly product: DemoProduct;
  /** Part of the client's spending, 0 to 1; the parts of a basket add up to 1. */
  readonly part: number;
  /** Days after which it is due again. */
  readonly every: number;
  /** Not bought any more in so many days up to today; 0 when nothing has happened. */
  readonly silentFor: number;
}

interface Candidate {
  readonly product: DemoProduct;
  readonly weight: number;
}

/** Draws without putting back; the heavier, the likelier. */
function draw(candidates: readonly Candidate[], count: number, random: Random): readonly Candidate[] {
  return candidates
    .map((candidate) => ({ candidate, key: random.next() ** (1 / candidate.weight) }))
    .toSorted((left, right) => right.key - left.key)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

function silenceOf(account: DemoAccount, product: DemoProduct, seed: string): number {
  const silence = silences.find((entry) => entry.account === account.code && entry.line === product.line);
  if (!silence) return 0;
  return randomOf(seed, 'silence', account.code, product.code).chance(silence.part) ? silence.forDays : 0;
}

/** Money that goes to a product within its line: what is dear is bought in smaller numbers, but brings more all the same. */
const spendingOn = (product: DemoProduct): number => product.popularity * product.listPrice ** 0.4;

/** What a client buys, how much of each and how often. The taste of its kind decides, then chance. */
export function basketOf(account: DemoAccount, seed: string): readonly BasketItem[] {
  const random = randomOf(seed, 'basket', account.code);
  const rhythm = rhythmOf(account.code, account.yearlyNet);
  const spentOnLine = new Map<string, number>();
  for (const product of demoProducts) {
    spentOnLine.set(product.line, (spentOnLine.get(product.line) ?? 0) + spendingOn(product));
  }

  const candidates = demoProducts
    .filter((product) => hasUseFor(account.kind, product.code))
    .map((product) => ({
      product,
      weight: (tasteOf(account.kind, product.line) * spendingOn(product)) / (spentOnLine.get(product.line) ?? 1),
    }))
    .filter((candidate) => candidate.weight > 0);
  const chosen = draw(candidates, rhythm.products, random).map(({ product, weight }) => ({
    product,
    weight: weight * random.factor(0.5),
  }));
  const total = chosen.reduce((sum, { weight }) => sum + weight, 0);

  return chosen.map(({ product, weight }) => {
    const fixed = fixedRhythms.find((entry) => entry.account === account.code && entry.line === product.line);
    return {
      product,
      part: weight / total,
      every: fixed?.every ?? rhythm.productEvery * random.between(0.6, 1.4),
      silentFor: silenceOf(account, product, seed),
    };
  });
}
