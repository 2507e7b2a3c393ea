import { beforeEach, describe, expect, it } from 'vitest';
import { clientOf, cookieHeader, type Client } from '#testing/actor.ts';
import { appCode } from '#testing/authenticator.ts';
import { expectStatus, newAddress, people, testHouse } from '#testing/house.ts';
import { policy } from '#testing/matrix/policy.ts';
import { doorOf } from '#testing/matrix/walk.ts';
import { fillWorld } from '#testing/matrix/world.ts';
import { FactorSecret, MySignIn, RecoveryCodes, SignInPolicy, SignInState } from './contract.ts';

const house = testHouse();
const half = 30_000;
const password = 'négy szó elég hosszú';

beforeEach(async () => {
  // A code counts once: each test has a time of its own, and the limits of the hour before are over.
  house.clock.advance(3_600_000);
  await house.superuser.query(`update team.sign_in_policy set second_factor_roles = '{}'`);
});

const state = async (client: Client): Promise<string> =>
  SignInState.parse((await client.get('/api/sign-in')).json).state;
const give = async (client: Client, code: string) => {
  const reply = await client.post('/api/sign-in/second-factor', { code });
  return reply.status;
};

/** Sets one up in a browser. */
async function setUp(client: Client): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = FactorSecret.parse((await client.post('/api/sign-in/second-factor/set-up')).json);
  const code = appCode(secret, house.clock.now());
  const { recoveryCodes } = RecoveryCodes.parse(
    (await client.post('/api/sign-in/second-factor/confirm', { code })).json,
  );
  return { secret, recoveryCodes };
}

/** Somebody with a second factor, her browser past it, and another one in which she has just come in by a link. */
async function withFactor(email: string) {
  await house.superuser.query(
    `delete from auth.second_factor where user_id in (select id from auth."user" where email = $1)`,
    [email],
  );
  await house.superuser.query(`update auth."user" set "secondFactorSince" = null where email = $1`, [email]);
  const past = await house.asSignedIn(email);
  const factor = await setUp(past);
  house.clock.advance(half);
  return { ...factor, past, waiting: await house.asSignedIn(email) };
}

describe('setting one up', () => {
  it('shows the secret as text, as an address and as a picture, and ends with recovery codes', async () => {
    const browser = await house.asSignedIn(people.kam.email);
    const shown = FactorSecret.parse((await browser.post('/api/sign-in/second-factor/set-up')).json);
    expect(shown.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(new URL(shown.address).searchParams.get('secret')).toBe(shown.secret);
    expect(shown.picture).toMatch(/^<svg /);
    expect(shown.picture).not.toMatch(/<script|on\w+=/i);
    // Nothing is asked for until the first code has shown that the app has it.
    expect(await state(await house.asSignedIn(people.kam.email))).toBe('signed-in');
    expectStatus(await browser.post('/api/sign-in/second-factor/confirm', { code: '000000' }), 422);
    const code = appCode(shown.secret, house.clock.now());
    const { recoveryCodes } = RecoveryCodes.parse(
      expectStatus(await browser.post('/api/sign-in/second-factor/confirm', { code }), 200).json,
    );
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await state(browser)).toBe('signed-in');
    expect(await state(await house.asSignedIn(people.kam.email))).toBe('second-factor');
    expectStatus(await browser.post('/api/sign-in/second-factor/set-up'), 409);
    const { rows } = await house.superuser.query<{ text: string }>(
      `select f::text || (select string_agg(r::text, '') from auth.recovery_code r) as text from auth.second_factor f`,
    );
    for (const secret of [shown.secret, ...recoveryCodes]) expect(rows[0]?.text).not.toContain(secret);
  });

  it('asks for a fresh proof, and for somebody who is signed in', async () => {
    const browser = await house.asSignedIn(people.colleague.email);
    house.clock.advance(10 * 60_000);
    const reply = await browser.post('/api/sign-in/second-factor/set-up');
    expect([reply.status, reply.json]).toMatchObject([401, { code: 'step-up' }]);
    expectStatus(await house.anonymous.post('/api/sign-in/second-factor/set-up'), 401);
    expectStatus(await house.anonymous.post('/api/sign-in/second-factor', { code: '000000' }), 401);
  });
});

describe('before it is passed', () => {
  it('every other door answers 401, and the way in says what is lacking (reliability, SES-2)', async () => {
    const world = await fillWorld(house);
    const { waiting } = await withFactor(people.director.email);
    const faults: string[] = [];
    for (const route of house.house.routes) {
      const row = policy[doorOf(route)];
      if (!row) throw new Error(`${doorOf(route)} has no row in the policy.`);
      const reply = await waiting.send(row.sample({ house, world }));
      const { code } = reply.json as { code?: string }; // a refusal is a problem with a code
      if (reply.status !== 401 || code !== 'second-factor') faults.push(`${doorOf(route)}: ${reply.text}`);
    }
    expect(faults).toEqual([]);
    expect(house.house.routes.length).toBeGreaterThan(30);
    expect(await state(waiting)).toBe('second-factor');
  });

  it('a code of now opens, once: not again there, and not elsewhere', async () => {
    const { secret, waiting } = await withFactor(people.kam.email);
    const code = appCode(secret, house.clock.now());
    const elsewhere = await house.asSignedIn(people.kam.email);
    const both = await Promise.all([give(waiting, code), give(elsewhere, code)]);
    expect(both.sort()).toEqual([204, 422]);
    expect(await give(await house.asSignedIn(people.kam.email), code)).toBe(422);
    house.clock.advance(half);
    expect(await give(await house.asSignedIn(people.kam.email), appCode(secret, house.clock.now()))).toBe(204);
  });

  it('a code of a minute ago, of another person, or made up opens nothing', async () => {
    const { secret, waiting } = await withFactor(people.kam.email);
    const other = await withFactor(people.otherKam.email);
    const now = house.clock.now();
    for (const code of [
      appCode(secret, now - 2 * half),
      appCode(secret, now + 2 * half),
      appCode(other.secret, now),
      '',
    ]) {
      expect(await give(waiting, code === '' ? '000000' : code)).toBe(422);
    }
    expect(await state(waiting)).toBe('second-factor');
  });

  it('a recovery code opens, once, however it is typed', async () => {
    const { recoveryCodes, past, waiting } = await withFactor(people.kam.email);
    const [first = ''] = recoveryCodes;
    expect(await give(waiting, ` ${first.toUpperCase().replace('-', ' ')} `)).toBe(204);
    expect(await give(await house.asSignedIn(people.kam.email), first)).toBe(422);
    const mine = MySignIn.parse((await past.get('/api/me/sign-in')).json);
    expect(mine.secondFactor?.recoveryCodesLeft).toBe(9);
  });

  it('it cannot be guessed: thirty tries an hour', async () => {
    const { secret, waiting } = await withFactor(people.kam.email);
    const codes = Array.from({ length: 30 }, (_none, index) => String(index).padStart(6, '0'));
    for (const code of codes) await give(waiting, code);
    expect(await give(waiting, appCode(secret, house.clock.now()))).toBe(429);
  });

  it('neither a new sign-in link, nor a reset of the password, nor a new password goes around it', async () => {
    const { waiting } = await withFactor(people.kam.email);
    expect(await state(waiting), 'a sign-in link').toBe('second-factor');
    const id = await house.superuser.query<{ id: string }>(`select id from auth."user" where email = $1`, [
      people.kam.email,
    ]);
    const { token } = await house.house.signIn.links.make(id.rows[0]?.id ?? '', 'reset');
    expectStatus(await house.anonymous.post('/api/sign-in/link/password', { token, password }), 204);
    const entered = await house.anonymous.send({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      body: { email: people.kam.email, password },
      from: newAddress(),
    });
    const browser = clientOf(house.house.app, {
      host: house.house.host,
      origin: house.publicUrl,
      cookie: cookieHeader(entered.cookies),
    });
    expect(await state(browser), 'the new password').toBe('second-factor');
    expectStatus(await browser.get('/api/me'), 401);
  });
});

describe('a person who has one', () => {
  it('proves with a code that it is she, before something dangerous', async () => {
    const { secret, past } = await withFactor(people.kam.email);
    house.clock.advance(10 * 60_000);
    expectStatus(await past.post('/api/me/recovery-codes'), 401);
    const code = appCode(secret, house.clock.now());
    expectStatus(await past.post('/api/me/proof', { by: 'code', secret: code }), 204);
    const { recoveryCodes } = RecoveryCodes.parse((await past.post('/api/me/recovery-codes')).json);
    expect(recoveryCodes).toHaveLength(10);
    expectStatus(await past.post('/api/me/proof', { by: 'code', secret: code }), 422);
  });

  it('can give it up, if the company lets her', async () => {
    const { past } = await withFactor(people.kam.email);
    await house.superuser.query(`update team.sign_in_policy set second_factor_roles = '{kam}'`);
    expectStatus(await past.post('/api/me/second-factor/remove'), 409);
    await house.superuser.query(`update team.sign_in_policy set second_factor_roles = '{manager}'`);
    expectStatus(await past.post('/api/me/second-factor/remove'), 204);
    expect(await state(await house.asSignedIn(people.kam.email))).toBe('signed-in');
  });
});

describe('what the company wants', () => {
  it('is said by role, is on record, and holds from the next request on', async () => {
    const manager = await house.asSignedIn(people.manager.email);
    const admin = await house.asSignedIn(people.admin.email);
    expectStatus(await manager.get('/api/me'), 200);
    const { version } = SignInPolicy.parse((await admin.get('/api/sign-in-policy')).json);
    const change = { method: 'PUT', url: '/api/sign-in-policy', body: { secondFactorRoles: ['manager', 'director'] } };
    expectStatus(await admin.send({ ...change, headers: { 'if-match': null } }), 428);
    const set = expectStatus(await admin.send({ ...change, headers: { 'if-match': `"${String(version)}"` } }), 200);
    expect(set.json).toEqual({ secondFactorRoles: ['director', 'manager'], version: version + 1 });
    const refused = await manager.get('/api/me');
    expect([refused.status, refused.json]).toMatchObject([401, { code: 'second-factor-set-up' }]);
    expect(await state(manager)).toBe('set-up');
    expectStatus(await admin.get('/api/me'), 200);
    await setUp(manager);
    expectStatus(await manager.get('/api/me'), 200);
    const { rows } = await house.superuser.query('select action, detail from audit.entry order by seq desc limit 2');
    expect(rows).toEqual([
      { action: 'person.second-factor-set', detail: {} },
      {
        action: 'sign-in.policy',
        detail: { before: { secondFactorRoles: [] }, after: { secondFactorRoles: ['director', 'manager'] } },
      },
    ]);
  });
});

describe('one that is lost', () => {
  const address = () => `/api/people/${String(house.personId(people.kam.email))}/second-factor/reset`;

  it('is taken away by two, of whom neither is the person herself (reliability, ACC-9)', async () => {
    const { past } = await withFactor(people.kam.email);
    const admin = await house.asSignedIn(people.admin.email);
    const director = (await withFactor(people.director.email)).past;
    const notAsked = await director.post(`${address()}/confirm`);
    expect([notAsked.status, notAsked.json]).toMatchObject([409, { code: 'reset-not-asked' }]);
    expectStatus(await admin.post(address(), { reason: 'elveszett a telefonja' }), 204);
    expect((await director.get('/api/second-factor-resets')).json).toMatchObject({
      resets: [
        { person: { name: people.kam.name }, askedBy: { name: people.admin.name }, reason: 'elveszett a telefonja' },
      ],
    });
    const alone = await admin.post(`${address()}/confirm`);
    expect([alone.status, alone.json]).toMatchObject([409, { code: 'reset-second-person' }]);
    expectStatus(await past.get('/api/me'), 200);
    expectStatus(await director.post(`${address()}/confirm`), 204);
    expectStatus(await past.get('/api/me'), 401);
    expect(await state(await house.asSignedIn(people.kam.email))).toBe('signed-in');
    expectStatus(await director.post(`${address()}/confirm`), 409);
    const { rows } = await house.superuser.query('select actor_id, action from audit.entry order by seq desc limit 2');
    expect(rows).toEqual([
      { actor_id: house.personId(people.director.email), action: 'person.second-factor-reset' },
      { actor_id: house.personId(people.admin.email), action: 'person.second-factor-reset-ask' },
    ]);
  });

  it('waits a day for the second person, and no longer', async () => {
    await withFactor(people.kam.email);
    expectStatus(await house.as(people.admin.email).post(address(), { reason: 'elveszett' }), 204);
    house.clock.advance(24 * 3_600_000);
    const director = (await withFactor(people.director.email)).past;
    const late = await director.post(`${address()}/confirm`);
    expect([late.status, late.json]).toMatchObject([409, { code: 'reset-too-old' }]);
  });

  it('is taken away by the host alone', async () => {
    await withFactor(people.kam.email);
    expectStatus(await house.host.post(`${address()}/confirm`), 204);
    expect(await state(await house.asSignedIn(people.kam.email))).toBe('signed-in');
  });
});
