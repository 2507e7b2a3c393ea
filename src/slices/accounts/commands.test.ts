import { beforeAll, describe, expect, it } from 'vitest';
import { expectStatus, people, testHouse, type PersonName } from '#testing/house.ts';
import { AccountReply, type Account } from './contract.ts';

const house = testHouse();
const codes = ['A1', 'A2', 'B1', 'W1', 'FREE'] as const;
type Code = (typeof codes)[number];
const ids = new Map<Code, number>();

beforeAll(async () => {
  const rows = codes.map((code) => `D-${code},2026-01-05,${code},1,100`);
  await house.loadLines(`document,date,account,quantity,unitPrice\n${rows.join('\n')}\n`);
  const { rows: found } = await house.superuser.query<{ code: Code; id: number }>(
    'select code, account_id as id from accounts.account where account_id > 0',
  );
  for (const { code, id } of found) ids.set(code, id);
  for (const [code, owner] of [
    ['A1', 'kam'],
    ['A2', 'kam'],
    ['B1', 'colleague'],
    ['W1', 'otherKam'],
  ] as const) {
    expectStatus(await assign('director', code, people[owner].email), 200);
  }
});

const assign = (who: PersonName, code: string, owner: string) =>
  house.as(people[who].email).put(`/api/account-codes/${code}/owner`, { owner });

const account = async (code: Code): Promise<Account> =>
  AccountReply.parse((await house.host.get(`/api/accounts/${String(ids.get(code) ?? 0)}`)).json).account;

/** What row-level security goes by, beside what the list shows. */
async function holdings(): Promise<Record<string, number>> {
  const { rows } = await house.superuser.query<{ code: string; person: number }>(
    `select code, person_id as person from access.holding join accounts.account using (account_id) where capacity = 'owner'`,
  );
  return Object.fromEntries(rows.map(({ code, person }) => [code, person]));
}

describe('an account is given to its owner', () => {
  it.each([
    { who: 'director', code: 'FREE', owner: 'otherKam', is: 'one that nobody owned, by the director' },
    { who: 'director', code: 'FREE', owner: 'director', is: 'to the director herself' },
    { who: 'director', code: 'W1', owner: 'colleague', is: 'from one region to another, by the director' },
    { who: 'director', code: 'W1', owner: 'otherKam', is: 'and back' },
    { who: 'manager', code: 'A2', owner: 'colleague', is: 'within her line, by the manager' },
    { who: 'manager', code: 'A2', owner: 'manager', is: 'to the manager herself' },
    { who: 'manager', code: 'A2', owner: 'kam', is: 'and back to her key account manager' },
  ] as const)('$is', async ({ who, code, owner }) => {
    const reply = expectStatus(await assign(who, code, people[owner].email.toUpperCase()), 200);
    const id = house.personId(people[owner].email);
    expect(reply.json).toMatchObject({ code, owner: { id, name: people[owner].name } });
    expect((await account(code)).owner?.id).toBe(id);
    expect((await holdings())[code]).toBe(id);
  });

  it.each([
    {
      is: 'by nobody below a manager',
      who: 'kam',
      code: 'A1',
      owner: 'colleague',
      status: 403,
      problem: 'not-allowed',
    },
    { is: 'not by support', who: 'support', code: 'A1', owner: 'colleague', status: 403, problem: 'not-allowed' },
    {
      is: 'not by finance, who sees it',
      who: 'finance',
      code: 'A1',
      owner: 'colleague',
      status: 403,
      problem: 'not-allowed',
    },
    {
      is: 'not by an administrator',
      who: 'admin',
      code: 'A1',
      owner: 'colleague',
      status: 403,
      problem: 'not-allowed',
    },
    {
      is: 'not by the manager of another line',
      who: 'otherManager',
      code: 'A1',
      owner: 'otherKam',
      status: 404,
      problem: 'not-found',
    },
    {
      is: 'not by a manager when nobody owns it',
      who: 'otherManager',
      code: 'FREE',
      owner: 'otherKam',
      status: 404,
      problem: 'not-found',
    },
    { is: 'not one that there is not', who: 'director', code: 'NONE', owner: 'kam', status: 404, problem: 'not-found' },
    {
      is: 'not out of the line',
      who: 'manager',
      code: 'A1',
      owner: 'otherKam',
      status: 422,
      problem: 'outside-the-line',
    },
    { is: 'not upwards', who: 'manager', code: 'A1', owner: 'director', status: 422, problem: 'outside-the-line' },
    { is: 'not to support', who: 'director', code: 'A1', owner: 'support', status: 422, problem: 'cannot-own' },
    { is: 'not to finance', who: 'director', code: 'A1', owner: 'finance', status: 422, problem: 'cannot-own' },
    { is: 'not to an administrator', who: 'director', code: 'A1', owner: 'admin', status: 422, problem: 'cannot-own' },
  ] as const)('$is: $problem', async ({ who, code, owner, status, problem }) => {
    const before = await holdings();
    const reply = await assign(who, code, people[owner].email);
    expect([reply.status, reply.json]).toMatchObject([status, { code: problem }]);
    expect(await holdings()).toEqual(before);
  });

  it('not to somebody whom nobody knows', async () => {
    const reply = await assign('director', 'A1', 'senki@kulcs.test');
    expect([reply.status, reply.json]).toMatchObject([
      422,
      { code: 'unknown-person', facts: { email: 'senki@kulcs.test' } },
    ]);
  });

  it('by two at the same moment: one after the other, each from what the other left', async () => {
    const owners = [people.kam, people.colleague, people.manager, people.otherKam];
    await Promise.all(Array.from({ length: 12 }, (_unused, n) => assign('director', 'B1', owners[n % 4]?.email ?? '')));
    const { rows } = await house.superuser.query<{ before: number; after: number }>(
      `select (detail->>'before')::int as before, (detail->>'after')::int as after from audit.entry
       where action = 'account.assign' and subject = 'account:B1' order by seq`,
    );
    expect(rows.slice(1).map(({ before }) => before)).toEqual(rows.slice(0, -1).map(({ after }) => after));
    expect((await account('B1')).owner?.id).toBe(rows.at(-1)?.after);
    expect((await holdings())['B1']).toBe(rows.at(-1)?.after);
    await assign('director', 'B1', people.colleague.email);
  });

  it('a table of the database holds one owner for each account', async () => {
    const { rows } = await house.superuser.query(
      `select code from accounts.account left join access.holding using (account_id) where owner_id is distinct from person_id`,
    );
    expect(rows).toEqual([]);
  });
});

describe('a group of affiliates', () => {
  const group = (name: string, accounts: readonly string[]) =>
    house.as(people.director.email).post('/api/account-groups', { name, accounts });

  it('is made by its name, and shows its members to each as far as she sees them', async () => {
    expectStatus(await group('Klinikák', ['A1', 'W1']), 204);
    const reply = AccountReply.parse((await house.host.get(`/api/accounts/${String(ids.get('A1') ?? 0)}`)).json);
    expect(reply.account.group).toMatchObject({ name: 'Klinikák', members: 2 });
    expect(reply.members.map(({ code }) => code).sort()).toEqual(['A1', 'W1']);
    const seen = AccountReply.parse(
      (await house.as(people.kam.email).get(`/api/accounts/${String(ids.get('A1') ?? 0)}`)).json,
    );
    expect(seen.account.group).toMatchObject({ name: 'Klinikák', members: 1 });
    expect(seen.members.map(({ code }) => code)).toEqual(['A1']);
  });

  it('takes an account out of the group that it was in, and may name it twice', async () => {
    expectStatus(await group('Patikák', ['W1', 'B1', 'W1']), 204);
    expect((await account('A1')).group).toMatchObject({ name: 'Klinikák', members: 1 });
    expect((await account('W1')).group).toMatchObject({ name: 'Patikák', members: 2 });
  });

  it.each([
    ['with an account that there is not', 'director', ['A1', 'NONE'], 404],
    ['by a manager', 'manager', ['A1'], 403],
    ['of nothing', 'director', [], 400],
  ] as const)('is not made %s, and nothing of it is left', async (_what, who, accounts, status) => {
    const reply = await house.as(people[who].email).post('/api/account-groups', { name: 'Soha', accounts });
    expect(reply.status).toBe(status);
    const { rows } = await house.superuser.query(`select from accounts.account_group where name = 'Soha'`);
    expect(rows).toEqual([]);
    expect((await account('A1')).group?.name).toBe('Klinikák');
  });
});

describe('what is known of an account', () => {
  const change = (who: PersonName, body: object, code: Code = 'A2') =>
    house.as(people[who].email).patch(`/api/account-codes/${code}`, body);

  it('changes field by field; what is not named stays', async () => {
    expectStatus(await change('director', { name: '  Szent Anna Kórház ', town: 'Győr', kind: 'hospital' }), 200);
    const reply = expectStatus(await change('director', { town: null }), 200);
    expect(reply.json).toMatchObject({ name: 'Szent Anna Kórház', town: null, kind: 'hospital', country: null });
  });

  it.each([
    ['a name of nothing', { name: '  ' }],
    ['no name', { name: null }],
    ['a name that is too long', { name: 'x'.repeat(301) }],
    ['another number', { id: 1 }],
    ['another owner', { owner: people.director.email }],
    ['another code', { code: 'A9' }],
  ])('does not take %s', async (_what, body) => {
    expect((await change('director', body)).status).toBe(400);
    expect(await account('A2')).toMatchObject({ code: 'A2', name: 'Szent Anna Kórház' });
  });

  it('is changed by those who look after it, and not by whoever only sees it', async () => {
    for (const who of ['kam', 'manager'] as const) expectStatus(await change(who, { segment: who }), 200);
    for (const who of ['support', 'finance'] as const) expectStatus(await change(who, { town: 'Vác' }), 403);
    expectStatus(await change('colleague', { town: 'Vác' }), 404);
  });

  it('keeps numbers in one form, and none whose form is wrong; a blank takes one away', async () => {
    const numbers = { vatNumber: ' hu 10537914 ', registryNumber: '01 10 041585', country: 'Magyarország' };
    expect(expectStatus(await change('kam', numbers), 200).json).toMatchObject({
      vatNumber: 'HU10537914',
      registryNumber: '01-10-041585',
    });
    for (const [body, code] of [
      [{ vatNumber: 'HU10537915' }, 'vat-number-form'],
      [{ registryNumber: '01-24-041585' }, 'registry-number-form'],
      // The form of another country, together with what makes it Hungarian.
      [{ registryNumber: 'HRB 1234', country: 'Hungary' }, 'registry-number-form'],
    ] as const) {
      expect((await change('kam', body)).json).toMatchObject({ status: 422, code });
    }
    expect(expectStatus(await change('kam', { vatNumber: ' ' }), 200).json).toMatchObject({ vatNumber: null });
  });

  it('tells since when its owner has it, and who had it before', async () => {
    const owners = async (who: PersonName) =>
      AccountReply.parse((await house.as(people[who].email).get(`/api/accounts/${String(ids.get('A2') ?? 0)}`)).json)
        .owners;
    const before = await owners('director');
    expect(before).toEqual([{ name: people.kam.name, from: '2026-03-02', until: null }]);
  });
});

describe('a source that knows an account by another code', () => {
  const post = (who: PersonName, body: object, code: Code = 'A2') =>
    house.as(people[who].email).post(`/api/accounts/${String(ids.get(code) ?? 0)}/codes`, body);
  const load = (source: string, number: string, code: string) =>
    house.loadLines(
      `document,date,account,accountName,quantity,unitPrice\n${number},2026-01-09,${code},Más,1,7\n`,
      source,
    );
  const soldTo = async (number: string): Promise<string[]> => {
    const { rows } = await house.superuser.query<{ code: string }>(
      'select code from sales.document join accounts.account using (account_id) where number = $1 order by code',
      [number],
    );
    return rows.map(({ code }) => code);
  };

  it('brings its lines to that account, and to no other; other sources go by the code itself', async () => {
    expectStatus(await post('kam', { source: 'Webáruház', code: 'A1' }), 201);
    expect((await load('Webáruház', 'W-1', 'A1')).accountsCreated).toBe(0);
    expect(await soldTo('W-1')).toEqual(['A2']);
    expect(await account('A2')).toMatchObject({ name: 'Szent Anna Kórház' });
    expect((await load('Könyvelés', 'K-1', 'A1')).accountsCreated).toBe(0);
    expect(await soldTo('K-1')).toEqual(['A1']);
    const { codes: known } = AccountReply.parse(
      (await house.host.get(`/api/accounts/${String(ids.get('A2') ?? 0)}`)).json,
    );
    expect(known).toMatchObject([{ source: 'Webáruház', code: 'A1', version: 1 }]);
    const url = `/api/accounts/${String(ids.get('A2') ?? 0)}/codes/${String(known[0]?.id)}`;
    const headers = { 'if-match': '"2"' };
    expectStatus(await house.as(people.kam.email).send({ method: 'DELETE', url, headers }), 412);
    expectStatus(await house.as(people.kam.email).remove(url), 204);
    await load('Webáruház', 'W-2', 'A1');
    expect(await soldTo('W-2')).toEqual(['A1']);
  });

  it('has one account for one code, also where it is not seen', async () => {
    expectStatus(await post('kam', { source: 'Bolt', code: 'X' }), 201);
    expectStatus(await post('kam', { source: 'Bolt', code: 'X' }), 201);
    expect((await post('otherKam', { source: 'Bolt', code: 'X' }, 'W1')).json).toMatchObject({
      status: 409,
      code: 'source-code-taken',
    });
    expectStatus(await post('otherKam', { source: 'Bolt', code: 'Y' }), 404);
  });
});
