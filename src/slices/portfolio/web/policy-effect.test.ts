import { describe, expect, it } from 'vitest';
import { effectOf, readPolicy } from './policy-effect.ts';

const usual = { shareThreshold: 0.1, firstAccounts: 2, standOut: 2, classA: 0.8, classB: 0.95 };
/** 50, 20, 10, 8, 5, 4, 2, 1: together 100, so that every amount is its percentage. */
const accounts = ['50.00', '20.00', '10.00', '8.00', '5.00', '4.00', '2.00', '1.00'].map((net) => ({
  net,
  margin: null,
}));

describe('the effect of a policy', () => {
  it('counts candidates and classes by the rules of the ranking', () => {
    // A: 50, 20, 10 reach 80 %; B: 8, 5, 4 reach 97 %. At or above 10 %: three accounts.
    expect(effectOf(accounts, 'net', usual)).toEqual({ candidates: 3, classes: { A: 3, B: 3, C: 2 } });
  });

  it('follows the threshold and the first that stand out', () => {
    // An average account has 12.5 %: from 1.5 times that on, 50 and 20 stand out.
    expect(effectOf(accounts, 'net', { ...usual, shareThreshold: 0.6, standOut: 1.5 }).candidates).toBe(2);
    expect(effectOf(accounts, 'net', { ...usual, shareThreshold: 0.6, standOut: 2 }).candidates).toBe(1);
  });

  it('of nothing is nothing', () => {
    expect(effectOf([], 'net', usual)).toEqual({ candidates: 0, classes: { A: 0, B: 0, C: 0 } });
  });
});

describe('the fields of a policy', () => {
  const fields = { shareThreshold: '7', firstAccounts: '5', standOut: '2,5', classA: '80 %', classB: '95' };

  it('are read with comma or point and with a percent sign', () => {
    expect(readPolicy(fields)).toEqual({
      policy: { shareThreshold: 0.07, firstAccounts: 5, standOut: 2.5, classA: 0.8, classB: 0.95 },
      faults: {},
    });
  });

  it('name what cannot be meant', () => {
    expect(readPolicy({ ...fields, shareThreshold: '0', firstAccounts: '2.5', standOut: 'x' }).faults).toEqual({
      shareThreshold: 'percent',
      firstAccounts: 'count',
      standOut: 'times',
    });
    expect(readPolicy({ ...fields, classB: '80' }).faults).toEqual({ classB: 'edges' });
    expect(readPolicy({ ...fields, classA: '', classB: '101' })).toEqual({
      policy: null,
      faults: { classA: 'percent', classB: 'percent' },
    });
  });
});
