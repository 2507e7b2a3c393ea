import { expect, test } from 'vitest';
import { choiceIn, compact, dayIn, flagIn, textIn, wholeIn } from './search.ts';

const raw = {
  q: 'hét',
  number: 12,
  day: '2026-02-30',
  from: '2026-02-28',
  all: 'true',
  by: 'group',
  owner: '7',
  list: ['x'],
};

test('reads what is there', () => {
  expect(textIn(raw, 'q')).toBe('hét');
  expect(textIn(raw, 'number')).toBe('12');
  expect(dayIn(raw, 'from')).toBe('2026-02-28');
  expect(flagIn(raw, 'all')).toBe(true);
  expect(choiceIn(raw, 'by', ['account', 'group'])).toBe('group');
  expect(wholeIn(raw, 'owner')).toBe(7);
});

test('leaves out what nobody can have meant', () => {
  expect(dayIn(raw, 'day')).toBeUndefined();
  expect(textIn(raw, 'list')).toBeUndefined();
  expect(choiceIn(raw, 'q', ['account'])).toBeUndefined();
  expect(wholeIn({ owner: '-7' }, 'owner')).toBeUndefined();
  expect(wholeIn({ owner: '1e999' }, 'owner')).toBeUndefined();
  expect(flagIn({ all: 'yes' }, 'all')).toBeUndefined();
  expect(textIn({ q: 'x'.repeat(500) }, 'q')).toHaveLength(200);
});

test('an address carries only what was chosen', () => {
  expect(compact({ from: undefined, by: 'group' })).toEqual({ by: 'group' });
});
