import { beforeAll, expect, it } from 'vitest';
import { expectStatus, people, testHouse, type PersonName } from '#testing/house.ts';

const house = testHouse();

const told = { source: 'Fehér Judit', knownOn: '2026-02-20' };
beforeAll(async () => {
  await house.loadLines('document,date,account,quantity,unitPrice\nD1,2026-01-05,A1,1,100\nD2,2026-01-05,W1,1,100\n');
  for (const [code, owner] of [
    ['A1', people.kam],
    ['W1', people.otherKam],
  ] as const) {
    expectStatus(await house.host.put(`/api/account-codes/${code}/owner`, { owner: owner.email }), 200);
    const { rows } = await house.superuser.query<{ id: number }>(
      'select account_id as id from accounts.account where code = $1',
      [code],
    );
    const facts = `/api/accounts/${String(rows[0]?.id)}/facts`;
    for (const [topic, ofClass] of [
      ['needs', 'internal'],
      ['market', 'public'],
      ['buying', 'confidential'],
      ['people', 'personal'],
    ]) {
      const body = { ...told, topic, class: ofClass, value: `${code} ${String(ofClass)}` };
      expectStatus(await house.as(owner.email).post(facts, body), 201);
    }
  }
});

const ask = (who: PersonName, query = '') => house.as(people[who].email).get(`/api/facts.json${query}`);
const values = async (who: PersonName, query = ''): Promise<string[]> =>
  (expectStatus(await ask(who, query), 200).json as { value: string }[]).map(({ value }) => value); // its columns

it('what is public and internal of the accounts one sees, and nothing that must be asked for', async () => {
  expect(await values('director')).toEqual(['A1 public', 'A1 internal', 'W1 public', 'W1 internal']);
  expect(await values('kam')).toEqual(['A1 public', 'A1 internal']);
  expect(await values('support')).toEqual(['A1 public', 'A1 internal']);
  expect(await values('director', '?account=W1&topic=needs')).toEqual(['W1 internal']);
  expect(await values('kam', '?class=public')).toEqual(['A1 public']);
  expect((await ask('kam', '?account=W1')).status).toBe(404);
});

it('what is confidential with a purpose, by those who may see it, and the purpose is on record', async () => {
  expect(await values('director', '?class=confidential&purpose=meeting')).toEqual([
    'A1 confidential',
    'W1 confidential',
  ]);
  expect(await values('kam', '?class=confidential&purpose=other&reason=Szerz%C5%91d%C3%A9s')).toEqual([
    'A1 confidential',
  ]);
  const { rows } = await house.superuser.query<{ actor: number; detail: object }>(
    `select actor_id as actor, detail from audit.entry where action = 'export.facts' order by seq desc limit 1`,
  );
  expect(rows).toEqual([
    {
      actor: house.personId(people.kam.email),
      detail: { rows: 1, format: 'json', filter: 'class=confidential', purpose: 'other', reason: 'Szerződés' },
    },
  ]);
});

it.each([
  ['kam', '?class=confidential', 422, 'look-reason'],
  ['kam', '?class=confidential&purpose=other', 422, 'look-reason'],
  ['support', '?class=confidential&purpose=meeting', 403, 'not-allowed'],
  ['finance', '?class=confidential&purpose=meeting', 403, 'not-allowed'],
  // Personal facts are looked at one account at a time; not even their author takes them out in numbers.
  ['kam', '?class=personal&purpose=meeting', 400, 'invalid-input'],
] as const)('for %s %s is refused with %i %s', async (who, query, status, code) => {
  const reply = await ask(who, query);
  expect([reply.status, reply.json]).toMatchObject([status, { code }]);
});

it('personal facts are in no file, whoever asks for whatever', async () => {
  for (const who of ['kam', 'director', 'manager'] as const) {
    for (const format of ['json', 'csv']) {
      for (const query of ['', '?class=confidential&purpose=meeting']) {
        const { text } = await house.as(people[who].email).get(`/api/facts.${format}${query}`);
        expect(text).toContain('A1');
        expect(text).not.toContain('personal');
      }
    }
  }
});
