import { expect, it } from 'vitest';
import type { Product } from '#slices/catalog/contract.ts';
import { withProduct } from './products.ts';

const product = (id: number): Product => ({
  id,
  code: `P-${id}`,
  name: null,
  kind: 'goods',
  kindIsSet: false,
  version: 1,
});
const abilities = { edit: true };

it('changes one product on whichever page it stands, and leaves the others as they are', () => {
  const data = {
    pages: [
      { products: [product(1), product(2)], nextCursor: 'x', abilities },
      { products: [product(3)], nextCursor: null, abilities },
    ],
    pageParams: [undefined, 'x'],
  };
  const changed = withProduct(data, 3, { kind: 'charge', kindIsSet: true });
  expect(changed?.pages.map((page) => page.products.map(({ kind }) => kind))).toEqual([['goods', 'goods'], ['charge']]);
  expect(data.pages[1]?.products[0]?.kind).toBe('goods');
  expect(withProduct(undefined, 3, {})).toBeUndefined();
});
