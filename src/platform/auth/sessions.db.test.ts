import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientOf, cookieHeader, type Client } from '#testing/actor.ts';
import { MySignIn } from '#slices/team/contract.ts';
import { newAddress, openTestHouse, people, testHouse, type TestHouse } from '#testing/house.ts';

const minutes = (count: number): number => count * 60_000;
const second = 1000;
const house = testHouse();
let browser: Client & { readonly cookie: string };

beforeEach(async () => {
  browser = await house.asSignedIn(people.kam.email);
});

const sessions = async (of: Pick<TestHouse, 'superuser'> = house): Promise<number> => {
  const { rows } = await of.superuser.query<{ count: number }>('select count(*)::int as count from auth.session');
  return rows[0]?.count ?? -1;
};
const status = async (client: Client = browser): Promise<number> => (await client.get('/api/me')).status;
const withCookie = (cookie: string): Client =>
  clientOf(house.house.app, { host: house.house.host, origin: house.publicUrl, cookie });

describe('a session ends (reliability, SES-1)', () => {
  it('after 60 minutes without a request, on the server too', async () => {
    house.clock.advance(minutes(60) - second);
    expect(await status()).toBe(200);
    house.clock.advance(minutes(60) - second);
    expect(await status()).toBe(200);
    const before = await sessions();
    house.clock.advance(minutes(60));
    expect(await status()).toBe(401);
    expect(await sessions()).toBe(before - 1);
    house.clock.advance(-minutes(60));
    expect(await status(), 'a clock that goes back revives nothing').toBe(401);
  });

  it('12 hours after the sign-in, however busy it was', async () => {
    for (let half = 1; half < 24; half += 1) {
      house.clock.advance(minutes(30));
      expect(await status()).toBe(200);
    }
    house.clock.advance(minutes(30) - second);
    expect(await status()).toBe(200);
    house.clock.advance(second);
    expect(await status()).toBe(401);
  });

  it('with the sign-out, on the server too, and with no other session', async () => {
    const other = await house.asSignedIn(people.kam.email);
    const before = await sessions();
    const reply = await browser.post('/api/auth/sign-out');
    expect(reply.status).toBe(200);
    expect(reply.cookies.join()).toMatch(/kulcs-session=;.*Max-Age=0/);
    expect(await sessions()).toBe(before - 1);
    expect([await status(), await status(other)]).toEqual([401, 200]);
    expect((await browser.post('/api/auth/sign-out')).status, 'a second time').toBe(200);
  });

  it('when its row is gone: nothing is kept in the cookie', async () => {
    await house.superuser.query('delete from auth.session');
    expect(await status()).toBe(401);
  });
});

describe('the cookie', () => {
  const token = (): string => browser.cookie.slice('kulcs-session='.length);

  it('has a new value at each sign-in, whatever value was brought along', async () => {
    const planted = 'kulcs-session=planted.c2lnbmVk';
    const { url } = await house.house.signIn.linkFor(people.kam.email);
    const { pathname, search } = new URL(url);
    const entered = await withCookie(planted).send({ method: 'GET', url: pathname + search, from: newAddress() });
    const fresh = cookieHeader(entered.cookies);
    expect(fresh).not.toContain('planted');
    expect(fresh).not.toBe(browser.cookie);
    expect([await status(withCookie(fresh)), await status(withCookie(planted))]).toEqual([200, 401]);
  });

  it.each([
    ['without its signature', (whole: string) => whole.split('.')[0] ?? ''],
    ['with another signature', (whole: string) => `${whole.split('.')[0] ?? ''}.${'A'.repeat(43)}%3D`],
    [
      'with another value under its signature',
      (whole: string) => `${whole.startsWith('x') ? 'y' : 'x'}${whole.slice(1)}`,
    ],
    ['empty', () => ''],
    ['of another name', (whole: string) => `x; session=${whole}`],
  ])('%s lets nobody in', async (_what, change) => {
    expect(await status(withCookie(`kulcs-session=${change(token())}`))).toBe(401);
  });

  it('is not stored: what stands in the database lets nobody in', async () => {
    const { rows } = await house.superuser.query<{ token: string; id: string }>('select token, id from auth.session');
    for (const row of rows) {
      for (const value of [row.token, row.id]) expect(await status(withCookie(`kulcs-session=${value}`))).toBe(401);
    }
    expect(rows.length).toBeGreaterThan(0);
  });

  it('over plain HTTP, on this machine, is kept from scripts and from other sites', async () => {
    expect(await attributesOf(house)).toEqual(['httponly', 'max-age=43200', 'path=/', 'samesite=lax']);
  });
});

/** Attributes of the cookie that a sign-in sets. */
async function attributesOf(of: TestHouse): Promise<string[]> {
  const { url } = await of.house.signIn.linkFor(people.kam.email);
  const { pathname, search } = new URL(url);
  const { cookies } = await of.anonymous.send({ method: 'GET', url: pathname + search, from: newAddress() });
  expect(cookies).toHaveLength(1);
  return (cookies[0] ?? '').toLowerCase().split('; ').slice(1).sort();
}

describe('with https', () => {
  let secure: Awaited<ReturnType<typeof openTestHouse>>;
  beforeAll(async () => {
    secure = await openTestHouse({ publicUrl: 'https://kulcs.example' });
  });
  afterAll(() => secure.close());

  it('the cookie is for this host only, and goes over TLS only', async () => {
    expect(await attributesOf(secure)).toEqual(['httponly', 'max-age=43200', 'path=/', 'samesite=lax', 'secure']);
    const { cookie } = await secure.asSignedIn(people.kam.email);
    expect(cookie).toMatch(/^__Host-kulcs-session=/);
    expect(await status(await secure.asSignedIn(people.kam.email))).toBe(200);
  });

  it('a cookie without the prefix, which another host of the domain could set, lets nobody in', async () => {
    const { cookie } = await secure.asSignedIn(people.kam.email);
    const renamed = cookie.replace('__Host-', '');
    const client = clientOf(secure.house.app, { host: 'kulcs.example', origin: secure.publicUrl, cookie: renamed });
    expect(await status(client)).toBe(401);
  });

  it('replies tell the browser to stay with TLS', async () => {
    const { headers } = await secure.anonymous.get('/api/me');
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
  });
});

describe('where one is signed in', () => {
  const listed = async (client: Client): Promise<MySignIn['sessions']> =>
    MySignIn.parse((await client.get('/api/me/sign-in')).json).sessions;

  it('is told: device, network, since, last used, and which one asks', async () => {
    await house.superuser.query('delete from auth.session');
    const { url } = await house.house.signIn.linkFor(people.kam.email);
    const { pathname, search } = new URL(url);
    const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
    const headers = { 'user-agent': agent };
    const entered = await house.anonymous.send({
      method: 'GET',
      url: pathname + search,
      from: '203.0.113.77',
      headers,
    });
    const first = withCookie(cookieHeader(entered.cookies));
    const since = new Date(house.clock.now()).toISOString();
    house.clock.advance(minutes(5));
    const second = await house.asSignedIn(people.kam.email);
    await first.get('/api/me');
    const found = await listed(first);
    expect(found).toHaveLength(2);
    expect(found.find(({ isThis }) => isThis)).toMatchObject({
      browser: 'Firefox',
      system: 'Linux',
      address: '203.0.113.…',
      since,
      lastUsed: new Date(house.clock.now()).toISOString(),
    });
    expect((await listed(second)).map(({ isThis }) => isThis).sort()).toEqual([false, true]);
  });

  it('can be ended one by one, and all others at once; never by a stranger', async () => {
    await house.superuser.query('delete from auth.session');
    const [mine, other, third] = [
      await house.asSignedIn(people.kam.email),
      await house.asSignedIn(people.kam.email),
      await house.asSignedIn(people.kam.email),
    ];
    const stranger = await house.asSignedIn(people.colleague.email);
    const id = (await listed(other)).find(({ isThis }) => isThis)?.id ?? '';
    const end = (client: Client) => client.post(`/api/me/sessions/${id}/end`);
    expect((await end(stranger)).status).toBe(404);
    expect(await status(other)).toBe(200);
    expect((await end(mine)).status).toBe(204);
    expect([await status(mine), await status(other), await status(third)]).toEqual([200, 401, 200]);
    expect((await mine.post('/api/me/sessions/end-others')).json).toEqual({ ended: 1 });
    expect([await status(mine), await status(third), await status(stranger)]).toEqual([200, 401, 200]);
  });

  it('ends everywhere when an administrator says so', async () => {
    const lost = await house.asSignedIn(people.otherKam.email);
    const admin = await house.asSignedIn(people.admin.email);
    await admin.post(`/api/people/${String(house.personId(people.otherKam.email))}/sessions/end`);
    expect(await status(lost)).toBe(401);
  });

  it('ends everywhere else with a new password', async () => {
    const [mine, other] = [await house.asSignedIn(people.kam.email), await house.asSignedIn(people.kam.email)];
    expect((await mine.put('/api/me/password', { password: 'egy új és hosszú jelszó' })).status).toBe(204);
    expect([await status(mine), await status(other)]).toEqual([200, 401]);
  });
});

describe('rights are those of today (reliability, SES-3)', () => {
  it('whoever leaves is out at the next request', async () => {
    const leaving = await house.asSignedIn(people.otherKam.email);
    expect(await status(leaving)).toBe(200);
    await house.superuser.query('delete from team.person where email = $1', [people.otherKam.email]);
    expect(await status(leaving)).toBe(401);
    expect((await leaving.get('/api/accounts')).status).toBe(401);
    const { status: asHer, json } = await house.as(people.otherKam.email).get('/api/me');
    expect([asHer, json]).toMatchObject([422, { code: 'unknown-person' }]);
  });

  it('another role holds from the next request on', async () => {
    const change = (role: string) =>
      house.superuser.query(
        'update team.role_held set role = $1 from team.person where person.person_id = role_held.person_id and email = $2',
        [role, people.kam.email],
      );
    expect((await browser.get('/api/portfolio/policy')).status).toBe(200);
    await change('admin');
    expect((await browser.get('/api/portfolio/policy')).status).toBe(403);
    await change('kam');
    expect((await browser.get('/api/portfolio/policy')).status).toBe(200);
  });

  it('an account that is handed over is seen by its new owner and no longer by the former one', async () => {
    await house.loadLines('document,date,account,quantity,unitPrice\nD1,2026-01-05,K1,1,5\n');
    const assign = (owner: string) => house.as(people.director.email).put('/api/account-codes/K1/owner', { owner });
    await assign(people.kam.email);
    const { json } = await browser.get('/api/accounts?search=K1');
    const id = (json as { accounts: { id: number }[] }).accounts[0]?.id ?? 0; // the contract of the search
    const colleague = await house.asSignedIn(people.colleague.email);
    const seen = async (): Promise<number[]> =>
      Promise.all([browser, colleague].map(async (client) => (await client.get(`/api/accounts/${String(id)}`)).status));
    expect(await seen()).toEqual([200, 404]);
    await assign(people.colleague.email);
    expect(await seen()).toEqual([404, 200]);
  });
});

describe('who somebody is, is never taken from what a browser sends', () => {
  it.each([
    ['the name of somebody else', { 'kulcs-as': people.director.email }, 403],
    ['a wrong key', { authorization: 'Bearer wrong' }, 401],
    ['a key of another kind', { authorization: 'Basic a2V5' }, 401],
    ['an empty key', { authorization: '' }, 401],
  ])('%s', async (_what, headers, expected) => {
    const reply = await browser.send({ method: 'GET', url: '/api/doctor', headers });
    expect(reply.status).toBe(expected);
  });

  it('the key of the host opens for the person that it names, with her rights', async () => {
    const me = async (email: string): Promise<unknown> => (await house.as(email).get('/api/me')).json;
    expect(await me(people.kam.email)).toMatchObject({ person: { email: people.kam.email }, sight: 'own' });
    expect(await me(people.kam.email.toUpperCase())).toMatchObject({ person: { email: people.kam.email } });
    expect((await house.as(people.kam.email).get('/api/doctor')).status).toBe(403);
  });
});
