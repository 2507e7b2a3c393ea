import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { signInDoors } from '#platform/auth/sign-in.ts';
import { testHouse } from '#testing/house.ts';
import { faultsOfReply } from '#testing/matrix/reply-rules.ts';
import { doorOf } from '#testing/matrix/walk.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kulcs-page-'));
mkdirSync(path.join(folder, 'web/assets'), { recursive: true });
writeFileSync(path.join(folder, 'web/index.html'), '<!doctype html><title>Kulcs</title>');
writeFileSync(path.join(folder, 'web/assets/main-1a2b3c.js'), 'export {};');
writeFileSync(path.join(folder, 'beside.txt'), 'zq-beside-the-page');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const house = testHouse({ pageFolder: path.join(folder, 'web') });
const html = { accept: 'text/html,*/*' };
const page = { isApi: false };

/** Every door of the server, as the server itself lists them. */
function allDoors(): string[] {
  const parents: string[] = [];
  return house.house.app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent, part, methods] = /^([\s│]*)[├└]── (.*?) \(([A-Z, ]+)\)$/.exec(line) ?? [];
      if (indent === undefined || part === undefined || methods === undefined) return [];
      const depth = indent.length / 4;
      parents.splice(depth, parents.length, part);
      return methods.split(', ').map((method) => `${method} ${parents.join('')}`);
    })
    .filter((door) => !door.startsWith('HEAD '));
}

it('these are all the doors there are: those of the slices, of the sign-in, of health, and the page', () => {
  const expected = [
    ...house.house.routes.map(doorOf),
    ...signInDoors.map(({ method, path: place }) => `${method} /api/auth${place}`),
    ...house.house.openRoutes.map(({ method, url }) => `${method} ${url}`),
    'GET /metrics',
    'GET /health/live',
    'GET /health/ready',
    'GET *',
  ];
  expect(allDoors().sort()).toEqual(expected.sort());
});

describe('without being signed in one gets', () => {
  it.each([
    ['that the server lives', '/health/live', { status: 'live' }],
    ['that it is ready', '/health/ready', { status: 'ready' }],
  ])('%s', async (_what, url, json) => {
    const reply = await house.anonymous.get(url);
    expect([reply.status, reply.json]).toEqual([200, json]);
    expect(faultsOfReply(reply, page)).toEqual([]);
  });

  it.each(['/', '/index.html', '/key-accounts', '/accounts/12?from=2026-01-01', '/anything/at/all'])(
    'the page at %s, asked for anew each time',
    async (url) => {
      const reply = await house.anonymous.send({ method: 'GET', url, headers: html });
      expect(reply.status).toBe(200);
      expect(reply.text).toContain('<title>Kulcs</title>');
      expect(reply.headers['cache-control']).toBe('no-cache');
      expect(faultsOfReply(reply, page)).toEqual([]);
    },
  );

  it('built files, to be kept: their names carry their content', async () => {
    const reply = await house.anonymous.get('/assets/main-1a2b3c.js');
    expect([reply.status, reply.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(reply.headers['content-type']).toMatch(/^(text|application)\/javascript/);
    expect(faultsOfReply(reply, page)).toEqual([]);
  });
});

describe('there is nothing', () => {
  it.each([
    ['under a missing file', '/assets/gone.js', html],
    ['under a missing door', '/api/gone', html],
    ['under a missing kind of health', '/health/gone', html],
    ['for a program under an address of the page', '/key-accounts', { accept: 'application/json' }],
    ['beside the folder', '/../beside.txt', {}],
    ['beside the folder, written otherwise', '/%2e%2e/beside.txt', {}],
    ['beside the folder, written in one part', '/..%2fbeside.txt', {}],
    ['beside the folder, with two slashes', '//../beside.txt', {}],
    ['beside the folder, from inside', '/assets/..%2f..%2fbeside.txt', {}],
    ['beside the folder, with the other slash', '/..%5cbeside.txt', {}],
    ['behind a NUL character', '/index.html%00.js', {}],
    ['that cannot be decoded', '/%E0%A4%A', html],
    ['in the folder itself', '/assets/', {}],
  ])('%s', async (_where, url, headers) => {
    const reply = await house.anonymous.send({ method: 'GET', url, headers });
    expect([reply.status, reply.json]).toMatchObject([404, { code: 'not-found' }]);
    expect(reply.text).not.toContain('zq-beside');
    expect(
      faultsOfReply(reply, { isApi: url.startsWith('/api/') || reply.headers['cache-control'] === 'no-store' }),
    ).toEqual([]);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])('to %s at the page', async (method) => {
    const reply = await house.anonymous.send({ method, url: '/', headers: html });
    expect(reply.status).toBe(404);
    expect(faultsOfReply(reply, page)).toEqual([]);
  });
});

it('under another name of the host not even the page is shown', async () => {
  for (const url of ['/', '/health/live', '/assets/main-1a2b3c.js']) {
    const reply = await house.anonymous.send({ method: 'GET', url, headers: { ...html, host: 'rebound.test:4600' } });
    expect([reply.status, reply.json]).toMatchObject([421, { code: 'wrong-host' }]);
    expect(faultsOfReply(reply, page)).toEqual([]);
  }
});
