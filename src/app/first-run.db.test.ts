import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asActor } from '#platform/access/transaction.ts';
import { makeFirstRunCode } from '#platform/auth/first-run.ts';
import type { FirstRun } from '#slices/team/first-run-contract.ts';
import { Me } from '#slices/team/contract.ts';
import { clientOf, cookieHeader, type Reply } from '#testing/actor.ts';
import { expectStatus, newAddress, openTestHouse, type TestHouse } from '#testing/house.ts';
import { hostActor } from './wiring.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kulcs-first-'));
mkdirSync(path.join(folder, 'web/assets'), { recursive: true });
writeFileSync(path.join(folder, 'web/index.html'), '<!doctype html><title>Kulcs</title>');
writeFileSync(path.join(folder, 'web/assets/main-1a2b3c.js'), 'export {};');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let house: TestHouse & { close(): Promise<void> };
let code = '';
beforeEach(async () => {
  house = await openTestHouse({ isEmpty: true, pageFolder: path.join(folder, 'web') });
  code = await newCode();
});
afterEach(() => house.close());

const newCode = async (): Promise<string> => {
  const made = await asActor(house.house.database, hostActor, (tx) => makeFirstRunCode(tx, house.clock.now()));
  return made.code;
};

const password = 'négy szó elég hosszú';
const founding = (change: Partial<FirstRun> = {}): FirstRun => ({
  code,
  company: { name: 'Első Kft.', currency: 'HUF', timeZone: 'Europe/Budapest', language: 'en' },
  language: 'hu',
  administrator: { name: 'Alapító Alma', email: 'Alma@kulcs.test', password },
  ...change,
});
const found = (body: unknown, from = newAddress()): Promise<Reply> =>
  house.anonymous.send({ method: 'POST', url: '/api/first-run', body, from });
const page = (url: string): Promise<Reply> =>
  house.anonymous.send({ method: 'GET', url, headers: { accept: 'text/html,*/*' } });
const rowsOf = async (table: string): Promise<number> => {
  const { rows } = await house.superuser.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return rows[0]?.count ?? -1;
};

describe('with the code of the start', () => {
  it('somebody founds the company, and is its administrator', async () => {
    expectStatus(await found(founding()), 204);
    const signedIn = expectStatus(
      await house.anonymous.send({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        body: { email: 'alma@kulcs.test', password },
        from: newAddress(),
      }),
      200,
    );
    const browser = clientOf(house.house.app, {
      host: house.house.host,
      origin: house.publicUrl,
      cookie: cookieHeader(signedIn.cookies),
    });
    const me = Me.parse(expectStatus(await browser.get('/api/me'), 200).json);
    expect(me.person).toMatchObject({ name: 'Alapító Alma', email: 'alma@kulcs.test', roles: ['admin'] });
    expect(me.settings.language).toBe('hu');
    const facts = { name: 'Első Kft.', currency: 'HUF', timeZone: 'Europe/Budapest', isDemo: false, language: 'en' };
    expect(me.company).toEqual({ ...facts, version: 1 });
    const { rows } = await house.superuser.query(
      'select capacity, action, subject, detail from audit.entry order by seq',
    );
    expect(rows).toEqual([
      {
        capacity: 'host',
        action: 'company.found',
        subject: 'company:1',
        detail: {
          before: null,
          after: facts,
        },
      },
      {
        capacity: 'host',
        action: 'person.add',
        subject: 'person:1',
        detail: { before: null, after: { role: 'admin', reportsTo: null } },
      },
    ]);
  });

  it('typed in small letters, with blanks for dashes, it is the same code', async () => {
    expectStatus(await found(founding({ code: ` ${code.toLowerCase().replaceAll('-', ' ')} ` })), 204);
  });

  it('it works once, and other codes end with it', async () => {
    const other = await newCode();
    expectStatus(await found(founding()), 204);
    expect((await found(founding())).status).toBe(404);
    expect((await found(founding({ code: other }))).status).toBe(404);
    expect([await rowsOf('platform.first_run_code'), await rowsOf('team.person')]).toEqual([0, 1]);
  });

  it('of two at the same moment one founds the company', async () => {
    const other = founding({ administrator: { name: 'Másik', email: 'masik@kulcs.test', password } });
    const replies = await Promise.all([found(founding()), found(other)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 422]);
    expect([await rowsOf('team.company'), await rowsOf('team.person')]).toEqual([1, 1]);
  });

  it.each([
    ['a second before a day is over', 86_400_000 - 1000, 204],
    ['after a day', 86_400_000, 422],
  ])('%s: %i ms, %i', async (_when, later, status) => {
    house.clock.advance(later);
    expect((await found(founding())).status).toBe(status);
  });
});

describe('without it', () => {
  it.each(['', 'AAAA-AAAA-AAAA-AAAA', 'x'.repeat(60)])('nobody founds anything with %j', async (wrong) => {
    const reply = await found(founding({ code: wrong }));
    expect(reply.status).toBe(wrong === '' ? 400 : 422);
    expect([await rowsOf('team.company'), await rowsOf('auth."user"')]).toEqual([0, 0]);
    expectStatus(await found(founding()), 204);
  });

  it('nobody tries codes without end from one network', async () => {
    const from = newAddress();
    for (let tries = 0; tries < 10; tries += 1) expect((await found(founding({ code: 'X' }), from)).status).toBe(422);
    expect((await found(founding({ code: 'X' }), from)).status).toBe(429);
    expect((await found(founding(), from)).status).toBe(429);
    expectStatus(await found(founding()), 204);
  });

  it('what the code hides cannot be read from the store', async () => {
    const { rows } = await house.superuser.query<{ text: string }>(
      'select c::text as text from platform.first_run_code c',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toContain(Buffer.from(code.replaceAll('-', '')).toString('hex'));
  });
});

it.each([
  ['a currency that there is not', { company: { name: 'Első', currency: 'XXZ', timeZone: 'UTC' } }],
  ['a time zone that there is not', { company: { name: 'Első', currency: 'EUR', timeZone: 'Moon/Sea' } }],
  ['a short password', { administrator: { name: 'Alma', email: 'alma@kulcs.test', password: 'rövid' } }],
  ['an address that is none', { administrator: { name: 'Alma', email: 'alma', password } }],
])('%s is refused, and the code still counts', async (_what, change) => {
  expect((await found(founding(change))).status).toBe(400);
  expectStatus(await found(founding()), 204);
});

describe('until then', () => {
  it.each(['/', '/sign-in', '/accounts/12', '/set-password'])('the page at %s leads to the first run', async (url) => {
    const reply = await page(url);
    expect([reply.status, reply.headers['location']]).toEqual([302, '/first-run']);
  });

  it('that page, its files and health are served, and no door', async () => {
    expect((await page('/first-run')).text).toContain('<title>Kulcs</title>');
    expectStatus(await house.anonymous.get('/assets/main-1a2b3c.js'), 200);
    expectStatus(await house.anonymous.get('/health/live'), 200);
    expectStatus(await house.anonymous.get('/health/ready'), 200);
    const open = await house.anonymous.get('/api/first-run');
    expect(open.json).toMatchObject({
      currencies: expect.arrayContaining(['EUR', 'HUF']) as unknown,
      timeZones: expect.arrayContaining(['Europe/Budapest', 'UTC']) as unknown,
    });
    const doors = [...house.house.routes, ...house.house.openRoutes].filter(({ url }) => url !== '/api/first-run');
    for (const { method, url } of doors) {
      const reply = await house.anonymous.send({ method, url: url.replaceAll(/:\w+/g, '1') });
      expect([url, reply.status, reply.json]).toMatchObject([url, 503, { code: 'first-run-open' }]);
    }
    const signIn = { method: 'POST', url: '/api/auth/sign-in/email', body: { email: 'a@kulcs.test', password } };
    expect((await house.anonymous.send(signIn)).status).toBe(503);
  });

  it('the host works, and founds it by its own door', async () => {
    expectStatus(await house.host.get('/api/company'), 200);
    const stranger = { method: 'GET', url: '/api/company', headers: { authorization: `Bearer ${'x'.repeat(43)}` } };
    expect((await house.anonymous.send(stranger)).status).toBe(401);
    const body = { name: 'Gazda Kft.', currency: 'EUR', adminEmail: 'alma@kulcs.test' };
    expectStatus(await house.host.post('/api/company', body), 201);
    expect((await found(founding())).status).toBe(404);
    expect(await rowsOf('platform.first_run_code')).toBe(0);
  });
});

it('afterwards its page leads away, and the doors are open to those who may', async () => {
  expectStatus(await found(founding()), 204);
  const reply = await page('/first-run');
  expect([reply.status, reply.headers['location']]).toEqual([302, '/']);
  expect((await page('/sign-in')).status).toBe(200);
  expect((await house.anonymous.get('/api/first-run')).status).toBe(404);
  expect((await house.anonymous.get('/api/me')).status).toBe(401);
});
