import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectOfCard, isProposedByJudgement, judge, quadrantOf, type Card } from './score-card.ts';

// The card that the house comes with: 75 % attractiveness, 25 % strength.
const card: Card = {
  criteria: [
    { id: 1, axis: 'attractiveness', weight: 20 },
    { id: 2, axis: 'attractiveness', weight: 25 },
    { id: 3, axis: 'attractiveness', weight: 15 },
    { id: 4, axis: 'attractiveness', weight: 15 },
    { id: 5, axis: 'strength', weight: 25 },
  ],
  attractivenessEdge: 5.5,
  strengthEdge: 5.5,
  proposedFrom: 75,
};
const scores = (...values: readonly (number | null)[]): Map<number, number> =>
  new Map(values.flatMap((value, index) => (value === null ? [] : [[index + 1, value] as const])));

describe('scores × weights, by hand', () => {
  test('all five', () => {
    // 20·8 + 25·9 + 15·7 + 15·6 = 580 of 75; 25·4 = 100 of 25; together 680 of 100.
    const judged = judge(card.criteria, scores(8, 9, 7, 6, 4));
    expect(judged.attractiveness).toBeCloseTo(580 / 75, 12);
    expect(judged.strength).toBe(4);
    expect(judged.score).toBe(68);
    expect(judged.coverage).toBe(1);
  });

  test('what is not scored is left out, not taken for an average', () => {
    // 20·10 + 25·4 = 300 of 45.
    const judged = judge(card.criteria, scores(10, 4));
    expect(judged.attractiveness).toBeCloseTo(300 / 45, 12);
    expect(judged.strength).toBeNull();
    expect(judged.score).toBeCloseTo(3000 / 45, 12);
    expect(judged.coverage).toBe(0.45);
  });

  test('without scores there is nothing', () => {
    expect(judge(card.criteria, scores())).toEqual({ attractiveness: null, strength: null, score: null, coverage: 0 });
  });

  test('a score of a criterion that the card leaves out does not count', () => {
    expect(judge(card.criteria, new Map([[99, 10]])).score).toBeNull();
  });
});

describe('the place on the matrix', () => {
  test.each([
    [5.5, 5.5, 'both'],
    [5.5, 5.4, 'attractive'],
    [5.4, 5.5, 'strong'],
    [1, 1, 'neither'],
    [null, 9, null],
    [9, null, null],
  ] as const)('%s and %s is %s', (attractiveness, strength, place) => {
    expect(quadrantOf({ attractiveness, strength }, card)).toBe(place);
  });
});

describe('proposed by judgement alone', () => {
  test.each([
    [scores(8, 8, 7, 7, 7), false], // 160 + 200 + 105 + 105 + 175 = 745: 74.5
    [scores(8, 8, 7, 7, 8), true], // 770: 77
    [scores(9, 9, 9, 9), false], // the fifth is not scored
    [scores(), false],
  ])('%j: %s', (given, expected) => {
    expect(isProposedByJudgement(judge(card.criteria, given), card)).toBe(expected);
  });
});

test('another card moves accounts: told before it is in force', () => {
  const accounts = [scores(8, 8, 7, 7, 8), scores(2, 2, 2, 2, 9), scores(6, 6, 5, 5, 5), scores()];
  // Before: both, strong, (120 + 150 + 75 + 75) ÷ 75 = 5.6 and 5: attractive, none.
  const stricter = { ...card, attractivenessEdge: 6, proposedFrom: 80 };
  expect(effectOfCard(accounts, card, stricter)).toEqual({ moved: 1, proposedBefore: 1, proposedAfter: 0 });
  expect(effectOfCard(accounts, card, card)).toEqual({ moved: 0, proposedBefore: 1, proposedAfter: 1 });
});

test('whatever the scores, means lie between the lowest and the highest of them', () => {
  const given = fc.array(fc.option(fc.integer({ min: 1, max: 10 })), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(given, (values) => {
      const known = values.filter((value) => value !== null);
      const { attractiveness, strength, score, coverage } = judge(card.criteria, scores(...values));
      expect(coverage === 1).toBe(known.length === 5);
      for (const mean of [attractiveness, strength, score === null ? null : score / 10]) {
        if (mean === null) continue;
        expect(mean).toBeGreaterThanOrEqual(Math.min(...known) - 1e-9);
        expect(mean).toBeLessThanOrEqual(Math.max(...known) + 1e-9);
      }
    }),
  );
});
