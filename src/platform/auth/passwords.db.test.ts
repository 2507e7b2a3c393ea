import { beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '#testing/actor.ts';
import { cookieHeader } from '#testing/actor.ts';
import { newAddress, people, testHouse } from '#testing/house.ts';

const house = testHouse();
const password = 'négy szó elég hosszú';

beforeAll(async () => {
  const browser = await house.asSignedIn(people.kam.email);
  expect((await browser.put('/api/me/password', { password })).status).toBe(204);
});

const signIn = (email: string, word: string, from = newAddress(), more: Record<string, string> = {}): Promise<Reply> =>
  house.anonymous.send({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    body: { email, password: word },
    from,
    headers: more,
  });

const alike = (reply: Reply): unknown => {
  const { 'x-request-id': _id, date: _date, ...headers } = reply.headers;
  return [reply.status, headers, reply.cookies, reply.text.replace(/"requestId":"[0-9a-f]+"/, '')];
};

describe('a password', () => {
  it('lets in, whatever the case of the address', async () => {
    for (const email of [people.kam.email, people.kam.email.toUpperCase()]) {
      const reply = await signIn(email, password);
      expect([reply.status, reply.json]).toEqual([200, { ok: true }]);
      const me = await house.anonymous.send({
        method: 'GET',
        url: '/api/me',
        headers: { cookie: cookieHeader(reply.cookies) },
      });
      expect(me.json).toMatchObject({ person: { email: people.kam.email }, hasPassword: true });
    }
  });

  it('that is wrong, of nobody, or of somebody who has none: one answer', async () => {
    const wrong = await signIn(people.kam.email, 'ez nem az a jelszó');
    expect([wrong.status, wrong.json]).toMatchObject([401, { code: 'wrong-password' }]);
    const others = [
      await signIn('nobody@kulcs.test', password),
      await signIn(people.manager.email, password),
      await signIn('not an address', password),
      await signIn(people.kam.email, 'rövid'),
    ];
    for (const other of others) expect(alike(other)).toEqual(alike(wrong));
  });

  it('takes the same time for nobody as for somebody: it is hashed all the same', async () => {
    const measure = async (email: string): Promise<number> => {
      const times: number[] = [];
      for (let tries = 0; tries < 7; tries += 1) {
        const began = performance.now();
        await signIn(email, 'ez nem az a jelszó');
        times.push(performance.now() - began);
      }
      return times.sort((a, b) => a - b)[3] ?? 0;
    };
    const somebody = await measure(people.kam.email);
    const nobody = await measure('nobody@kulcs.test');
    process.stderr.write(`sign-in refused: somebody ${somebody.toFixed(1)} ms, nobody ${nobody.toFixed(1)} ms\n`);
    // Without the hashing nobody would be answered in a tenth of the time.
    expect(nobody).toBeGreaterThan(somebody / 3);
  });

  it('is stored hashed', async () => {
    const { rows } = await house.superuser.query<{ text: string }>('select a::text as text from auth.account a');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toContain(password);
  });

  it('cannot be guessed quickly: 10 tries a minute from one address, then 429 even for the right one', async () => {
    const from = newAddress();
    for (let tries = 0; tries < 10; tries += 1)
      expect((await signIn(people.kam.email, 'ez nem az a jelszó', from)).status).toBe(401);
    const refused = await signIn(people.kam.email, password, from);
    expect([refused.status, refused.json, refused.cookies]).toMatchObject([429, { code: 'too-many-tries' }, []]);
    const made = {
      'x-forwarded-for': '203.0.113.8',
      'x-kulcs-client-address': '203.0.113.8',
      'x-real-ip': '203.0.113.8',
    };
    expect((await signIn(people.kam.email, password, from, made)).status, 'an address that is made up').toBe(429);
    expect((await signIn(people.kam.email, password)).status, 'from elsewhere: nobody can be locked out').toBe(200);
    house.clock.advance(61_000);
    expect((await signIn(people.kam.email, password, from)).status, 'a minute later').toBe(200);
  });

  it('of one person is tried at most 100 times an hour: 60 from elsewhere, 40 from where she has been', async () => {
    const home = newAddress();
    const email = people.otherManager.email;
    await (await house.asSignedIn(email)).put('/api/me/password', { password });
    expect((await signIn(email, password, home)).status).toBe(200);
    // Without the hashing, which the door would wait for.
    const { takePassword } = house.house.signIn.limits;
    const tries = async (count: number, address: () => string, apart = 0): Promise<number> => {
      let taken = 0;
      for (let one = 0; one < count; one += 1) {
        house.clock.advance(apart);
        await takePassword(one % 2 === 0 ? email : email.toUpperCase(), address()).then(
          () => (taken += 1),
          (error: unknown) => expect(error).toMatchObject({ status: 429, code: 'too-many-tries' }),
        );
      }
      return taken;
    };
    // A network of many addresses is many strangers; the sign-in above was the first of them.
    expect(await tries(70, newAddress)).toBe(59);
    expect((await signIn(email, password, newAddress())).status, 'elsewhere').toBe(429);
    expect((await signIn(email, password, home)).status, 'nobody is locked out by strangers').toBe(200);
    expect(await tries(45, () => home, 61_000)).toBe(39);
    house.clock.advance(3_600_000);
    expect((await signIn(email, password, home)).status, 'an hour later').toBe(200);
  });

  it('of an unknown address runs out of tries in the same way', async () => {
    const email = 'nobody.else@kulcs.test';
    for (let tries = 0; tries < 60; tries += 1) await house.house.signIn.limits.takePassword(email, newAddress());
    const refused = await signIn(email, password);
    expect([refused.status, refused.json]).toMatchObject([429, { code: 'too-many-tries' }]);
  });

  it('counts a /64 of IPv6 as one network', async () => {
    for (let tries = 0; tries < 10; tries += 1)
      expect((await signIn('nobody@kulcs.test', password, `2001:db8:7:7::${String(tries)}`)).status).toBe(401);
    expect((await signIn('nobody@kulcs.test', password, '2001:db8:7:7:ffff::1')).status).toBe(429);
    expect((await signIn('nobody@kulcs.test', password, '2001:db8:7:8::1')).status).toBe(401);
  });

  it('of 30 tries at the same moment only 10 are looked at', async () => {
    const from = newAddress();
    const replies = await Promise.all(Array.from({ length: 30 }, () => signIn('nobody@kulcs.test', password, from)));
    expect(replies.map(({ status }) => status).sort()).toEqual([
      ...Array<number>(10).fill(401),
      ...Array<number>(20).fill(429),
    ]);
  });
});

describe('setting a password asks for a fresh sign-in (reliability, SES-8)', () => {
  it.each([
    ['at once', 0, 204],
    ['a second before ten minutes are over', 10 * 60_000 - 1000, 204],
    ['after ten minutes', 10 * 60_000, 401],
  ])('%s: %i ms, %i', async (_when, later, status) => {
    const browser = await house.asSignedIn(people.colleague.email);
    house.clock.advance(later);
    const reply = await browser.put('/api/me/password', { password: `${password} ${String(later)}` });
    expect(reply.status).toBe(status);
    if (status === 401) expect(reply.json).toMatchObject({ code: 'step-up' });
  });

  it('a request in between does not make the sign-in fresher', async () => {
    const browser = await house.asSignedIn(people.colleague.email);
    for (let minute = 0; minute < 10; minute += 1) {
      house.clock.advance(60_000);
      expect((await browser.get('/api/me')).status).toBe(200);
    }
    expect((await browser.put('/api/me/password', { password })).status).toBe(401);
  });

  it('the former one no longer lets in, and the change is on record without the word', async () => {
    const browser = await house.asSignedIn(people.director.email);
    await browser.put('/api/me/password', { password: 'az első jelszavam' });
    await browser.put('/api/me/password', { password: 'a második jelszavam' });
    expect((await signIn(people.director.email, 'az első jelszavam')).status).toBe(401);
    expect((await signIn(people.director.email, 'a második jelszavam')).status).toBe(200);
    const { rows } = await house.superuser.query<{ text: string }>(
      `select e::text as text from audit.entry e where action = 'person.password' order by seq desc limit 1`,
    );
    expect(rows[0]?.text).toContain(`person:${String(house.personId(people.director.email))}`);
    expect(rows[0]?.text).not.toContain('jelszavam');
  });

  it.each(['rövid', 'x'.repeat(11), 'x'.repeat(129)])('%j is too short or too long', async (word) => {
    const browser = await house.asSignedIn(people.colleague.email);
    expect((await browser.put('/api/me/password', { password: word })).status).toBe(400);
  });
});
