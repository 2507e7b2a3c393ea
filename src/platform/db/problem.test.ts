import { expect, test } from 'vitest';
import english from './messages/en.json' with { type: 'json' };
import hungarian from './messages/hu.json' with { type: 'json' };
import { fillSentence, StoreProblem, wordsOf } from './problem.ts';

test('both languages have the same sentences with the same facts', () => {
  const places = (sentences: Readonly<Record<string, string>>): Record<string, string[]> =>
    Object.fromEntries(Object.entries(sentences).map(([key, text]) => [key, text.match(/\{\{\w+\}\}/g)?.sort() ?? []]));
  expect(places(hungarian)).toEqual(places(english));
});

test('a problem says its sentence in English and keeps its code and facts', () => {
  const cause = new Error('below');
  const problem = new StoreProblem('server-too-old', { found: 13, wanted: 15 }, cause);
  expect(problem.message).toBe('The PostgreSQL server is version 13; Kulcs needs 15 or newer.');
  expect(problem).toMatchObject({ code: 'server-too-old', facts: { found: 13, wanted: 15 }, cause });
});

test('a fact that is missing stays visible', () => {
  expect(fillSentence('{{a}} and {{b}}', { a: 0 })).toBe('0 and {{b}}');
});

test('words of whatever was thrown stand on one line', () => {
  expect(wordsOf(new Error(' two\n  lines '))).toBe('two lines');
  expect(wordsOf(7)).toBe('7');
});
