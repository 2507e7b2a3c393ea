import { expect, it } from 'vitest';
import { changesIn, kindOf } from './audit-reading.ts';

it.each([
  ['export.key-accounts', 'export:key-accounts', 'export'],
  ['fact.look', 'account:14646', 'look'],
  ['role.give', 'person:7', 'rights'],
  ['account.assign', 'account:14646', 'change'],
] as const)('%s of %s is of the kind %s', (action, subject, kind) => {
  expect(kindOf(action, subject)).toBe(kind);
});

it.each([
  [
    { before: { town: 'Pécs' }, after: { town: 'Baja', kind: 'chain' } },
    [
      ['town', 'Pécs', 'Baja'],
      ['kind', null, 'chain'],
    ],
  ],
  [{ before: 4, after: 7 }, [['value', '4', '7']]],
  [
    { before: null, after: { roles: ['kam', 'support'], until: null } },
    [
      ['roles', null, 'kam, support'],
      ['until', null, null],
    ],
  ],
  [
    { rows: 212, filter: { owner: 3 } },
    [
      ['rows', null, '212'],
      ['filter', null, 'owner 3'],
    ],
  ],
  [{}, []],
])('%j is told field by field', (detail, told) => {
  expect(changesIn(detail).map(({ field, before, after }) => [field, before, after])).toEqual(told);
});
