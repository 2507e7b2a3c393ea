import type { ProductKind } from '#slices/catalog/contract.ts';

import { dental } from './assortment/dental.ts';
import { laboratory, rapidTests } from './assortment/diagnostics.ts';
import { homeDevices, instruments, wardEquipment } from './assortment/equipment.ts';
import { disinfection, gloves, protection } from './assortment/hygiene.ts';
import type { LineCode, ProductLine } from './assortment/product-line.ts';
import { charges, halfSteps, services } from './assortment/services.ts';
import { dermatology, dressings, woundCare } from './assortment/skin-and-wounds.ts';
import { catheters, infusion, syringes } from './assortment/ward.ts';
import { randomOf } from './random.ts';
import type { Season } from './seasons.ts';

/** Something that stands on the demo company's invoices. */
export interface DemoProduct {
  readonly code: string;
  readonly name: string;
  readonly line: LineCode;
  readonly kind: ProductKind;
  /** List price of this year, whole forints net. */
  readonly listPrice: number;
  /** What one piece cost us this year, forints; null where the ERP does not know. */
  readonly unitCost: number | null;
  /** Smallest quantity that is sold. */
  readonly step: number;
  /** How well it sells within its line. */
  readonly popularity: number;
  readonly season: Season;
}

/** Goods on consignment or straight from the maker, whose cost the ERP does not hold. */
const costUnknown: ReadonlySet<string> = new Set(['SE-5195', 'MU-8161', 'KS-9111', 'OT-9251', 'FO-5561']);

const productLines: readonly ProductLine[] = [
  infusion,
  syringes,
  catheters,
  gloves,
  disinfection,
  protection,
  dressings,
  woundCare,
  dermatology,
  rapidTests,
  laboratory,
  instruments,
  wardEquipment,
  homeDevices,
  dental,
  services,
  charges,
];

const kindOf = (line: LineCode): ProductKind => (line === 'SZ' ? 'service' : line === 'DJ' ? 'charge' : 'goods');

/** No two products of a line earn quite the same. */
const unitCostOf = (code: string, price: number, listMargin: number): number =>
  price * (1 - listMargin - randomOf('margin', code).between(-0.03, 0.03));

/** The whole range, each code once. */
export const demoProducts: readonly DemoProduct[] = productLines.flatMap((line) =>
  line.products.map(([code, name, price, popularity, season]) => {
    const kind = kindOf(line.code);
    return {
      code,
      name,
      line: line.code,
      kind,
      listPrice: price,
      unitCost: kind !== 'goods' || costUnknown.has(code) ? null : unitCostOf(code, price, line.listMargin),
      step: halfSteps.has(code) ? 0.5 : 1,
      popularity,
      season: season ?? line.season,
    };
  }),
);

const productsByCode = new Map(demoProducts.map((product) => [product.code, product]));

/** The product of a code; a code that nobody wrote down is a mistake in the demo itself. */
export function productOf(code: string): DemoProduct {
  const product = productsByCode.get(code);
  if (!product) throw new Error(`The demo has no product ${code}.`);
  return product;
}
