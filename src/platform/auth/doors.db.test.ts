import { betterAuth } from 'better-auth';
import { magicLink } from 'better-auth/plugins';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { newAddress, people, testHouse } from '#testing/house.ts';
import { signInDoors } from './sign-in.ts';

const house = testHouse();

afterEach(() => {
  vi.restoreAllMocks();
});

interface Endpoint {
  readonly method: string;
  readonly path: string;
}

/** Every door that the sign-in library would open by itself, with the plugin that we use. */
function doorsOfLibrary(): Endpoint[] {
  const library = betterAuth({
    secret: 'only to ask for the names of the doors',
    baseURL: 'http://127.0.0.1:4600',
    emailAndPassword: { enabled: true },
    plugins: [magicLink({ sendMagicLink: () => undefined })],
    telemetry: { enabled: false },
  });
  return Object.values(library.api).flatMap((endpoint) => {
    // Functions for programs only have no address.
    const { path, options } = endpoint as { path?: string; options?: { method?: string | string[] } };
    return typeof path === 'string' ? [options?.method ?? 'GET'].flat().map((method) => ({ method, path })) : [];
  });
}

const open = signInDoors.map(({ method, path }) => `${method} ${path}`);
const doors = doorsOfLibrary();

describe('of the doors of the sign-in library', () => {
  it('three are open (reliability, SES-6)', () => {
    expect(open).toEqual(['POST /sign-in/email', 'POST /sign-out', 'GET /magic-link/verify']);
    expect(doors.length).toBeGreaterThan(20);
    for (const door of open) expect(doors.map(({ method, path }) => `${method} ${path}`)).toContain(door);
  });

  it.each(doors.filter(({ method, path }) => !open.includes(`${method} ${path}`)))(
    '$method $path is not there, for nobody and for nobody signed in',
    async ({ method, path }) => {
      const url = `/api/auth${path.replaceAll(/:\w+/g, 'x')}`;
      const ask = { method, url, from: newAddress(), ...(method === 'POST' ? { body: {} } : {}) };
      const browser = await house.asSignedIn(people.admin.email);
      for (const client of [house.anonymous, browser, house.host]) {
        const reply = await client.send(ask);
        expect([reply.status, reply.json]).toMatchObject([404, { code: 'not-found' }]);
      }
    },
  );

  it.each([
    '/api/auth',
    '/api/auth/',
    '/api/auth/sign-in',
    '/api/auth/sign-in/email/',
    '/api/auth/sign-in/email/x',
    '/api/auth//sign-in/email',
    '/api/auth/../auth/get-session',
    '/api/auth/sign-in%2Femail',
    '/API/auth/get-session',
    '//api/auth/get-session',
  ])('%s is no way around', async (url) => {
    for (const method of ['GET', 'POST']) {
      const ask = { method, url, from: newAddress(), ...(method === 'POST' ? { body: {} } : {}) };
      expect((await house.anonymous.send(ask)).status).toBe(404);
    }
  });
});

it('of our own doors these are open to those who are not in yet', () => {
  expect(house.house.openRoutes.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /api/sign-in',
    'POST /api/sign-in/provider',
    'POST /api/sign-in/forgotten',
    'POST /api/sign-in/link',
    'POST /api/sign-in/link/password',
    'POST /api/sign-in/second-factor',
    'POST /api/sign-in/second-factor/set-up',
    'POST /api/sign-in/second-factor/confirm',
    // Only while there is no company.
    'GET /api/first-run',
    'POST /api/first-run',
  ]);
});

it('what a browser sends cannot write lines of its own anywhere', async () => {
  const written = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
  const { url } = await house.house.signIn.linkFor(people.kam.email);
  const bent = new URL(url);
  bent.searchParams.set('callbackURL', 'https://evil.test/\n2026-03-02 INFO all is well');
  const reply = await house.anonymous.send({ method: 'GET', url: bent.pathname + bent.search, from: newAddress() });
  expect(reply.status).toBe(403);
  for (const spy of written) expect(spy).not.toHaveBeenCalled();
});
