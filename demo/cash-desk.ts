import type { CalendarDay } from './calendar.ts';
import { draftLine, type Draft } from './documents.ts';
import { demoProducts } from './products.ts';
import { randomOf } from './random.ts';

const counterLines: ReadonlySet<string> = new Set(['BO', 'KO', 'OT']);
const onTheCounter = demoProducts.filter((product) => counterLines.has(product.line) && product.listPrice < 20_000);

/** What people without an account bought in the shop at the warehouse: a receipt every few days, at list price. */
export function receiptsOf(history: readonly CalendarDay[], seed: string): readonly Draft[] {
  const random = randomOf(seed, 'cash desk');
  const thisYear = history.at(-1)?.year ?? 0;
  const receipts: Draft[] = [];
  for (const on of history) {
    if (!on.isWorkday || !random.chance(0.3)) continue;
    const products = new Set(
      Array.from({ length: random.whole(1, 3) }, () => onTheCounter[random.whole(0, onTheCounter.length - 1)]),
    );
    const lines = [...products].flatMap((product) =>
      product ? [draftLine(product, random.whole(1, 3), thisYear - on.year, 0)] : [],
    );
    receipts.push({ kind: 'receipt', account: null, on, lines });
  }
  return receipts;
}
