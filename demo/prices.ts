import type { LineCode } from './assortment/product-line.ts';
import type { DemoProduct } from './products.ts';

/** List prices go up each January. */
const yearlyRise = 0.045;

/** What a line's purchase prices do beyond that: gloves have become cheap, what is made of metal and chips dear. */
const costDrift: Partial<Readonly<Record<LineCode, number>>> = {
  KE: -0.015,
  KS: 0.012,
  MU: 0.008,
  IN: 0.005,
  LA: -0.004,
};

/**
 * Price of one piece in whole forints.
 * @param yearsBack how many calendar years before this one the invoice is written
 * @param discount off the list price, 0 to 1; charges are never discounted
 */
export function unitPriceOf(product: DemoProduct, yearsBack: number, discount: number): number {
  const list = product.listPrice * (1 + yearlyRise) ** -yearsBack;
  return Math.round(product.kind === 'charge' ? list : list * (1 - discount));
}

/** What a quantity cost us, in whole forints with the sign of the quantity; null where nobody knows. */
export function costOf(product: DemoProduct, yearsBack: number, quantity: number): number | null {
  if (product.unitCost === null) return null;
  const drift = costDrift[product.line] ?? 0;
  const amount = Math.round(product.unitCost * (1 + yearlyRise + drift) ** -yearsBack * Math.abs(quantity));
  return quantity < 0 ? -amount : amount;
}
