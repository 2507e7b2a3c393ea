import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { curvePoints } from './curve.ts';
import { rank } from './ranking.ts';

const ranking = (count: number) =>
  rank(
    Array.from({ length: count }, (_unused, index) => ({ value: BigInt(count - index) })),
    { classA: 0.8, classB: 0.95 },
  );
const ranksOf = (count: number, marked: number | null): number[] =>
  curvePoints(ranking(count), marked).map((one) => one.rank);

describe('points of the Pareto curve', () => {
  test.each([0, 1, 2, 199, 200])('%i accounts are all of them drawn', (count) => {
    expect(ranksOf(count, null)).toEqual(Array.from({ length: count }, (_unused, index) => index + 1));
  });

  test.each([
    [201, 57],
    [201, 200],
    [250, null],
    [4372, 1171],
    [10_000, 2],
    [10_000, 9999],
  ])('of %i accounts at most 200 are, with the first, the last and number %s', (count, marked) => {
    const ranks = ranksOf(count, marked);
    expect(ranks.length).toBeLessThanOrEqual(200);
    expect(ranks).toContain(1);
    expect(ranks).toContain(count);
    if (marked !== null) expect(ranks).toContain(marked);
  });

  test('they are in order, each once, at most 200, and evenly spread', () => {
    fc.assert(
      fc.property(fc.integer({ min: 201, max: 3000 }), fc.double({ min: 0, max: 1, noNaN: true }), (count, place) => {
        const ranks = ranksOf(count, 1 + Math.floor(place * (count - 1)));
        expect([...new Set(ranks)].sort((a, b) => a - b)).toEqual(ranks);
        expect(ranks.length).toBeLessThanOrEqual(200);
        expect(ranks.length).toBeGreaterThan(150);
        const widest = Math.max(...ranks.slice(1).map((one, index) => one - (ranks[index] ?? 0)));
        expect(widest).toBeLessThanOrEqual(Math.ceil(count / 198) + 1);
      }),
    );
  });
});
