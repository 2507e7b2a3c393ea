import { beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '#testing/actor.ts';
import { newAddress, people, testHouse } from '#testing/house.ts';

const house = testHouse();
const hours = (count: number): number => count * 3_600_000;
let link: URL;

beforeEach(async () => {
  link = new URL((await house.house.signIn.linkFor(people.kam.email)).url);
});

const open = (url: URL = link, from = newAddress()): Promise<Reply> =>
  house.anonymous.send({ method: 'GET', url: url.pathname + url.search, from });

const token = (): string => link.searchParams.get('token') ?? '';

/** A way in: a cookie, and on to the page. */
const letIn = (reply: Reply): boolean =>
  reply.status === 302 && reply.cookies.some((cookie) => !cookie.includes('Max-Age=0'));

describe('a sign-in link', () => {
  it('leads to our own address, and lets in', async () => {
    expect(link.origin).toBe(house.publicUrl);
    expect(token().length).toBeGreaterThanOrEqual(32);
    const reply = await open();
    expect(letIn(reply)).toBe(true);
    expect(reply.headers['location']).toBe(`${house.publicUrl}/`);
  });

  it('works once: the second time it leads to the sign-in with a reason', async () => {
    expect(letIn(await open())).toBe(true);
    const again = await open();
    expect(letIn(again)).toBe(false);
    expect(again.headers['location']).toMatch(/\/sign-in\?error=/);
  });

  it('works once also for ten who open it at the same moment', async () => {
    const replies = await Promise.all(Array.from({ length: 10 }, () => open()));
    expect(replies.filter(letIn)).toHaveLength(1);
  });

  it('works for 24 hours', async () => {
    house.clock.advance(hours(24) - 1000);
    expect(letIn(await open())).toBe(true);
  });

  it('does not work after 24 hours', async () => {
    house.clock.advance(hours(24) + 1000);
    const late = await open();
    expect(letIn(late)).toBe(false);
    expect(late.headers['location']).toMatch(/\/sign-in\?error=/);
  });

  it('is stored hashed: what stands in the database opens nothing', async () => {
    const { rows } = await house.superuser.query<{ text: string }>(
      `select v::text as text from auth.verification v union all select s::text from auth.session s`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ text }) => text.includes(token()))).toEqual([]);
    const identifiers = await house.superuser.query<{ identifier: string }>('select identifier from auth.verification');
    for (const { identifier } of identifiers.rows) {
      const guess = new URL(link);
      guess.searchParams.set('token', identifier.replace(/^magic-link:/, ''));
      expect(letIn(await open(guess))).toBe(false);
    }
  });

  it('is not spoilt by opening it with HEAD, as programs do that look at mails', async () => {
    const { status, cookies } = await house.anonymous.send({ method: 'HEAD', url: link.pathname + link.search });
    expect([status === 200 || status === 302, cookies]).toEqual([false, []]);
    expect(letIn(await open())).toBe(true);
  });

  it.each([
    ['another site', 'https://evil.test/'],
    ['another site without a protocol', '//evil.test/'],
    ['another site behind our name', 'http://127.0.0.1:4600@evil.test/'],
    ['a script', 'javascript:alert(1)'],
  ])('does not lead on to %s, and is not spent by the try', async (_what, target) => {
    for (const name of ['callbackURL', 'errorCallbackURL']) {
      const bent = new URL(link);
      bent.searchParams.set(name, target);
      const reply = await open(bent);
      expect([reply.status, reply.cookies, reply.headers['location']]).toEqual([403, [], undefined]);
    }
    expect(letIn(await open())).toBe(true);
  });

  it('with a guessed word lets nobody in', async () => {
    const guess = new URL(link);
    guess.searchParams.set('token', 'A'.repeat(32));
    const reply = await open(guess);
    expect([reply.status, reply.cookies]).toEqual([302, []]);
    expect(reply.headers['location']).toMatch(/\/sign-in\?error=/);
  });

  it('cannot be guessed quickly: after 20 tries a minute from one address it is 429, elsewhere not, and later not', async () => {
    const from = newAddress();
    const guess = new URL(link);
    guess.searchParams.set('token', 'B'.repeat(32));
    for (let tries = 0; tries < 20; tries += 1) expect((await open(guess, from)).status).toBe(302);
    const refused = await open(link, from);
    expect([refused.status, refused.json]).toMatchObject([429, { code: 'too-many-tries' }]);
    const pretending = { 'x-forwarded-for': '203.0.113.9', 'x-kulcs-client-address': '203.0.113.9' };
    const forged = await house.anonymous.send({
      method: 'GET',
      url: link.pathname + link.search,
      headers: pretending,
      from,
    });
    expect(forged.status, 'an address that the browser makes up').toBe(429);
    house.clock.advance(61_000);
    expect(letIn(await open(link, from))).toBe(true);
  });
});

it('only the host makes links for others, which is on record; whoever administers does not (reliability, ACC-9)', async () => {
  const id = String(house.personId(people.kam.email));
  for (const who of [people.admin, people.director, people.kam, people.manager, people.finance, people.support]) {
    const browser = await house.asSignedIn(who.email);
    const refused = await browser.post(`/api/people/${id}/sign-in-link`);
    expect([refused.status, refused.text.includes('magic-link')], who.role).toEqual([403, false]);
  }
  const made = await house.host.post(`/api/people/${id}/sign-in-link`);
  expect([made.status, made.json]).toMatchObject([201, { email: people.kam.email, role: 'kam' }]);
  const { url, expiresAt } = made.json as { url: string; expiresAt: string }; // the contract of the door
  expect(Date.parse(expiresAt) - house.clock.now()).toBe(hours(24));
  expect(letIn(await open(new URL(url)))).toBe(true);
  const { rows } = await house.superuser.query(
    'select capacity, action, subject from audit.entry order by seq desc limit 1',
  );
  expect(rows).toEqual([{ capacity: 'host', action: 'person.sign-in-link', subject: `person:${id}` }]);
});
