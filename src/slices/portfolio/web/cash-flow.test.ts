import { describe, expect, test } from 'vitest';
import { amountIn, readScenario, shareIn, valueOf } from './cash-flow.ts';

describe('what is typed into the cash-flow table', () => {
  test.each([
    ['1 247 300', 'HUF', '1247300'],
    ['1247,5', 'EUR', '1247.5'],
    ['−5', 'HUF', '-5'],
    ['', 'HUF', '0'],
    ['1,5', 'HUF', null], // forints carry no decimals
    ['sok', 'HUF', null],
  ])('%j of %s is %s', (text, currency, amount) => {
    expect(amountIn(text, currency)).toBe(amount);
  });

  test.each([
    ['12', 0.12],
    ['7,5 %', 0.075],
    ['0', 0],
    ['101', null],
    ['-1', null],
    ['', null],
  ])('%j percent is %s', (text, share) => {
    expect(shareIn(text)).toBe(share);
  });

  const year = { contribution: '100', investment: '', staying: '100' };

  test('is sent as a whole, or not at all', () => {
    expect(readScenario({ name: ' Terv ', rate: '12', years: [year] }, 'HUF')).toEqual({
      name: 'Terv',
      rate: 0.12,
      years: [{ contribution: '100', investment: '0', staying: 1 }],
    });
    for (const wrong of [{ name: ' ' }, { rate: '' }, { years: [] }, { years: [{ ...year, staying: 'x' }] }]) {
      expect(readScenario({ name: 'Terv', rate: '12', years: [year], ...wrong }, 'HUF')).toBeNull();
    }
  });

  test('is valued as formulas part 4 has it: 100, 120, 140 less 150 at 12 % is 134.60', () => {
    const years = ['', '100', '120', '140'].map((contribution, at) => ({
      ...year,
      contribution,
      investment: at === 0 ? '150' : '',
    }));
    const content = readScenario({ name: 'Terv', rate: '12', years }, 'EUR');
    expect(content && valueOf(content, 'EUR').npv).toBe(13_460n);
  });
});
