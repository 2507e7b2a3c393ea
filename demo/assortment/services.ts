import type { ProductLine } from './product-line.ts';

/** Work that is sold like a product; people are not booked as cost of goods, so none of it has a cost. */
export const services: ProductLine = {
  code: 'SZ',
  listMargin: 0,
  season: 'even',
  products: [
    ['SZ-0101', 'Eszközhasználati képzés, nap', 190000, 3],
    ['SZ-0103', 'Sebkezelési továbbképzés, fő', 24000, 4],
    ['SZ-0201', 'Infúziós pumpa éves karbantartása', 18500, 6],
    ['SZ-0203', 'EKG-készülék éves felülvizsgálata', 22500, 4],
    ['SZ-0205', 'Vérnyomásmérő hitelesítése', 6900, 9],
    ['SZ-0211', 'Helyszíni javítás, óra', 16800, 4],
  ],
};

/** Services are counted in halves (half a day, half an hour) where the name ends in the unit. */
export const halfSteps: ReadonlySet<string> = new Set(['SZ-0101', 'SZ-0211']);

export const freight = 'DJ-0001';
export const smallOrderFee = 'DJ-0002';
export const freightAbroad = 'DJ-0005';
export const yearEndBonus = 'DJ-0009';

/** What stands on an invoice beside the goods. The bonus has no price of its own: it is reckoned per client. */
export const charges: ProductLine = {
  code: 'DJ',
  listMargin: 0,
  season: 'even',
  products: [
    [freight, 'Szállítási díj', 4900, 0],
    [smallOrderFee, 'Kisrendelési felár', 2500, 0],
    [freightAbroad, 'Nemzetközi fuvardíj', 38000, 0],
    [yearEndBonus, 'Éves forgalmi bónusz', 0, 0],
  ],
};
