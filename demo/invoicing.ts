import { freight, freightAbroad, smallOrderFee } from './assortment/services.ts';
import { demoCompany } from './company.ts';
import { draftLine, type Draft, type DraftLine } from './documents.ts';
import type { DemoOrder } from './orders.ts';
import { productOf } from './products.ts';

const freeDeliveryFrom = 200_000;
const smallOrderBelow = 60_000;

/** Charges that an order brings with it: small ones pay for their way, those abroad always. */
function chargesOf(order: DemoOrder, net: number, yearsBack: number): readonly DraftLine[] {
  const charge = (code: string): DraftLine => draftLine(productOf(code), 1, yearsBack, 0);
  if (order.account.place.country !== demoCompany.country) return [charge(freightAbroad)];
  return [
    ...(net < freeDeliveryFrom ? [charge(freight)] : []),
    ...(net < smallOrderBelow ? [charge(smallOrderFee)] : []),
  ];
}

/** The invoice of an order, at the client's prices of that year. */
export function invoiceOf(order: DemoOrder, thisYear: number): Draft {
  const yearsBack = thisYear - order.on.year;
  const goods = order.wanted.map(({ product, quantity }) =>
    draftLine(product, quantity, yearsBack, order.account.discount),
  );
  const net = goods.reduce((sum, line) => sum + line.net, 0);
  return {
    kind: 'invoice',
    account: order.account,
    on: order.on,
    lines: [...goods, ...chargesOf(order, net, yearsBack)],
  };
}
