import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isStorable, parseInput } from './input.ts';
import { ProblemError } from './problem.ts';

const shape = z.strictObject({
  name: z.string().trim(),
  tags: z.array(z.string()).optional(),
  inner: z.record(z.string(), z.string()).optional(),
});

function placeOf(value: unknown): unknown {
  try {
    parseInput(shape, value, 'body');
    return null;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect([error.status, error.code]).toEqual([400, 'invalid-input']);
    return error.facts['where'];
  }
}

describe('names the place of what is wrong', () => {
  it.each([
    ['nothing at all', undefined, 'body'],
    ['a list for an object', [], 'body'],
    ['a field missing', {}, 'name'],
    ['a list for a text', { name: ['a'] }, 'name'],
    ['an unknown field', { name: 'a', owner: 1 }, 'owner'],
    ['two unknown fields', { name: 'a', id: 1, version: 2 }, 'id.version'],
    ['a place inside', { name: 'a', tags: ['x', 1] }, 'tags.1'],
    ['a NUL character', { name: 'a\0b' }, 'name'],
    ['a NUL character inside a list', { name: 'a', tags: ['x', '\0'] }, '1'],
    ['half of a surrogate pair', { name: '\udc00' }, 'name'],
    ['a NUL character in a key', { name: 'a', inner: { 'x\0': 'y' } }, 'inner'],
  ])('%s', (_what, value, place) => {
    expect(placeOf(value)).toBe(place);
  });
});

it('gives back what the shape makes of it', () => {
  expect(parseInput(shape, { name: '  Őrségi 🗝 ', tags: [] }, 'body')).toEqual({ name: 'Őrségi 🗝', tags: [] });
});

it('without a shape a query must be empty', () => {
  expect(parseInput(undefined, {}, 'query')).toBeUndefined();
  expect(() => parseInput(undefined, { sort: 'net' }, 'query')).toThrow(ProblemError);
});

it.each([
  ['', true],
  ['őű 🗝 e\u0301 \u202e', true],
  ['\0', false],
  ['a\ud83d', false],
  ['\udddda', false],
])('whether %j can be stored: %s', (text, answer) => {
  expect(isStorable(text)).toBe(answer);
});
