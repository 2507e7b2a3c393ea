import { describe, expect, it } from 'vitest';
import type { Day } from '#kernel/day.ts';
import { topics } from './topics.ts';
import { faultOf, missingTopics, staleOn } from './validity.ts';

const day = (text: string): Day => text as Day; // days of this table

describe('a fact is stale', () => {
  it.each([
    ['needs', '2026-01-31', null, '2026-07-31', 'after the six months of its topic'],
    ['needs', '2025-08-31', null, '2026-02-28', 'at the end of a month that is shorter'],
    ['history', '2024-02-29', null, '2029-02-28', 'after five years, from a leap day'],
    ['figures', '2025-05-31', null, '2026-11-30', 'after eighteen months'],
    ['needs', '2026-01-31', '2026-02-15', '2026-02-15', 'earlier, when somebody said so'],
    ['needs', '2026-01-31', '2027-02-15', '2027-02-15', 'later, when somebody said so'],
  ] as const)('%s of %s (said: %s) on %s: %s', (topic, knownOn, askAgainOn, expected, _why) => {
    expect(staleOn(topic, day(knownOn), askAgainOn === null ? null : day(askAgainOn))).toBe(expected);
  });
});

describe('what is missing', () => {
  it('is every topic that is asked for, as long as nothing is known', () => {
    expect(missingTopics(new Set())).toEqual(topics.filter(({ isAsked }) => isAsked).map(({ id }) => id));
  });
  it('is not what is known, nor what no dossier asks for', () => {
    const missing = missingTopics(new Set(['history', 'needs', 'observations']));
    expect(missing).not.toContain('history');
    expect(missing).not.toContain('needs');
    expect(missing).not.toContain('people');
    expect(missing).toContain('strategy');
  });
});

describe('a fact cannot be', () => {
  const fine = { topic: 'needs', class: 'internal', knownOn: '2026-03-02', year: null, figure: null } as const;
  const today = day('2026-03-02');
  it.each([
    ['right as it is', {}, null],
    ['a figure without a year', { topic: 'figures', figure: 'revenue' }, 'figure-incomplete'],
    ['a figure without saying which', { topic: 'figures', year: 2025 }, 'figure-incomplete'],
    ['a whole figure', { topic: 'figures', year: 2025, figure: 'revenue', class: 'public' }, null],
    ['a year where there is no figure', { year: 2025 }, 'figure-incomplete'],
    ['personal on a topic of the company', { class: 'personal' }, 'class-of-topic'],
    ['of people and not personal', { topic: 'people' }, 'class-of-topic'],
    ['of people and personal', { topic: 'people', class: 'personal' }, null],
    ['of tomorrow', { knownOn: '2026-03-03' }, 'known-later'],
  ] as const)('%s', (_what, change, expected) => {
    expect(faultOf({ ...fine, ...change, today })).toBe(expected);
  });
});
