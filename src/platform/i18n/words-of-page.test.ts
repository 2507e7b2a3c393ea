import { expect, test } from 'vitest';
import { wordsOfPage } from './words-of-page.ts';

test("the server's sentences stay with the server, the page's own come along", () => {
  expect(
    wordsOfPage([
      {
        file: 'slices/team/messages/en.json',
        text: '{"people.name": "Name", "problem.last-director": "Somebody must…"}',
      },
      { file: 'platform/web/messages/en.json', text: '{"problem.offline": "No connection."}' },
    ]),
  ).toEqual({ 'people.name': 'Name', 'problem.offline': 'No connection.' });
});
