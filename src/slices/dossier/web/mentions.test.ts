import { describe, expect, it } from 'vitest';
import { beingNamed, named } from './mentions.ts';

const colleagues = [
  { id: 1, name: 'Ágoston Anna' },
  { id: 2, name: 'Őri Béla' },
  { id: 3, name: 'Zólyomi Cili' },
];
const ids = (text: string): number[] => beingNamed(text, colleagues).map(({ id }) => id);

describe('after an @', () => {
  it.each([
    ['everybody, as long as nothing is written', 'szia @', [1, 2, 3]],
    ['those with these letters, whatever their accents', '@ori', [2]],
    ['by any part of the name', 'kérdezd @cil', [3]],
    ['also after a blank in the name', '@agoston a', [1]],
    ['nobody when the name is whole', '@Őri Béla már', []],
    ['nobody inside of a word: it is an address', 'a@b', []],
    ['nobody without one', 'szia', []],
    ['nobody whom we do not know', '@xyz', []],
  ])('%s', (_what, text, expected) => {
    expect(ids(text)).toEqual(expected);
  });
});

it('those are named whose whole names stand after an @', () => {
  const text = '@Őri Béla és @Ágoston Anna, de nem Zólyomi Cili';
  expect(named(text, colleagues).map(({ id }) => id)).toEqual([1, 2]);
});
