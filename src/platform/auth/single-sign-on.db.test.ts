import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, cookieHeader, type Client } from '#testing/actor.ts';
import { freePort } from '#testing/demo-server.ts';
import { expectStatus, newAddress, openTestHouse, people } from '#testing/house.ts';
import { startIdentityProvider, type Claims } from '#testing/identity-provider.ts';

let house: Awaited<ReturnType<typeof openTestHouse>>;
let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
const redirectUri = 'http://127.0.0.1:4600/api/auth/callback/oidc';
let port = 0;

beforeAll(async () => {
  port = await freePort();
  // The provider is not there yet when we start.
  house = await openTestHouse({
    identityProvider: {
      issuer: `http://127.0.0.1:${String(port)}`,
      clientId: 'kulcs',
      clientSecret: 'a secret of the test client, long enough',
      label: 'Próba Belépő',
    },
  });
});
afterAll(async () => {
  await provider.close();
  await house.close();
});

const begin = (returnTo = '/people') =>
  house.anonymous.send({ method: 'POST', url: '/api/sign-in/provider', body: { returnTo }, from: newAddress() });

/** Goes through the provider as this person. */
async function comeBackAs(who: Claims): Promise<{ location: string; client: Client; address: string; cookie: string }> {
  const begun = expectStatus(await begin(), 200);
  const { url } = begun.json as { url: string }; // the contract of the door
  const address = await provider.visit(url, who);
  const { pathname, search } = new URL(address);
  const cookie = cookieHeader(begun.cookies);
  const back = await house.anonymous.send({
    method: 'GET',
    url: pathname + search,
    headers: { cookie },
    from: newAddress(),
  });
  const given = cookieHeader(back.cookies.filter((one) => !one.includes('Max-Age=0')));
  const headers = { host: house.house.host, origin: house.publicUrl, cookie: given };
  return { location: back.headers['location'] ?? '', client: clientOf(house.house.app, headers), address, cookie };
}

const kam: Claims = { sub: 'sub of Anna', email: people.kam.email, email_verified: true };

describe('the provider of the company', () => {
  it('is away: one is told so, and the other ways stay open', async () => {
    const reply = await begin();
    expect([reply.status, reply.json]).toMatchObject([
      503,
      { code: 'provider-away', facts: { label: 'Próba Belépő' } },
    ]);
    expect((await house.anonymous.get('/api/sign-in')).json).toMatchObject({ provider: 'Próba Belépő' });
    expectStatus(await (await house.asSignedIn(people.kam.email)).get('/api/me'), 200);
  });

  it('is asked again later, and lets in who is here already, by her verified address', async () => {
    provider = await startIdentityProvider(port, redirectUri);
    const { location, client } = await comeBackAs(kam);
    expect(location).toBe('/people');
    expect((await client.get('/api/me')).json).toMatchObject({ person: { email: people.kam.email, role: 'kam' } });
    const { rows } = await house.superuser.query<{ tokens: string | null }>(
      `select concat("accessToken", "refreshToken", "idToken") as tokens from auth.account where "providerId" = 'oidc'`,
    );
    expect(rows).toEqual([{ tokens: '' }]);
  });

  it('lets in the same one again, and nobody else by her', async () => {
    expect((await (await comeBackAs(kam)).client.get('/api/me')).status).toBe(200);
    const other = await comeBackAs({ ...kam, sub: 'sub of Béla', email: people.colleague.email });
    expect((await other.client.get('/api/me')).json).toMatchObject({ person: { email: people.colleague.email } });
  });

  it.each([
    ['somebody who is not here', { sub: 'x', email: 'nobody@kulcs.test', email_verified: true }],
    [
      'an address that the provider has not verified',
      { sub: 'y', email: people.director.email, email_verified: false },
    ],
  ])('does not let in %s, and adds nobody', async (_what, who) => {
    const count = async () => (await house.superuser.query<{ count: bigint }>('select count(*) from auth."user"')).rows;
    const before = await count();
    const { location, client } = await comeBackAs(who);
    expect(location).toMatch(/\/sign-in\?by=provider&error=/);
    expectStatus(await client.get('/api/me'), 401);
    expect(await count()).toEqual(before);
  });

  it('lets nobody in twice by one answer, nor without the cookie that it began with', async () => {
    const { address, cookie } = await comeBackAs(kam);
    const { pathname, search } = new URL(address);
    for (const headers of [{ cookie }, {}]) {
      const again = await house.anonymous.send({ method: 'GET', url: pathname + search, headers, from: newAddress() });
      expect(again.cookies.filter((one) => one.includes('session') && !one.includes('Max-Age=0'))).toEqual([]);
      expect(again.headers['location']).toMatch(/\/sign-in\?by=provider&error=/);
    }
  });

  it('does not go around the second factor', async () => {
    await house.superuser.query(`update team.sign_in_policy set second_factor_roles = '{kam}'`);
    const { client } = await comeBackAs(kam);
    expect((await client.get('/api/me')).json).toMatchObject({ code: 'second-factor-set-up' });
    await house.superuser.query(`update team.sign_in_policy set second_factor_roles = '{}'`);
  });

  it.each(['https://evil.test/', '//evil.test/', '/\\evil.test', 'people'])(
    'does not lead on to %s',
    async (returnTo) => {
      expectStatus(await begin(returnTo), 400);
    },
  );
});
