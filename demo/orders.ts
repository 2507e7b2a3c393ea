import type { DemoAccount } from './accounts.ts';
import { basketOf, type BasketItem } from './baskets.ts';
import { workdayFrom, type CalendarDay } from './calendar.ts';
import { demandOf, isClientOn, type DailyDemand } from './demand.ts';
import { rhythmOf } from './habits.ts';
import { unitPriceOf } from './prices.ts';
import type { DemoProduct } from './products.ts';
import { randomOf, type Random } from './random.ts';

/** So many pieces of a product. */
export interface Wanted {
  readonly product: DemoProduct;
  readonly quantity: number;
}

/** An order of a client, delivered and invoiced on one day. */
export interface DemoOrder {
  readonly account: DemoAccount;
  readonly on: CalendarDay;
  readonly wanted: readonly Wanted[];
}

/** Large quantities come in full cartons. */
function inCartons(pieces: number, step: number): number {
  const carton = pieces >= 200 ? 20 : pieces >= 60 ? 10 : pieces >= 25 ? 5 : step;
  return Math.floor(pieces / carton) * carton;
}

/** One product on a client's shelf: when it was bought last and what has been used since without being bought. */
class Shelf {
  readonly item: BasketItem;
  private boughtAt: number;
  private owed = 0;

  constructor(item: BasketItem, firstDay: number, random: Random) {
    this.item = item;
    // Not everything runs out on the first day.
    this.boughtAt = firstDay - Math.floor(random.between(0, item.every));
  }

  /** The pieces to order on this day, 0 when it is not due or too little to be worth a piece. */
  orderOn(on: CalendarDay, index: number, demand: DailyDemand, unitPrice: number, slack: number): number {
    const { product, part, every, silentFor } = this.item;
    const days = index - this.boughtAt;
    if (days + slack < every || on.daysAgo <= silentFor) return 0;
    this.owed += demand(product, part, on) * days;
    this.boughtAt = index;
    const pieces = inCartons(this.owed / unitPrice, product.step);
    this.owed -= pieces * unitPrice;
    return pieces;
  }
}

/** Everything that one client ordered in the history, oldest first. */
export function ordersOf(account: DemoAccount, history: readonly CalendarDay[], seed: string): readonly DemoOrder[] {
  const random = randomOf(seed, 'orders', account.code);
  const { orderEvery } = rhythmOf(account.code, account.yearlyNet);
  const demand = demandOf(account, seed);
  const thisYear = history.at(-1)?.year ?? 0;
  const firstDay = history.findIndex((on) => isClientOn(account.code, on.daysAgo));
  const shelves = basketOf(account, seed).map((item) => new Shelf(item, firstDay, random));

  const orders: DemoOrder[] = [];
  let next = firstDay + random.between(0, orderEvery);
  for (;;) {
    const index = workdayFrom(history, Math.round(next));
    const on = index === undefined ? undefined : history[index];
    if (index === undefined || on === undefined || !isClientOn(account.code, on.daysAgo)) return orders;
    const wanted = shelves
      .map((shelf) => {
        const { product } = shelf.item;
        const unitPrice = unitPriceOf(product, thisYear - on.year, account.discount);
        return { product, quantity: shelf.orderOn(on, index, demand, unitPrice, orderEvery / 2) };
      })
      .filter(({ quantity }) => quantity > 0);
    if (wanted.length > 0) orders.push({ account, on, wanted });
    next = Math.max(index + 1, next + orderEvery * random.between(0.8, 1.2));
  }
}
