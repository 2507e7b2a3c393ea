import type { DemoAccount } from './accounts.ts';
import type { CalendarDay } from './calendar.ts';
import { costOf, unitPriceOf } from './prices.ts';
import type { DemoProduct } from './products.ts';

/** What a document is; each kind has a number range of its own. */
export type DocumentKind = 'invoice' | 'receipt' | 'credit note' | 'cancellation';

/** A line before its document has a number. Amounts in whole forints, net. */
export interface DraftLine {
  readonly product: DemoProduct;
  readonly quantity: number;
  readonly unitPrice: number;
  /** Quantity times unit price. */
  readonly net: number;
  /** Of the whole line; null where nobody knows it. */
  readonly cost: number | null;
}

/** A document before it has a number. */
export interface Draft {
  readonly kind: DocumentKind;
  /** Null at the cash desk. */
  readonly account: DemoAccount | null;
  readonly on: CalendarDay;
  readonly lines: readonly DraftLine[];
}

/**
 * A line at the prices of its year.
 * @param yearsBack how many calendar years before this one the goods were sold
 */
export function draftLine(product: DemoProduct, quantity: number, yearsBack: number, discount: number): DraftLine {
  const unitPrice = unitPriceOf(product, yearsBack, discount);
  return {
    product,
    quantity,
    unitPrice,
    net: Math.round(quantity * unitPrice),
    cost: costOf(product, yearsBack, quantity),
  };
}

/** The line taken back, wholly or for fewer pieces, at the price at which it was sold. */
export function takenBack(line: DraftLine, pieces: number = line.quantity): DraftLine {
  const cost = line.cost === null ? null : -Math.round((line.cost / line.quantity) * pieces);
  return { ...line, quantity: -pieces, net: -Math.round(pieces * line.unitPrice), cost };
}

/** Net of a document, forints. */
export const netOf = (draft: Draft): number => draft.lines.reduce((sum, line) => sum + line.net, 0);
