import { expect, test } from 'vitest';
import { mergeWords } from './merge-words.ts';

test("the server's sentences stay with the server, the page's own come along", () => {
  expect(
    mergeWords({
      '../../slices/team/messages/en.json': { 'people.name': 'Name', 'problem.last-director': 'Somebody must…' },
      '../../platform/web/messages/en.json': { 'problem.offline': 'No connection.' },
    }),
  ).toEqual({ 'people.name': 'Name', 'problem.offline': 'No connection.' });
});
