import { expect, test } from 'vitest';

import { costOf, unitPriceOf } from './prices.ts';
import { demoProducts, productOf, type DemoProduct } from './products.ts';
import { chargeCodes } from './sales-file.ts';

test('some 200 products, each with a code and a name of its own', () => {
  expect(demoProducts.length).toBeGreaterThanOrEqual(190);
  expect(demoProducts.length).toBeLessThanOrEqual(210);
  expect(new Set(demoProducts.map((product) => product.code)).size).toBe(demoProducts.length);
  expect(new Set(demoProducts.map((product) => product.name)).size).toBe(demoProducts.length);
  expect(demoProducts.every((product) => product.code.startsWith(`${product.line}-`))).toBe(true);
});

test('services and charges are not goods, and only they and a few goods have no cost', () => {
  expect(productOf('SZ-0101').kind).toBe('service');
  expect(productOf('DJ-0001').kind).toBe('charge');
  expect(productOf('IN-2214').kind).toBe('goods');
  const withoutCost = demoProducts.filter((product) => product.unitCost === null);
  expect(withoutCost.filter((product) => product.kind === 'goods').map((product) => product.code)).toEqual([
    'SE-5195',
    'MU-8161',
    'KS-9111',
    'OT-9251',
    'FO-5561',
  ]);
  expect(withoutCost.filter((product) => product.kind !== 'goods')).toHaveLength(10);
});

test('an unknown code is refused', () => {
  expect(() => productOf('XX-0000')).toThrow('XX-0000');
});

test('the rule for charges names them and nothing else', () => {
  expect(chargeCodes).toEqual(['DJ-*']);
  for (const product of demoProducts) expect(product.code.startsWith('DJ-')).toBe(product.kind === 'charge');
});

const glove: DemoProduct = { ...productOf('KE-0317'), listPrice: 2460, unitCost: 2000 };
const freight: DemoProduct = { ...productOf('DJ-0001'), listPrice: 4900 };

test('prices: whole forints, less the discount, 4.5% lower for each year back; charges are not discounted', () => {
  expect(unitPriceOf(glove, 0, 0)).toBe(2460);
  expect(unitPriceOf(glove, 0, 0.1)).toBe(2214);
  // 2460 / 1.045 = 2354.07; 2460 / 1.045² = 2252.7
  expect(unitPriceOf(glove, 1, 0)).toBe(2354);
  expect(unitPriceOf(glove, 2, 0)).toBe(2253);
  expect(unitPriceOf(freight, 0, 0.1)).toBe(4900);
});

test('cost is of the whole line, carries its sign, and stays unknown where it is', () => {
  expect(costOf(glove, 0, 3)).toBe(6000);
  expect(costOf(glove, 0, -3)).toBe(-6000);
  // Gloves: 4.5% − 1.5% a year; 6000 / 1.03 = 5825.2
  expect(costOf(glove, 1, 3)).toBe(5825);
  expect(costOf(freight, 0, 1)).toBeNull();
});
