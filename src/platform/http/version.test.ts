import type { FastifyReply, FastifyRequest } from 'fastify';
import { expect, test, vi } from 'vitest';
import { ProblemError } from './problem.ts';
import { checkVersion, seenVersionOf, tellVersion } from './version.ts';

const asking = (given: string | undefined): FastifyRequest => ({ headers: { 'if-match': given } }) as FastifyRequest; // all that it reads

test('the version that was seen', () => {
  expect(seenVersionOf(asking('"7"'), false)).toBe(7);
});

test.each([
  [undefined, 428, 'version-missing'],
  ['7', 400, 'version-unreadable'],
  ['W/"7"', 400, 'version-unreadable'],
  ['"0"', 400, 'version-unreadable'],
  ['"1", "2"', 400, 'version-unreadable'],
  ['*', 400, 'version-unreadable'],
  ['"12345678901"', 400, 'version-unreadable'],
])('If-Match %s is refused with %i %s', (given, status, code) => {
  expect(() => seenVersionOf(asking(given), false)).toThrow(expect.objectContaining({ status, code }));
});

test('what was changed meanwhile is not overwritten', () => {
  expect(() => checkVersion(8, 7)).toThrow(new ProblemError(412, 'version-stale', { current: 8, seen: 7 }));
  expect(() => checkVersion(7, 7)).not.toThrow();
});

test('a reply tells its version, and one without says nothing', () => {
  const header = vi.fn<(name: string, value: string) => void>();
  const reply = { header } as unknown as FastifyReply; // all that it uses
  tellVersion(reply, { version: 3 });
  tellVersion(reply, [1]);
  tellVersion(reply, undefined);
  expect(header.mock.calls).toEqual([['etag', '"3"']]);
});

test('a command of the host says what shall be, whatever is there', () => {
  const seen = seenVersionOf(asking('*'), true);
  for (const current of [1, 7]) expect(() => checkVersion(current, seen)).not.toThrow();
});
