import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#testing/actor.ts';
import { expectStatus, newAddress, openTestHouse, people, testHouse } from '#testing/house.ts';
import { startMailServer } from '#testing/mail-server.ts';
import { AddedPerson, KeptMails, PasswordLinkFacts } from './contract.ts';

const hour = 3_600_000;
const password = 'négy szó elég hosszú';
let server: Awaited<ReturnType<typeof startMailServer>>;
let house: Awaited<ReturnType<typeof openTestHouse>>;
let admin: Client;

beforeAll(async () => {
  server = await startMailServer();
  house = await openTestHouse({ mailServer: { url: server.url, from: 'Kulcs <kulcs@kulcs.test>' } });
  admin = await house.asSignedIn(people.admin.email);
});
afterAll(async () => {
  await house.close();
  await server.close();
});

const add = async (email: string, name: string, language?: 'en' | 'hu'): Promise<AddedPerson> => {
  const body = { email, name, role: 'kam', reportsTo: people.manager.email, ...(language ? { language } : {}) };
  return AddedPerson.parse(expectStatus(await admin.post('/api/people', body), 201).json);
};
const tokenIn = (text: string): string => /\/set-password#([\w-]+)/.exec(text)?.[1] ?? '';
const use = (token: string, word = password) =>
  house.anonymous.send({
    method: 'POST',
    url: '/api/sign-in/link/password',
    body: { token, password: word },
    from: newAddress(),
  });
const signIn = async (email: string, word = password): Promise<number> => {
  const body = { email, password: word };
  return (await house.anonymous.send({ method: 'POST', url: '/api/auth/sign-in/email', body, from: newAddress() }))
    .status;
};
const newest = async (count: number) => {
  const letters = await server.arrived(count);
  const letter = letters.at(-1);
  if (!letter) throw new Error('No letter has arrived.');
  return letter;
};

describe('an invitation', () => {
  it('is in the language of the company for whoever has none of her own, as an administrator has set it', async () => {
    const subjects: string[] = [];
    for (const language of ['hu', 'en']) {
      const before = server.letters.length;
      expectStatus(await house.as(people.admin.email).patch('/api/company', { language }), 200);
      await add(`${language}@kulcs.test`, 'Nyelv Nóra');
      subjects.push((await newest(before + 1)).subject);
    }
    expect(subjects).toEqual([
      'Kulcs, Próba Egészség Kft.: állítsd be a jelszavadat',
      'Kulcs at Próba Egészség Kft.: set your password',
    ]);
  });

  it('goes to whoever is added, in her language, and lets her set a password once', async () => {
    const before = server.letters.length;
    const added = await add('zita@kulcs.test', 'Zöld Zita', 'hu');
    expect(added.mail).toBe('sent');
    const letter = await newest(before + 1);
    expect([letter.from, letter.to, letter.subject]).toEqual([
      'kulcs@kulcs.test',
      ['zita@kulcs.test'],
      'Kulcs, Próba Egészség Kft.: állítsd be a jelszavadat',
    ]);
    expect(letter.text).toContain(
      `Zöld Zita,\n\nfelvettek a Kulcsba. Cég: Próba Egészség Kft.. Aki felvett: ${people.admin.name}.`,
    );
    const token = tokenIn(letter.text);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const facts = await house.anonymous.post('/api/sign-in/link', { token });
    expect(PasswordLinkFacts.parse(facts.json)).toEqual({
      purpose: 'invitation',
      name: 'Zöld Zita',
      email: 'zita@kulcs.test',
    });
    // Of two at the same moment one sets the password.
    const statuses = (await Promise.all([use(token), use(token)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([204, 404]);
    expect(await signIn('zita@kulcs.test')).toBe(200);
    expect((await house.anonymous.post('/api/sign-in/link', { token })).status).toBe(404);
  });

  it('works for 72 hours, and no longer than until the next one', async () => {
    const before = server.letters.length;
    const { id } = await add('ida@kulcs.test', 'Idős Ida');
    const first = tokenIn((await newest(before + 1)).text);
    expectStatus(await admin.post(`/api/people/${String(id)}/invitation`), 200);
    const second = tokenIn((await newest(before + 2)).text);
    expect((await use(first)).status, 'the former one').toBe(404);
    house.clock.advance(72 * hour - 1000);
    expect((await house.anonymous.post('/api/sign-in/link', { token: second })).status).toBe(200);
    house.clock.advance(1000);
    expect((await use(second)).status).toBe(404);
    admin = await house.asSignedIn(people.admin.email);
  });

  it('is shown to nobody who administers, and stands nowhere but as a hash', async () => {
    const before = server.letters.length;
    const added = await admin.post('/api/people', {
      email: 'titok@kulcs.test',
      name: 'Titkos Tas',
      role: 'director',
      reportsTo: null,
    });
    const token = tokenIn((await newest(before + 1)).text);
    const { id } = AddedPerson.parse(added.json);
    const again = await admin.post(`/api/people/${String(id)}/invitation`);
    const newer = tokenIn((await newest(before + 2)).text);
    for (const text of [added.text, again.text]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(newer);
    }
    expect((await admin.get('/api/kept-mails')).json).toEqual({ mails: null });
    const { rows } = await house.superuser.query<{ text: string }>(
      `select l::text as text from auth.password_link l union all select e::text from audit.entry e`,
    );
    expect(rows.filter(({ text }) => text.includes(newer))).toEqual([]);
    const entries = await house.superuser.query('select action, subject from audit.entry order by seq desc limit 1');
    expect(entries.rows).toEqual([{ action: 'person.invite', subject: `person:${String(id)}` }]);
  });

  it('holds what somebody is named as data (reliability, WEB-2)', async () => {
    const hostile = 'X\r\nBcc: a@b.hu\r\n\r\n{{link}} <script>alert(1)</script> =?UTF-8?B?WA==?=';
    const before = server.letters.length;
    await add('hostile@kulcs.test', hostile, 'en');
    const letter = await newest(before + 1);
    expect(letter.to).toEqual(['hostile@kulcs.test']);
    expect(letter.head).not.toMatch(/^bcc:/im);
    expect(letter.head).toMatch(/^content-type: text\/plain/im);
    expect(letter.text.split('\n')[0]).toBe('X Bcc: a@b.hu {{link}} <script>alert(1)</script> =?UTF-8?B?WA==?=,');
  });
});

describe('a forgotten password', () => {
  const forgotten = (email: string, from = newAddress()) =>
    house.anonymous.send({ method: 'POST', url: '/api/sign-in/forgotten', body: { email }, from });

  it('is answered in the same way for an unknown address, which gets nothing', async () => {
    const before = server.letters.length;
    const unknown = await forgotten('nobody@kulcs.test');
    const known = await forgotten(people.kam.email.toUpperCase());
    const bare = ({ 'x-request-id': _id, date: _date, ...headers }: Readonly<Record<string, string>>) => headers;
    expect([known.status, known.text, bare(known.headers)]).toEqual([204, '', bare(unknown.headers)]);
    const letter = await newest(before + 1);
    expect([letter.to, letter.subject]).toEqual([[people.kam.email], 'Kulcs at Próba Egészség Kft.: a new password']);
    expect(server.letters).toHaveLength(before + 1);
  });

  it('is set anew for an hour: all sessions are over then, and the old one is void', async () => {
    const browser = await house.asSignedIn(people.colleague.email);
    expectStatus(await browser.put('/api/me/password', { password }), 204);
    const before = server.letters.length;
    await forgotten(people.colleague.email);
    const token = tokenIn((await newest(before + 1)).text);
    house.clock.advance(hour - 1000);
    expect((await use(token, 'az új és hosszú jelszó')).status).toBe(204);
    expectStatus(await browser.get('/api/me'), 401);
    expect([
      await signIn(people.colleague.email),
      await signIn(people.colleague.email, 'az új és hosszú jelszó'),
    ]).toEqual([401, 200]);
    const { rows } = await house.superuser.query(
      `select actor_id, detail from audit.entry where action = 'person.password' order by seq desc limit 1`,
    );
    expect(rows).toEqual([{ actor_id: house.personId(people.colleague.email), detail: { by: 'reset' } }]);
    await forgotten(people.colleague.email);
    const late = tokenIn((await newest(before + 2)).text);
    house.clock.advance(hour);
    expect((await use(late)).status).toBe(404);
  });

  it('is not asked for without end: by network, and by person, whom a stranger could flood with letters', async () => {
    const from = newAddress();
    for (let tries = 0; tries < 5; tries += 1) expect((await forgotten('nobody@kulcs.test', from)).status).toBe(204);
    expect((await forgotten('nobody@kulcs.test', from)).status).toBe(429);
    const before = server.letters.length;
    for (let tries = 0; tries < 6; tries += 1) expect((await forgotten(people.finance.email)).status).toBe(204);
    await forgotten(people.support.email);
    const letters = await server.arrived(before + 4);
    const count = (email: string) => letters.slice(before).filter(({ to }) => to[0] === email).length;
    expect([count(people.finance.email), count(people.support.email)]).toEqual([3, 1]);
  });

  it('a guessed word opens nothing, and cannot be guessed quickly', async () => {
    const from = newAddress();
    const guess = (word: string) =>
      house.anonymous.send({ method: 'POST', url: '/api/sign-in/link', body: { token: word }, from });
    for (let tries = 0; tries < 20; tries += 1) expect((await guess(`guess${String(tries)}`)).status).toBe(404);
    expect((await guess('guess')).status).toBe(429);
  });
});

it('a mail server that refuses is told to whoever sends, not to strangers; nothing is undone', async () => {
  const other = await openTestHouse({
    mailServer: { url: server.url.replace('p%40ss', 'wrong'), from: 'kulcs@kulcs.test' },
  });
  try {
    const browser = await other.asSignedIn(people.admin.email);
    const reply = await browser.post('/api/people', {
      email: 'uj@kulcs.test',
      name: 'Új',
      role: 'kam',
      reportsTo: null,
    });
    expect([reply.status, reply.json]).toMatchObject([201, { email: 'uj@kulcs.test', mail: 'failed' }]);
    expect(await other.house.post.check()).toBe('EAUTH');
    expect((await other.anonymous.post('/api/sign-in/forgotten', { email: people.kam.email })).status).toBe(204);
  } finally {
    await other.close();
  }
});

describe('without a mail server', () => {
  const plain = testHouse();
  const demo = testHouse({ isDemo: true });

  it('nothing is sent: whoever adds somebody is told so, and where a link comes from', async () => {
    const browser = await plain.asSignedIn(people.admin.email);
    const body = { email: 'uj@kulcs.test', name: 'Új', role: 'kam', reportsTo: null };
    expect((await browser.post('/api/people', body)).json).toMatchObject({ mail: 'no-server' });
    const refused = await browser.post(`/api/people/${String(plain.personId(people.kam.email))}/invitation`);
    expect([refused.status, refused.json]).toMatchObject([409, { code: 'mail-missing' }]);
    expect((await browser.get('/api/kept-mails')).json).toEqual({ mails: null });
    expect((await plain.anonymous.get('/api/sign-in')).json).toMatchObject({ canMail: false });
  });

  it('a demo keeps its letters for the page', async () => {
    const browser = await demo.asSignedIn(people.admin.email);
    const body = { email: 'uj@kulcs.test', name: 'Új', role: 'kam', reportsTo: null };
    expect((await browser.post('/api/people', body)).json).toMatchObject({ mail: 'kept' });
    const { mails } = KeptMails.parse((await browser.get('/api/kept-mails')).json);
    expect(mails).toMatchObject([{ to: 'uj@kulcs.test', subject: 'Kulcs at Próba Egészség Kft.: set your password' }]);
    expect(tokenIn(mails?.[0]?.text ?? '')).not.toBe('');
    expect((await demo.as(people.kam.email).get('/api/kept-mails')).status).toBe(403);
  });
});
