import { expect, test } from 'vitest';
import { randomOf } from './random.ts';

const draw = (seed: number): number[] => {
  const random = randomOf(seed);
  return Array.from({ length: 1000 }, () => random.between(1, 6));
};

test('a seed repeats its numbers, another gives others', () => {
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('the numbers reach both ends and go no further, each about as often', () => {
  const counts = Map.groupBy(draw(7), (number) => number);
  expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  for (const drawn of counts.values()) expect(drawn.length).toBeGreaterThan(120);
});
