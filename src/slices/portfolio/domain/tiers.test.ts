import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actsFrom, handsOver, tierAfter, type DecisionAct, type Tier } from './tiers.ts';

const acts: readonly DecisionAct[] = ['nominate', 'confirm', 'watch', 'decline', 'retire'];
const tiers: readonly Tier[] = ['none', 'nominated', 'key', 'watch', 'declined', 'retired'];

describe('what can be decided from where', () => {
  test.each([
    ['none', 'nominate confirm watch decline'],
    ['nominated', 'confirm watch decline'],
    ['key', 'retire'],
    ['watch', 'nominate retire'],
    ['declined', 'nominate'],
    ['retired', 'nominate'],
  ] as const)('%s: %s', (tier, allowed) => {
    expect(actsFrom(tier).join(' ')).toBe(allowed);
    for (const act of acts) expect(tierAfter(tier, act) !== null).toBe(allowed.split(' ').includes(act));
  });

  test('once decided, no other decision on the same question leads on', () => {
    const answers: readonly DecisionAct[] = ['confirm', 'watch', 'decline'];
    for (const question of ['none', 'nominated'] as const) {
      for (const first of answers) {
        const decided = tierAfter(question, first) ?? 'none';
        for (const second of answers) expect(tierAfter(decided, second)).toBeNull();
      }
    }
  });

  test('key is only who was confirmed, whatever was decided before', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 30 }), (story) => {
        let tier: Tier = 'none';
        for (const act of story) {
          const next: Tier | null = tierAfter(tier, act);
          if (next === 'key') expect(act).toBe('confirm');
          if (tier === 'key' && next !== null) expect(act).toBe('retire');
          tier = next ?? tier;
          expect(tiers).toContain(tier);
        }
      }),
    );
  });

  test('who goes, goes with a hand-over', () => {
    expect(acts.filter(handsOver)).toEqual(['decline', 'retire']);
  });
});
