import { addDays, addMonths, daysBetween, type Day } from '#kernel/day.ts';

import { demoAccounts, type DemoAccount } from './accounts.ts';
import { historyBefore } from './calendar.ts';
import { receiptsOf } from './cash-desk.ts';
import { correctionsOf } from './corrections.ts';
import type { DocumentKind, Draft } from './documents.ts';
import { invoiceOf } from './invoicing.ts';
import { ordersOf } from './orders.ts';
import type { DemoProduct } from './products.ts';

/** A line of an invoice, credit note, cancellation or receipt. Amounts in whole forints, net; credits are negative. */
export interface InvoiceLine {
  readonly document: string;
  readonly kind: DocumentKind;
  /** 1, 2, 3… within the document. */
  readonly line: number;
  readonly day: Day;
  /** Null at the cash desk. */
  readonly account: DemoAccount | null;
  readonly product: DemoProduct;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly net: number;
  readonly cost: number | null;
  /** Number of the order; empty at the cash desk and for credits. */
  readonly order: string;
  readonly dueDay: Day;
}

const prefixes: Readonly<Record<DocumentKind, string>> = {
  invoice: 'SZ',
  receipt: 'PT',
  'credit note': 'JV',
  cancellation: 'ST',
};

/** About how many of each a whole year brings: the history begins within a year, whose numbers did not begin at 1. */
const numbersOfAYear: Readonly<Record<string, number>> = { SZ: 2500, VR: 2500, PT: 75, JV: 45, ST: 12 };

/** Gives out numbers like SZ26-00412: a range per prefix and calendar year, without gaps. */
class NumberRanges {
  private readonly last = new Map<string, number>();

  constructor(firstDay: Day) {
    const year = Number(firstDay.slice(0, 4));
    const partOfYear = daysBetween(`${firstDay.slice(0, 4)}-01-01` as Day, firstDay) / 365;
    for (const [prefix, yearly] of Object.entries(numbersOfAYear)) {
      this.last.set(this.rangeOf(prefix, year), Math.round(yearly * partOfYear));
    }
  }

  private rangeOf(prefix: string, year: number): string {
    return `${prefix}${String(year % 100).padStart(2, '0')}`;
  }

  next(prefix: string, year: number): string {
    const range = this.rangeOf(prefix, year);
    const number = (this.last.get(range) ?? 0) + 1;
    this.last.set(range, number);
    return `${range}-${String(number).padStart(5, '0')}`;
  }
}

const inWritingOrder = (left: Draft, right: Draft): number =>
  right.on.daysAgo - left.on.daysAgo ||
  prefixes[left.kind].localeCompare(prefixes[right.kind], 'en') ||
  (left.account?.code ?? '').localeCompare(right.account?.code ?? '', 'en');

/**
 * Every sales line of the demo company in the 36 months before `today`, in the order in which they were written. The same
 * seed and day always give the same lines.
 */
export function demoInvoiceLines(today: Day, seed: string): readonly InvoiceLine[] {
  const history = historyBefore(today);
  const thisYear = history.at(-1)?.year ?? 0;
  const invoices = demoAccounts.flatMap((account) =>
    ordersOf(account, history, seed).map((order) => invoiceOf(order, thisYear)),
  );
  const drafts = [...invoices, ...receiptsOf(history, seed), ...correctionsOf(invoices, history, seed)];

  const numbers = new NumberRanges(addMonths(today, -36));
  return drafts.toSorted(inWritingOrder).flatMap((draft) => {
    const document = numbers.next(prefixes[draft.kind], draft.on.year);
    const order = draft.kind === 'invoice' ? numbers.next('VR', draft.on.year) : '';
    const dueDay = addDays(draft.on.day, draft.account?.paymentDays ?? 0);
    return draft.lines.map((line, index) => ({
      document,
      kind: draft.kind,
      line: index + 1,
      day: draft.on.day,
      account: draft.account,
      ...line,
      order,
      dueDay,
    }));
  });
}
