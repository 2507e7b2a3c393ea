import { beforeAll, describe, expect, it } from 'vitest';
import { people, testHouse } from '#testing/house.ts';
import { AccountsReply } from './contract.ts';

const house = testHouse();
const header = 'document,date,account,accountName,country,quantity,unitPrice';
let documents = 0;

const load = (...rows: readonly string[]) => {
  const lines = rows.map((row) => {
    documents += 1;
    return `D${String(documents)},2026-01-05,${row},1,1`;
  });
  return house.loadLines([header, ...lines, ''].join('\n'));
};

async function known(code: string): Promise<unknown> {
  const reply = await house.as(people.director.email).get(`/api/accounts?search=${encodeURIComponent(code)}`);
  const found = AccountsReply.parse(reply.json).accounts.find((account) => account.code === code);
  return found && [found.name, found.country];
}

beforeAll(async () => {
  await load('K1,Első Kft.,HU', 'K2,,', 'K3,,');
});

describe('what a file says of an account', () => {
  it('makes it, with its code for a name where it has none', async () => {
    expect([await known('K1'), await known('K2')]).toEqual([
      ['Első Kft.', 'HU'],
      ['K2', null],
    ]);
  });

  it('fills what is blank, and leaves what an earlier file said', async () => {
    expect(await load('K1,Másik Kft.,SK', 'K2,Második Bt.,AT')).toMatchObject({ accountsCreated: 0, new: 2 });
    expect([await known('K1'), await known('K2')]).toEqual([
      ['Első Kft.', 'HU'],
      ['Második Bt.', 'AT'],
    ]);
  });

  it('leaves what a person said', async () => {
    await house.host.patch('/api/account-codes/K3', { name: 'Harmadik Zrt.', country: 'RO' });
    await load('K3,Valami Kft.,HU');
    expect(await known('K3')).toEqual(['Harmadik Zrt.', 'RO']);
  });

  it('takes the spelling that stands most often, where there are several', async () => {
    await load('K4,Negyedik Kft,HU', 'K4,NEGYEDIK KFT.,HU', 'K4,NEGYEDIK KFT.,HU', 'K4,,HU', 'K4,,HU', 'K4,,HU');
    expect(await known('K4')).toEqual(['NEGYEDIK KFT.', 'HU']);
  });

  it('knows codes that differ in case or accents as different accounts', async () => {
    expect(await load('k1,Kis Kft.,HU', 'K\u00c1,Ékezetes Kft.,HU')).toMatchObject({ accountsCreated: 2 });
    expect([await known('K1'), await known('k1')]).toEqual([
      ['Első Kft.', 'HU'],
      ['Kis Kft.', 'HU'],
    ]);
  });

  it('gives a new account to nobody: only who sees the company sees it', async () => {
    await load('K9,Új Kft.,HU');
    const seen = async (email: string): Promise<number> =>
      AccountsReply.parse((await house.as(email).get('/api/accounts?search=K9')).json).accounts.length;
    expect([await seen(people.director.email), await seen(people.finance.email)]).toEqual([1, 1]);
    expect([await seen(people.manager.email), await seen(people.kam.email)]).toEqual([0, 0]);
  });
});
