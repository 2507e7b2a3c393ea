import { describe, expect, it } from 'vitest';
import { findingOf, ifLeft } from './finding.ts';

const concentration = {
  top1Share: null,
  top5Share: null,
  top10Share: null,
  topFifthShare: null,
  accountsTo50: null,
  accountsTo95: null,
  hhi: null,
  effectiveAccounts: null,
  gini: null,
  atOrAboveThreshold: null,
};
const totals = {
  net: '1000.00',
  margin: '200.00',
  marginShare: 0.2,
  costCoverage: 1,
  unattributed: null,
  unattributedLines: null,
  accounts: 80,
  positive: 80,
  zero: 0,
  negative: 0,
  change: null,
};
const found = (accountsTo80: number | null, positive: number) =>
  findingOf({ concentration: { ...concentration, accountsTo80 }, totals: { ...totals, positive } });

describe('the finding', () => {
  it('is the few that carry the business', () => {
    expect(found(21, 80)).toEqual({ kind: 'carried', count: 21 });
    expect(found(1171, 4317)).toEqual({ kind: 'carried', count: 1171 });
  });

  it('is that nobody stands out where half of them are needed for 80 %', () => {
    expect(found(45, 59)).toEqual({ kind: 'spread', count: 45, of: 59 });
    expect(found(40, 80)).toEqual({ kind: 'spread', count: 40, of: 80 });
  });

  it('does not call three accounts a spread', () => {
    expect(found(2, 3)).toEqual({ kind: 'carried', count: 2 });
  });

  it('is none without anything sold', () => {
    expect(found(null, 0)).toEqual({ kind: 'none' });
    expect(found(null, 3)).toEqual({ kind: 'none' });
  });
});

describe('if an account left', () => {
  const account = { name: 'Hét Patak', net: '143.00', margin: '32.40' };
  it('its share of both would go', () => {
    expect(ifLeft(account, totals)).toEqual({ name: 'Hét Patak', net: -0.143, margin: -0.162 });
  });

  it('the margin is left out where it is not known, and all of it where there is no whole', () => {
    expect(ifLeft({ ...account, margin: null }, totals)?.margin).toBeNull();
    expect(ifLeft(account, { net: '0.00', margin: null })).toBeNull();
  });
});
