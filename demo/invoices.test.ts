import { describe, expect, test } from 'vitest';

import { addDays, addMonths, daysBetween, parseDay, type Day } from '#kernel/day.ts';

import { demoSeed } from './company.ts';
import { demoFacts } from './facts.ts';
import { demoInvoiceLines, type InvoiceLine } from './invoices.ts';

const day = (text: string): Day => {
  const parsed = parseDay(text);
  if (!parsed) throw new Error(`${text} is not a day`);
  return parsed;
};

const today = day('2026-11-24');
const lines = demoInvoiceLines(today, demoSeed);

const netByAccount = (some: readonly InvoiceLine[]): ReadonlyMap<string, number> => {
  const totals = new Map<string, number>();
  for (const { account, net } of some) if (account) totals.set(account.code, (totals.get(account.code) ?? 0) + net);
  return totals;
};

const netOf = (some: readonly InvoiceLine[]): number => some.reduce((sum, line) => sum + line.net, 0);
const of = (code: string): readonly InvoiceLine[] => lines.filter((line) => line.account?.code === code);
const daysOf = (some: readonly InvoiceLine[]): readonly Day[] => [...new Set(some.map((line) => line.day))];

test('the same seed and day give the same lines, another seed other ones', () => {
  expect(demoInvoiceLines(today, demoSeed)).toEqual(lines);
  expect(demoInvoiceLines(today, 'another').map((line) => line.net)).not.toEqual(lines.map((line) => line.net));
});

test.each(['2026-11-24', '2026-01-05', '2027-02-28', '2028-02-29', '2026-08-21'])(
  'on %s the lines are of the 36 months before, up to the last workday',
  (text) => {
    const from = demoInvoiceLines(day(text), demoSeed);
    const first = from[0]?.day ?? '';
    const last = from.at(-1)?.day ?? '';
    expect(first >= addMonths(day(text), -36)).toBe(true);
    expect(first <= addDays(addMonths(day(text), -36), 7)).toBe(true);
    expect(last < text).toBe(true);
    expect(last >= addDays(day(text), -7)).toBe(true);
    expect(from.length).toBeGreaterThan(45_000);
    expect(from.length).toBeLessThan(60_000);
  },
);

// With this seed on several days and with other seeds on one: the shape is the generator's, not a lucky draw's.
describe.each([
  ['2026-11-24', demoSeed],
  ['2026-01-05', demoSeed],
  ['2026-07-15', demoSeed],
  ['2028-02-29', demoSeed],
  ['2026-11-24', 'another'],
  ['2026-11-24', 'third'],
])('the last 12 months on %s with seed %s', (text, seed) => {
  const from = addMonths(day(text), -12);
  const lastYear = demoInvoiceLines(day(text), seed).filter((line) => line.day >= from);
  const ranked = [...netByAccount(lastYear).values()].toSorted((left, right) => right - left);
  const attributed = ranked.reduce((sum, net) => sum + net, 0);

  test('bring 8 to 9 billion forints', () => {
    expect(attributed).toBeGreaterThan(8.2e9);
    expect(attributed).toBeLessThan(9e9);
  });

  test('come to 80% from 19 to 24 accounts', () => {
    let sum = 0;
    const accountsTo80 = 1 + ranked.findIndex((net) => (sum += net) >= 0.8 * attributed);
    expect(accountsTo80).toBeGreaterThanOrEqual(19);
    expect(accountsTo80).toBeLessThanOrEqual(24);
  });

  test('depend on one account for 12 to 16% and on a second for about 10%', () => {
    const [first = 0, second = 0, third = 0] = ranked.map((net) => net / attributed);
    expect(first).toBeGreaterThan(0.12);
    expect(first).toBeLessThan(0.16);
    expect(second).toBeGreaterThan(0.095);
    expect(second).toBeLessThan(0.115);
    expect(third).toBeLessThan(0.1);
  });

  test('earn 8 to 35% in each product line', () => {
    const margins = Map.groupBy(
      lastYear.filter((line) => line.cost !== null),
      (line) => line.product.line,
    );
    expect(margins.size).toBe(15);
    for (const [line, ofLine] of margins) {
      const cost = ofLine.reduce((sum, { cost: known }) => sum + (known ?? 0), 0);
      const margin = 1 - cost / netOf(ofLine);
      expect(margin, line).toBeGreaterThan(0.08);
      expect(margin, line).toBeLessThan(0.35);
    }
  });
});

describe('each line', () => {
  test('is of a workday', () => {
    for (const invoiced of daysOf(lines)) {
      expect([1, 2, 3, 4, 5]).toContain(new Date(`${invoiced}T00:00:00Z`).getUTCDay());
    }
    expect(daysOf(lines)).not.toContain('2025-12-24');
    expect(daysOf(lines)).not.toContain('2026-04-06');
  });

  test('is quantity times unit price, rounded to whole forints', () => {
    for (const { document, net, quantity, unitPrice, cost } of lines) {
      // Only services are sold in halves; the half forint that this can leave is rounded away from zero.
      const exact = quantity * unitPrice;
      expect(net, document).toBe(Math.sign(exact) * Math.round(Math.abs(exact)));
      expect(Number.isInteger(cost ?? 0) && quantity !== 0, document).toBe(true);
    }
  });

  test('stands once in its document, on one day, for one account', () => {
    expect(new Set(lines.map((line) => `${line.document}/${String(line.line)}`)).size).toBe(lines.length);
    for (const [document, ofDocument] of Map.groupBy(lines, (line) => line.document)) {
      expect(new Set(ofDocument.map((line) => `${line.day} ${line.account?.code ?? ''}`)).size, document).toBe(1);
    }
  });

  test('is due after the payment term of the account', () => {
    const invoice = of('V10214').find((line) => line.kind === 'invoice');
    expect(invoice && daysBetween(invoice.day, invoice.dueDay)).toBe(45);
  });
});

test('numbers run without gaps within a year', () => {
  const numbers = [...new Set(lines.map((line) => line.document))].filter((document) => document.startsWith('SZ25-'));
  expect(numbers[0]).toBe('SZ25-00001');
  expect(numbers.at(-1)).toBe(`SZ25-${String(numbers.length).padStart(5, '0')}`);
});

test('credit notes and cancellations are negative, the rest is positive', () => {
  const taken = lines.filter((line) => line.kind === 'credit note' || line.kind === 'cancellation');
  expect(taken.length).toBeGreaterThan(200);
  expect(taken.every((line) => line.quantity < 0 && line.net < 0 && (line.cost ?? -1) < 0)).toBe(true);
  const sold = lines.filter((line) => line.kind === 'invoice' || line.kind === 'receipt');
  expect(sold.every((line) => line.net > 0)).toBe(true);
  expect(
    new Set(lines.filter((line) => line.kind === 'cancellation').map((line) => line.document)).size,
  ).toBeGreaterThan(5);
});

test('a few lines of the cash desk have no account', () => {
  const unattributed = lines.filter((line) => line.account === null);
  expect(unattributed.length).toBeGreaterThan(200);
  expect(unattributed.length).toBeLessThan(lines.length / 50);
  expect(unattributed.every((line) => line.document.startsWith('PT'))).toBe(true);
});

test('everybody buys, and everything is sold', () => {
  expect(new Set(lines.flatMap((line) => line.account?.code ?? [])).size).toBe(demoFacts.accounts);
  const { goods, service, charge } = demoFacts.products;
  expect(new Set(lines.map((line) => line.product.code)).size).toBe(goods + service + charge);
});

test('nobody buys what he has no use for', () => {
  const kindsBuying = (code: string): ReadonlySet<string> =>
    new Set(lines.filter((line) => line.product.code === code).flatMap((line) => line.account?.kind ?? []));
  expect([...kindsBuying('SZ-0201')].toSorted()).toEqual(['klinika', 'kórház']);
  expect(kindsBuying('FE-1071')).not.toContain('fogászat');
  expect(kindsBuying('FE-1071')).toContain('nagykereskedő');
});

test('seasons show: influenza in January, sun in June, budgets in December', () => {
  const netOfMonth = (code: string, month: string): number =>
    netOf(lines.filter((line) => line.product.code === code && line.day.slice(5, 7) === month));
  expect(netOfMonth('GY-6101', '01')).toBeGreaterThan(2 * netOfMonth('GY-6101', '07'));
  expect(netOfMonth('BO-1131', '06')).toBeGreaterThan(2 * netOfMonth('BO-1131', '01'));
  const hospitals = lines.filter((line) => line.account?.kind === 'kórház' && line.kind === 'invoice');
  const inMonth = (month: string): number => netOf(hospitals.filter((line) => line.day.startsWith(month)));
  expect(inMonth('2025-12')).toBeGreaterThan(1.2 * inMonth('2025-08'));
});

describe('stories', () => {
  const yearOf = (code: string, yearsBack: number): number =>
    netOf(
      of(code).filter(
        (line) => line.day >= addMonths(today, -12 * (yearsBack + 1)) && line.day < addMonths(today, -12 * yearsBack),
      ),
    );

  test('one account rises, one is lost, one has sent its stock back', () => {
    expect(yearOf('V10377', 2)).toBe(0);
    expect(yearOf('V10377', 0)).toBeGreaterThan(2 * yearOf('V10377', 1));
    expect(yearOf('V10377', 0)).toBeGreaterThan(100e6);
    expect(yearOf('V10055', 1)).toBeGreaterThan(150e6);
    expect(daysBetween(of('V10055').at(-1)?.day ?? today, today)).toBeGreaterThan(180);
    expect(yearOf('V10060', 0)).toBeLessThan(0);
  });

  test('large accounts grow and decline as they are meant to', () => {
    const change = (code: string): number => yearOf(code, 0) / yearOf(code, 1) - 1;
    expect(change('V10298')).toBeGreaterThan(0.12);
    expect(change('V10156')).toBeGreaterThan(0.05);
    expect(change('V10063')).toBeLessThan(-0.08);
    expect(change('V10031')).toBeLessThan(-0.02);
  });

  test('Kőhíd Dental ordered each glove about every month, and none in the last 47 days', () => {
    const gloves = of('V10063').filter((line) => line.product.line === 'KE' && line.kind === 'invoice');
    expect(daysBetween(gloves.at(-1)?.day ?? today, today)).toBeGreaterThan(47);
    for (const [code, ofGlove] of Map.groupBy(gloves, (line) => line.product.code)) {
      const days = daysOf(ofGlove);
      const gaps = days.slice(1).map((later, index) => daysBetween(days[index] ?? later, later));
      const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
      expect(mean, code).toBeGreaterThan(26);
      expect(mean, code).toBeLessThan(33);
    }
  });

  test('the range that Hét Patak buys of dermatology has narrowed', () => {
    const range = (from: Day, to: Day): number =>
      new Set(
        of('V10214')
          .filter((line) => line.product.line === 'BO' && line.day >= from && line.day < to)
          .map((line) => line.product.code),
      ).size;
    const before = range(addDays(today, -182), addDays(today, -92));
    expect(range(addDays(today, -90), today)).toBeLessThan(0.7 * before);
  });
});
