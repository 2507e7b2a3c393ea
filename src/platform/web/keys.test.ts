import { describe, expect, test } from 'vitest';
import { capsOf, follow, nameOf, type Stroke } from './keys.ts';

const stroke = (key: string, held: Partial<Stroke> = {}): Stroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('the name of a stroke', () => {
  test('Ctrl and the Mac key are the same', () => {
    expect(nameOf(stroke('k', { ctrlKey: true }))).toBe('mod+k');
    expect(nameOf(stroke('k', { metaKey: true }))).toBe('mod+k');
  });

  test('by what the key means: the Z of a Hungarian keyboard is a Z', () => {
    expect(nameOf(stroke('Z', { shiftKey: true }))).toBe('shift+z');
  });

  test('Shift that is only needed to write the sign does not count', () => {
    expect(nameOf(stroke('?', { shiftKey: true }))).toBe('?');
  });

  test('AltGr, which is Ctrl and Alt on some systems, is only the character', () => {
    expect(nameOf(stroke('>', { ctrlKey: true, altKey: true }))).toBe('>');
  });

  test('named keys', () => {
    expect(nameOf(stroke('ArrowUp', { altKey: true }))).toBe('alt+arrowup');
  });
});

describe('a sequence', () => {
  const shortcuts = ['g k', 'g a', '?', 'mod+k'];

  test('waits after its first key and is complete after the second', () => {
    expect(follow([], 'g', shortcuts)).toEqual({ complete: null, pending: ['g'] });
    expect(follow(['g'], 'k', shortcuts)).toEqual({ complete: 'g k', pending: [] });
  });

  test('a key that does not go on with it begins anew', () => {
    expect(follow(['g'], '?', shortcuts)).toEqual({ complete: '?', pending: [] });
    expect(follow(['g'], 'g', shortcuts)).toEqual({ complete: null, pending: ['g'] });
    expect(follow(['g'], 'x', shortcuts)).toEqual({ complete: null, pending: [] });
  });

  test('k alone is no shortcut', () => {
    expect(follow([], 'k', shortcuts)).toEqual({ complete: null, pending: [] });
  });
});

test('key caps', () => {
  expect(capsOf('mod+k')).toEqual(['Ctrl K']);
  expect(capsOf('g k')).toEqual(['G', 'K']);
  expect(capsOf('enter')).toEqual(['↵']);
});
