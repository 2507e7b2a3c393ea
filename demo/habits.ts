import type { LineCode } from './assortment/product-line.ts';
import type { ClientKind } from './client-kinds.ts';
import { randomOf } from './random.ts';

/** How much of its money a client of some kind spends on which product line; the parts need not add up to anything. */
type Taste = Partial<Readonly<Record<LineCode, number>>>;

const pharmacy: Taste = { KO: 14, SE: 8, BO: 22, GY: 14, FE: 8, FT: 8, VE: 5, OT: 15, KE: 5, KA: 1 };
const homeCare: Taste = { KE: 19, SE: 20, BO: 13, FT: 12, KO: 12, KA: 11, VE: 4, GY: 4, FE: 3, OT: 2 };

const tastes: Readonly<Record<ClientKind, Taste>> = {
  betegszállító: { KE: 25, FT: 18, VE: 16, KA: 12, KO: 10, IN: 9, KS: 6, GY: 4 },
  fogászat: { FO: 62, KE: 13, FT: 10, VE: 7, MU: 5, FE: 3 },
  gyógyszertár: pharmacy,
  gyógyszertárlánc: pharmacy,
  idősotthon: homeCare,
  klinika: { IN: 8, KE: 12, FE: 8, KO: 7, SE: 9, KA: 4, FT: 12, VE: 12, GY: 3, BO: 2, MU: 15, KS: 7, SZ: 2 },
  kórház: { IN: 19, KE: 13, FE: 9, KO: 9, SE: 10, KA: 10, FT: 8, VE: 8, LA: 3, GY: 2, MU: 5, KS: 5, SZ: 2 },
  labor: { LA: 68, GY: 8, KE: 8, FE: 6, FT: 6, VE: 3, SZ: 1.2 },
  nagykereskedő: { IN: 10, KE: 15, FE: 12, KO: 13, SE: 10, KA: 7, FT: 10, VE: 8, GY: 7, BO: 5, OT: 5 },
  otthonápolás: homeCare,
  szakrendelő: { KE: 14, FE: 11, KO: 12, SE: 9, FT: 12, VE: 7, GY: 9, LA: 6, MU: 5, KS: 6, IN: 3, BO: 1, SZ: 2 },
  szanatórium: { KE: 18, FT: 18, BO: 12, KO: 11, SE: 9, VE: 8, OT: 7, KS: 5, GY: 5, FE: 4, SZ: 1.5 },
};

/** Products that only some kinds of clients have a use for; wholesalers take all goods. */
const needed: readonly { readonly products: RegExp; readonly by: readonly ClientKind[] }[] = [
  // For people with diabetes, and for those who look after them.
  {
    products: /^(FE-1041|FE-107|GY-614)/,
    by: ['gyógyszertár', 'gyógyszertárlánc', 'idősotthon', 'kórház', 'otthonápolás', 'szakrendelő', 'szanatórium'],
  },
  // For operations and what follows them.
  { products: /^(KE-034|KE-035|VE-083[12]|VE-0841|MU-8151)/, by: ['fogászat', 'klinika', 'kórház', 'szakrendelő'] },
  { products: /^(KA-3161|KO-4191|MU-8161)/, by: ['klinika', 'kórház'] },
  { products: /^KA-3181/, by: ['betegszállító', 'klinika', 'kórház'] },
  { products: /^SE-519[05]/, by: ['klinika', 'kórház', 'otthonápolás'] },
  { products: /^MU-8181/, by: ['klinika', 'kórház', 'szakrendelő'] },
  // For beds with somebody severely ill in them.
  { products: /^(KS-910|KS-9111|SZ-0201)/, by: ['klinika', 'kórház'] },
  { products: /^SZ-(0103|0203|0205)/, by: ['klinika', 'kórház', 'szakrendelő', 'szanatórium'] },
];

/** Whether a kind of client has any use for a product. */
export const hasUseFor = (kind: ClientKind, productCode: string): boolean =>
  kind === 'nagykereskedő' || needed.every(({ products, by }) => !products.test(productCode) || by.includes(kind));

/** Part of a kind of client's spending that goes to a product line; 0 when it buys nothing of it. */
export const tasteOf = (kind: ClientKind, line: LineCode): number => tastes[kind][line] ?? 0;

/** How often a client orders and from how many products. */
export interface Rhythm {
  /** Days from one order to the next, on average. */
  readonly orderEvery: number;
  /** Days after which a single product comes up again, on average. */
  readonly productEvery: number;
  readonly products: number;
}

/** The more a client buys, the oftener and the broader it orders. `yearlyNet` in forints. */
export function rhythmOf(code: string, yearlyNet: number): Rhythm {
  const random = randomOf('rhythm', code);
  const millions = yearlyNet / 1_000_000;
  const [orderEvery, productEvery, products] =
    millions >= 400 ? [3.5, 37, 86] : millions >= 80 ? [7, 46, 46] : millions >= 25 ? [14, 58, 24] : [24, 72, 15];
  return {
    orderEvery: orderEvery * random.between(0.85, 1.2),
    productEvery: productEvery * random.between(0.9, 1.15),
    products: Math.round(products * random.between(0.85, 1.15)),
  };
}

const paymentDaysByKind: Readonly<Record<ClientKind, number>> = {
  betegszállító: 15,
  fogászat: 15,
  gyógyszertár: 30,
  gyógyszertárlánc: 45,
  idősotthon: 30,
  klinika: 30,
  kórház: 60,
  labor: 30,
  nagykereskedő: 45,
  otthonápolás: 15,
  szakrendelő: 30,
  szanatórium: 30,
};

/** Discount and payment term of a client; `millions` is what it buys in a year. Large ones and wholesalers get more. */
export function tradeTerms(
  code: string,
  kind: ClientKind,
  millions: number,
): { discount: number; paymentDays: number } {
  const bySize = millions >= 400 ? 10 : millions >= 150 ? 8 : millions >= 80 ? 6.5 : millions >= 25 ? 4 : 1;
  const haggled = randomOf('discount', code).whole(-2, 2) * 0.5;
  const percent = Math.max(0, bySize + haggled + (kind === 'nagykereskedő' ? 3 : 0));
  return { discount: percent / 100, paymentDays: millions < 10 ? 8 : paymentDaysByKind[kind] };
}
