import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { asActor } from '#platform/access/transaction.ts';
import { Account, AccountReply, AccountsReply, ProspectPolicy } from '#slices/accounts/contract.ts';
import { FactsReply } from '#slices/dossier/contract.ts';
import { expectStatus, people, testHouse, type PersonName } from '#testing/house.ts';
import { hostActor } from './wiring.ts';
import { KeyAccountsReply } from '#slices/portfolio/contract.ts';
import { AccountDecision } from '#slices/portfolio/decision-contract.ts';
import { Judgement, MatrixReply } from '#slices/portfolio/judgement-contract.ts';

const house = testHouse({ poolSize: 8 });
const as = (who: PersonName) => house.as(people[who].email);

beforeAll(async () => {
  await house.loadLines('document,date,account,quantity,unitPrice\nD1,2026-01-05,A1,1,100\n');
});

let made = 0;
/** Adds a prospect, whose name nothing else has. */
async function add(who: PersonName, more: object = {}): Promise<Account> {
  made += 1;
  const body = { name: `Leendő ${String(made)}`, reason: 'Második műtő épül', source: 'éves jelentés', ...more };
  return Account.parse(expectStatus(await as(who).post('/api/prospects', body), 201).json);
}
const stage = (who: PersonName, id: number, body: object) => as(who).put(`/api/accounts/${String(id)}/stage`, body);
const list = async (who: PersonName, query = ''): Promise<number[]> =>
  AccountsReply.parse((await as(who).get(`/api/accounts?limit=200${query}`)).json).accounts.map(({ id }) => id);
const found = async (id: number): Promise<AccountReply> =>
  AccountReply.parse(expectStatus(await house.host.get(`/api/accounts/${String(id)}`), 200).json);

describe('a prospect', () => {
  it('is its finder’s, and stands in the list of those who see her accounts', async () => {
    const { id, stage: its, owner } = await add('kam', { town: 'Vác', segment: 'magánklinika' });
    expect([its, owner?.name]).toEqual(['prospect', people.kam.name]);
    expect((await found(id)).prospect).toMatchObject({
      reason: 'Második műtő épül',
      source: 'éves jelentés',
      addedBy: people.kam.name,
      addedOn: '2026-03-02',
      droppedBecause: null,
    });
    for (const [who, sees] of [
      ['kam', true],
      ['manager', true],
      ['support', true],
      ['director', true],
      ['colleague', false],
      ['otherManager', false],
    ] as const) {
      expect((await list(who)).includes(id), who).toBe(sees);
      expect((await list(who, '&stage=prospect')).includes(id), who).toBe(sees);
      expect((await list(who, '&stage=client')).includes(id), who).toBe(false);
    }
    expect((await list('director', '&segment=mag%C3%A1nklinika')).includes(id)).toBe(true);
  });

  it('can be another’s, within the line of who adds it', async () => {
    expect((await add('manager', { owner: people.colleague.email })).owner?.name).toBe(people.colleague.name);
    for (const [who, owner, code] of [
      ['kam', people.colleague.email, 'outside-the-line'],
      ['manager', people.otherKam.email, 'outside-the-line'],
      ['director', people.finance.email, 'cannot-own'],
    ] as const) {
      const body = { name: 'Leendő', reason: 'Ok', source: 'Vásár', owner };
      expect((await as(who).post('/api/prospects', body)).json).toMatchObject({ status: 422, code });
    }
    expectStatus(await as('support').post('/api/prospects', { name: 'L', reason: 'O', source: 'V' }), 403);
  });

  it('is scored like a client, shown in the matrix, and in no ranking; it is not nominated', async () => {
    const { id, code } = await add('kam');
    const { criteria } = Judgement.parse((await as('kam').get(`/api/accounts/${String(id)}/judgement`)).json);
    const scores = criteria.map((one) => ({ criterion: one.id, value: 9, reason: 'Jó' }));
    expectStatus(await as('kam').put(`/api/accounts/${String(id)}/scores`, { scores }), 200);
    const matrix = MatrixReply.parse((await as('kam').get('/api/portfolio/matrix')).json);
    expect(matrix.accounts.find((one) => one.id === id)).toMatchObject({
      isProspect: true,
      quadrant: 'both',
      net: '0',
    });
    const ranking = KeyAccountsReply.parse((await as('director').get('/api/portfolio/key-accounts?all=true')).json);
    expect(ranking.accounts.map((one) => [one.code, one.share])).toEqual([['A1', 1]]);
    const decision = AccountDecision.parse((await as('director').get(`/api/account-codes/${code}/decision`)).json);
    expect([decision.abilities, decision.proposal]).toEqual([[], []]);
    const nomination = { act: 'nominate', reason: 'Jó lenne' };
    expect((await as('director').put(`/api/account-codes/${code}/decision`, nomination)).json).toMatchObject({
      status: 409,
      code: 'not-a-client',
    });
    const standings = (await as('director').get('/api/portfolio/standings')).json as {
      standings: { id: number; isProposed: boolean }[];
    };
    expect(standings.standings.find((one) => one.id === id)?.isProposed).toBe(false);
  });
});

describe('a prospect becomes an account', () => {
  it('with its code, and keeps what is known of it; and is taken back while nothing is sold', async () => {
    const { id, code } = await add('kam', { town: 'Vác' });
    const fact = {
      topic: 'needs',
      value: 'Steril készlet',
      class: 'internal',
      source: 'látogatás',
      knownOn: '2026-02-01',
    };
    expectStatus(await as('kam').post(`/api/accounts/${String(id)}/facts`, fact), 201);
    const client = Account.parse(expectStatus(await stage('kam', id, { stage: 'client', code: 'V77' }), 200).json);
    expect(client).toMatchObject({ id, code: 'V77', stage: 'client', town: 'Vác', owner: { name: people.kam.name } });
    const { facts } = FactsReply.parse((await as('kam').get(`/api/accounts/${String(id)}/facts`)).json);
    expect(facts.map(({ value }) => value)).toEqual(['Steril készlet']);
    // What stands in the audit about the prospect is about this account.
    const { rows } = await asActor(house.house.database, hostActor, (tx) =>
      sql<{ id: number }>`select access.account_of(${`account:${code}`}) as id`.execute(tx),
    );
    expect(rows).toEqual([{ id }]);

    const back = Account.parse(expectStatus(await stage('kam', id, { stage: 'prospect' }), 200).json);
    expect(back).toMatchObject({ id, code, stage: 'prospect' });
    expectStatus(await stage('kam', id, { stage: 'client', code: 'V77' }), 200);
    await house.loadLines('document,date,account,quantity,unitPrice\nD77,2026-01-06,V77,1,50\n');
    const ranking = KeyAccountsReply.parse((await as('kam').get('/api/portfolio/key-accounts?all=true')).json);
    expect(ranking.accounts.map((one) => [one.id, one.net])).toEqual([[id, '50']]);
    expect((await stage('kam', id, { stage: 'prospect' })).json).toMatchObject({ status: 409, code: 'account-sold' });
  });

  it('not with a code that another account has, in whose sight ever', async () => {
    const { id } = await add('kam');
    expect((await stage('kam', id, { stage: 'client', code: 'A1' })).json).toMatchObject({
      status: 409,
      code: 'code-taken',
    });
    expect((await found(id)).account.stage).toBe('prospect');
  });

  it('only when somebody who sees it, and may, has seen it as it is', async () => {
    const { id, version } = await add('kam');
    const url = `/api/accounts/${String(id)}/stage`;
    const body = { stage: 'client', code: 'V78' };
    expectStatus(await as('colleague').put(url, body), 404);
    expectStatus(await as('support').put(url, body), 403);
    const headers = { 'if-match': `"${String(version + 1)}"` };
    expectStatus(await as('kam').send({ method: 'PUT', url, body, headers }), 412);
    const client = await house.host.get('/api/accounts?search=A1');
    const [sold] = AccountsReply.parse(client.json).accounts;
    // It came with a file and was never a prospect.
    expect((await stage('director', sold?.id ?? 0, { stage: 'prospect' })).json).toMatchObject({
      code: 'stage-not-from',
    });
  });
});

it('one that is let go of is listed and found only when asked for, and comes back with all of it', async () => {
  const { id, name } = await add('kam');
  expectStatus(await stage('kam', id, { stage: 'dropped', reason: 'Csődbe ment' }), 200);
  expect(await list('kam')).not.toContain(id);
  expect(await list('kam', '&stage=dropped')).toContain(id);
  const search = async (): Promise<string> => (await as('kam').get(`/api/search?q=${encodeURIComponent(name)}`)).text;
  expect(await search()).not.toContain(`"id":${String(id)},`);
  expect((await found(id)).prospect?.droppedBecause).toBe('Csődbe ment');
  expectStatus(await stage('kam', id, { stage: 'prospect' }), 200);
  expect(await list('kam')).toContain(id);
  expect(await search()).toContain(`"id":${String(id)},`);
  expect((await found(id)).prospect?.droppedBecause).toBeNull();
});

describe('the list is short', () => {
  const policy = async (): Promise<ProspectPolicy> =>
    ProspectPolicy.parse((await as('kam').get('/api/prospect-policy')).json);

  it('beyond what the policy allows nothing is added, however many try at once', async () => {
    const { open } = await policy();
    expectStatus(await as('director').put('/api/prospect-policy', { most: open + 3 }), 200);
    const body = { name: 'Sokadik', reason: 'Ok', source: 'Vásár' };
    const tries = ['kam', 'colleague', 'otherKam', 'manager', 'kam', 'director', 'colleague', 'otherKam'] as const;
    const replies = await Promise.all(tries.map((who) => as(who).post('/api/prospects', body)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(3);
    const refused = replies.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(5);
    for (const { json } of refused) expect(json).toMatchObject({ code: 'prospects-full' });
    expect(await policy()).toMatchObject({ open: open + 3, most: open + 3 });
  });

  it('nor taken up again; less than there are takes nobody away', async () => {
    const { open } = await policy();
    const all = await list('director', '&stage=prospect');
    expect(all).toHaveLength(open);
    const id = all[0] ?? 0;
    expectStatus(await stage('director', id, { stage: 'dropped', reason: 'Elég' }), 200);
    expectStatus(await as('director').put('/api/prospect-policy', { most: open - 1 }), 200);
    expect((await stage('director', id, { stage: 'prospect' })).json).toMatchObject({
      code: 'prospects-full',
      detail: expect.stringContaining(String(open - 1)) as string, // the sentence names the limit
    });
    expectStatus(await as('director').put('/api/prospect-policy', { most: 0 }), 200);
    expect(await policy()).toMatchObject({ open: open - 1, most: 0 });
  });
});
