import { choiceIn, compact, textIn, type RawSearch } from '#platform/web/search.ts';

/** The view of the product list as its address keeps it. */
export interface ProductsSearch {
  readonly search?: string;
  readonly kind?: 'goods' | 'service' | 'charge';
}

export const readProductsSearch = (raw: RawSearch): ProductsSearch =>
  compact({ search: textIn(raw, 'search'), kind: choiceIn(raw, 'kind', ['goods', 'service', 'charge']) });
