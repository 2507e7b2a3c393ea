import { yearEndBonus } from './assortment/services.ts';
import { workdayFrom, type CalendarDay } from './calendar.ts';
import { closedAccount } from './courses.ts';
import { netOf, takenBack, type Draft } from './documents.ts';
import { productOf } from './products.ts';
import { randomOf } from './random.ts';

const creditNotePart = 0.016;
const cancellationPart = 0.005;
const bonusFromYearlyNet = 150_000_000;
const bonusRate = 0.012;

/** The workday some days after another one; undefined when it is not over yet. */
function workdayAfter(history: readonly CalendarDay[], on: CalendarDay, days: number): CalendarDay | undefined {
  const index = workdayFrom(history, history.length - on.daysAgo + days);
  return index === undefined ? undefined : history[index];
}

/** Some invoices come back in part a few days later: broken, too many, wrong. */
function creditNoteFor(invoice: Draft, history: readonly CalendarDay[], name: string): readonly Draft[] {
  const random = randomOf(name, 'return');
  if (!random.chance(creditNotePart)) return [];
  const on = workdayAfter(history, invoice.on, random.whole(4, 21));
  const goods = invoice.lines.filter((line) => line.product.kind === 'goods');
  const first = random.whole(0, Math.max(0, goods.length - 1));
  const lines = goods
    .slice(first, first + random.whole(1, 2))
    .map((line) => takenBack(line, Math.max(1, Math.round(line.quantity * random.between(0.05, 0.5)))));
  return on && lines.length > 0 ? [{ ...invoice, kind: 'credit note', on, lines }] : [];
}

/** A few are cancelled as a whole, and written again on the same day without the line that was wrong. */
function cancellationFor(invoice: Draft, history: readonly CalendarDay[], name: string): readonly Draft[] {
  const random = randomOf(name, 'cancel');
  if (!random.chance(cancellationPart)) return [];
  const on = workdayAfter(history, invoice.on, random.whole(1, 4));
  if (!on) return [];
  const wrong = random.whole(0, invoice.lines.length - 1);
  const again = invoice.lines.filter((_, index) => index !== wrong);
  return [
    { ...invoice, kind: 'cancellation', on, lines: invoice.lines.map((line) => takenBack(line)) },
    ...(again.length > 0 ? [{ ...invoice, on, lines: again }] : []),
  ];
}

/** What the closed pharmacy sent back of its last invoices. */
function returnedStock(invoices: readonly Draft[], history: readonly CalendarDay[]): readonly Draft[] {
  const last = invoices.filter((invoice) => invoice.account?.code === closedAccount.account).at(-1);
  const index = workdayFrom(history, history.length - closedAccount.stockReturnedDaysAgo);
  const on = index === undefined ? undefined : history[index];
  const lines = last?.lines.filter((line) => line.product.kind === 'goods').map((line) => takenBack(line));
  return last && on && lines ? [{ ...last, kind: 'credit note', on, lines }] : [];
}

/** In January large clients get back a part of what they bought in the calendar year before, as a negative charge. */
function bonusesOf(invoices: readonly Draft[], history: readonly CalendarDay[]): readonly Draft[] {
  const bonuses: Draft[] = [];
  const firstDay = history[0]?.day ?? '';
  // A year of which the history has only the end is not reckoned up.
  const newYears = history.filter((on) => on.day.endsWith('-01-12') && firstDay <= `${on.year - 1}-01-01`);
  for (const newYear of newYears) {
    const on = workdayAfter(history, newYear, 0);
    const bought = new Map<Draft['account'], number>();
    for (const invoice of invoices) {
      if (invoice.on.year !== newYear.year - 1 || (invoice.account?.yearlyNet ?? 0) < bonusFromYearlyNet) continue;
      bought.set(invoice.account, (bought.get(invoice.account) ?? 0) + netOf(invoice));
    }
    for (const [account, net] of bought) {
      const amount = Math.round(net * bonusRate);
      const line = { product: productOf(yearEndBonus), quantity: -1, unitPrice: amount, net: -amount, cost: null };
      if (on && amount > 0) bonuses.push({ kind: 'credit note', account, on, lines: [line] });
    }
  }
  return bonuses;
}

/** All that is taken back: credit notes, cancellations with the invoices that replace them, and bonuses. */
export function correctionsOf(
  invoices: readonly Draft[],
  history: readonly CalendarDay[],
  seed: string,
): readonly Draft[] {
  const ofSingleInvoices = invoices.flatMap((invoice) => {
    const daysIn = history.length - invoice.on.daysAgo;
    const name = `${seed}/${invoice.account?.code ?? ''}/${String(daysIn)}`;
    const cancelled = cancellationFor(invoice, history, name);
    return cancelled.length > 0 ? cancelled : creditNoteFor(invoice, history, name);
  });
  return [...ofSingleInvoices, ...returnedStock(invoices, history), ...bonusesOf(invoices, history)];
}
