import type { Season } from '../seasons.ts';

/** Product lines by the prefix of their product codes. SZ is services, DJ charges, the rest are goods. */
export type LineCode =
  'BO' | 'DJ' | 'FE' | 'FO' | 'FT' | 'GY' | 'IN' | 'KA' | 'KE' | 'KO' | 'KS' | 'LA' | 'MU' | 'OT' | 'SE' | 'SZ' | 'VE';

/** Code, name, list price of this year in forints, how well it sells within its line, and its season when not the line's. */
export type ProductRow = readonly [code: string, name: string, price: number, popularity: number, season?: Season];

/** Products that are bought alike and earn alike. */
export interface ProductLine {
  readonly code: LineCode;
  /** Part of the list price that stays after the cost of the goods when a client gets no discount, 0 to 1. */
  readonly listMargin: number;
  readonly season: Season;
  readonly products: readonly ProductRow[];
}
