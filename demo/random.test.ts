import { expect, test } from 'vitest';

import { randomOf } from './random.ts';

const drawn = (name: string, count: number): readonly number[] => {
  const random = randomOf(name);
  return Array.from({ length: count }, () => random.next());
};

test('the same name always gives the same stream, another name another one', () => {
  expect(drawn('account V10214', 50)).toEqual(drawn('account V10214', 50));
  expect(drawn('account V10214', 50)).not.toEqual(drawn('account V10215', 50));
});

test('draws lie in their range and spread over it evenly', () => {
  const draws = drawn('evenness', 100_000);
  expect(Math.min(...draws.slice(0, 10_000))).toBeGreaterThanOrEqual(0);
  expect(draws.every((draw) => draw < 1)).toBe(true);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const part = draws.filter((draw) => Math.floor(draw * 10) === tenth).length / draws.length;
    // Five standard deviations of a tenth of 100,000 draws.
    expect(Math.abs(part - 0.1)).toBeLessThan(0.005);
  }
});

test('whole numbers include both ends', () => {
  const random = randomOf('whole');
  expect(new Set(Array.from({ length: 200 }, () => random.whole(1, 3)))).toEqual(new Set([1, 2, 3]));
});

test('factors lie around 1 and are never negative', () => {
  const random = randomOf('factor');
  const factors = Array.from({ length: 20_000 }, () => random.factor(0.1)).toSorted((left, right) => left - right);
  expect(factors[0]).toBeGreaterThan(0);
  expect(factors[10_000]).toBeCloseTo(1, 2);
});
