import { beforeAll, describe, expect, it } from 'vitest';
import { expectStatus, people, testHouse, type PersonName } from '#testing/house.ts';
import { Me, PeopleReply, type Person } from './contract.ts';

const house = testHouse();

beforeAll(async () => {
  await house.loadLines(
    'document,date,account,quantity,unitPrice\nD1,2026-01-05,A1,1,1\nD2,2026-01-05,A2,1,1\nD3,2026-01-05,W1,1,1\n',
  );
  for (const [code, owner] of [
    ['A1', 'kam'],
    ['A2', 'kam'],
    ['W1', 'otherKam'],
  ] as const) {
    expectStatus(await house.host.put(`/api/account-codes/${code}/owner`, { owner: people[owner].email }), 200);
  }
});

const me = async (name: PersonName): Promise<Me> =>
  Me.parse(expectStatus(await house.as(people[name].email).get('/api/me'), 200).json);

describe('who I am', () => {
  it.each([
    ['director', 'company', 25],
    ['finance', 'company', 8],
    ['manager', 'line', 14],
    ['support', 'line', 5],
    ['kam', 'own', 12],
    ['admin', null, 4],
  ] as const)('%s: sight %s, %i abilities', async (name, sight, count) => {
    const found = await me(name);
    const { email, role } = people[name];
    expect(found).toMatchObject({ sight, person: { email, role }, company: { currency: 'HUF' }, hasPassword: false });
    expect(found.abilities).toHaveLength(count);
  });

  it('is nobody for the host that acts for itself', async () => {
    expect((await house.host.get('/api/me')).status).toBe(404);
  });

  it('tells the calendar day of the company, which is not that of Greenwich', async () => {
    // 29 March 2026: the clocks of Budapest go forward at 02:00; 22:30 in Greenwich is half past midnight there.
    const to = (instant: string) => house.clock.advance(Date.parse(instant) - house.clock.now());
    for (const [instant, day] of [
      ['2026-03-28T22:59:59Z', '2026-03-28'],
      ['2026-03-28T23:00:00Z', '2026-03-29'],
      ['2026-03-29T21:59:59Z', '2026-03-29'],
      ['2026-03-29T22:00:00Z', '2026-03-30'],
      ['2026-10-25T22:59:59Z', '2026-10-25'],
      ['2026-10-25T23:00:00Z', '2026-10-26'],
    ] as const) {
      to(instant);
      expect((await me('kam')).today, instant).toBe(day);
    }
  });
});

describe('how I like the page', () => {
  it('is kept for me, and the answers speak my language at once', async () => {
    const browser = await house.asSignedIn(people.kam.email);
    expectStatus(await browser.patch('/api/me/settings', { language: 'hu', scheme: 'dark' }), 204);
    expect((await me('kam')).settings).toEqual({ language: 'hu', scheme: 'dark', density: 'compact' });
    expect((await browser.get('/api/doctor')).json).toMatchObject({ title: 'Nem engedélyezett' });
    expect((await me('colleague')).settings.language).toBe('en');
  });

  it.each([
    { language: 'de' },
    { scheme: 'blue' },
    { density: 1 },
    { role: 'director' },
    { email: 'a@b.hu' },
    { language: null },
  ])('does not take %j', async (body) => {
    const reply = await house.as(people.colleague.email).patch('/api/me/settings', body);
    expect([reply.status, reply.json]).toMatchObject([400, { code: 'invalid-input' }]);
    expect(await me('colleague')).toMatchObject({
      person: { role: 'kam' },
      settings: { language: 'en', scheme: 'auto', density: 'compact' },
    });
  });
});

describe('the people', () => {
  const list = async (name: PersonName): Promise<Person[]> =>
    PeopleReply.parse(expectStatus(await house.as(people[name].email).get('/api/people'), 200).json).people;

  it('stand in the order of the Hungarian alphabet, with whom each reports to', async () => {
    const found = await list('kam');
    expect(found.map(({ name }) => name)).toEqual([
      'Adminisztráló Ádám',
      'Ágoston Anna',
      'Igazgató Dóra',
      'Keleti Máté',
      'Nyugati Nóra',
      'Őri Béla',
      'Pénzes Pál',
      'Segítő Sára',
      'Zólyomi Cili',
    ]);
    expect(found.find(({ name }) => name === 'Ágoston Anna')?.reportsTo).toEqual({
      id: house.personId(people.manager.email),
      name: 'Keleti Máté',
    });
  });

  it.each([
    ['director', { kam: 2, otherKam: 1 }],
    ['manager', { kam: 2, otherKam: 0 }],
    ['otherManager', { kam: 0, otherKam: 1 }],
    ['kam', { kam: 2, otherKam: 0 }],
    ['otherKam', { kam: 0, otherKam: 1 }],
    ['support', { kam: 2, otherKam: 0 }],
    ['admin', { kam: 0, otherKam: 0 }],
  ] as const)('with their accounts as far as %s sees them', async (name, counts) => {
    const found = await list(name);
    const of = (email: string): number | undefined => found.find((person) => person.email === email)?.accounts;
    expect({ kam: of(people.kam.email), otherKam: of(people.otherKam.email) }).toEqual(counts);
  });

  it.each([
    ['no address', { email: 'nobody', name: 'A', role: 'kam' }],
    ['a name of nothing', { email: 'a@kulcs.test', name: ' ', role: 'kam' }],
    ['a role that there is not', { email: 'a@kulcs.test', name: 'A', role: 'host' }],
    ['two roles', { email: 'a@kulcs.test', name: 'A', role: ['kam', 'director'] }],
    ['a number of its own', { email: 'a@kulcs.test', name: 'A', role: 'kam', id: 1 }],
    ['a person of the sign-in', { email: 'a@kulcs.test', name: 'A', role: 'kam', userId: 'x' }],
    ['a very long address', { email: `${'a'.repeat(250)}@kulcs.test`, name: 'A', role: 'kam' }],
    ['a NUL character', { email: 'a@kulcs.test', name: 'A\0', role: 'kam' }],
  ])('are not added with %s', async (_what, body) => {
    expect((await house.as(people.admin.email).post('/api/people', body)).status).toBe(400);
  });

  it('a new one can sign in, and sees nothing yet', async () => {
    const added = expectStatus(
      await house
        .as(people.admin.email)
        .post('/api/people', { email: 'Zita@kulcs.test', name: 'Zita', role: 'kam', reportsTo: people.manager.email }),
      201,
    );
    expect(added.json).toMatchObject({ email: 'zita@kulcs.test', accounts: 0, reportsTo: { name: 'Keleti Máté' } });
    const browser = await house.asSignedIn('zita@kulcs.test');
    expect((await browser.get('/api/accounts')).json).toMatchObject({ accounts: [], nextCursor: null });
  });

  it('a refused one leaves nothing behind in the sign-in either', async () => {
    const users = async (): Promise<unknown> => (await house.superuser.query('select count(*) from auth."user"')).rows;
    const before = await users();
    const admin = house.as(people.admin.email);
    expectStatus(
      await admin.post('/api/people', {
        email: 'uj@kulcs.test',
        name: 'Új',
        role: 'kam',
        reportsTo: 'senki@kulcs.test',
      }),
      422,
    );
    expectStatus(await admin.post('/api/people', { email: people.kam.email, name: 'Új', role: 'kam' }), 409);
    expect(await users()).toEqual(before);
  });
});
