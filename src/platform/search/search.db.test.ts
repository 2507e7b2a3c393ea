import { beforeAll, describe, expect, it } from 'vitest';
import { expectStatus, people, testHouse } from '#testing/house.ts';
import { header } from '#testing/sales-world.ts';
import { SearchReply, type SearchHit } from './contract.ts';

const house = testHouse();
const names = {
  H1: 'Hét Patak Gyógyszertárak Zrt.',
  H2: 'Két Patak Bt.',
  H3: 'Aranyhíd Kórház',
  H4: 'Patak Hét Kft.',
};

beforeAll(async () => {
  const rows = Object.keys(names).map((code, at) => `d${String(at)},2026-01-05,${code},P-77,1,100`);
  await house.loadLines(`${[header, ...rows].join('\n')}\n`);
  for (const [code, name] of Object.entries(names)) {
    const url = `/api/account-codes/${code}`;
    expectStatus(await house.host.send({ method: 'PATCH', url, body: { name, town: 'Pécs' } }), 200);
  }
  const url = '/api/account-codes/H1/owner';
  expectStatus(await house.host.send({ method: 'PUT', url, body: { owner: people.kam.email } }), 200);
});

async function find(q: string, who: string = people.director.email): Promise<SearchHit[]> {
  const reply = await house.as(who).get(`/api/search?q=${encodeURIComponent(q)}`);
  return SearchReply.parse(expectStatus(reply, 200).json).hits;
}
const accounts = (hits: readonly SearchHit[]): (string | null)[] =>
  hits.filter(({ kind }) => kind === 'account').map(({ code }) => code);

describe('accounts', () => {
  it.each([
    ['het pa', ['H1']],
    ['HÉT PATAK', ['H1', 'H4']],
    // A beginning first, then the rest by name.
    ['patak', ['H4', 'H1', 'H2']],
    ['h3', ['H3']],
    ['pecs korhaz', ['H3']],
  ])('%j finds %j', async (words, first) => {
    expect(accounts(await find(words)).slice(0, first.length)).toEqual(first);
  });

  it.each([
    ['aranyhdi', 'H3'],
    ['gyogyszertrak', 'H1'],
    ['aranyhid korhzá', 'H3'],
  ])('%j is forgiven', async (words, code) => {
    const hits = await find(words);
    expect(hits.find((hit) => hit.code === code)?.isAlike).toBe(true);
  });

  it('nothing is found by letters that nothing is like', async () => {
    expect(await find('qqxxwwzz')).toEqual([]);
    expect(await find('   ')).toEqual([]);
  });

  it('of others, not by words and not by likeness', async () => {
    expect(accounts(await find('patak', people.kam.email))).toEqual(['H1']);
    expect(accounts(await find('aranyhdi', people.kam.email))).toEqual([]);
    expect(accounts(await find('patak', people.otherKam.email))).toEqual([]);
  });

  it('follow when a name changes', async () => {
    const body = { name: 'Új Nevű Kft.' };
    expectStatus(await house.host.send({ method: 'PATCH', url: '/api/account-codes/H2', body }), 200);
    expect(accounts(await find('uj nevu'))).toEqual(['H2']);
    expect(accounts(await find('ket patak'))).not.toContain('H2');
  });
});

it('products by their code, colleagues by their name', async () => {
  expect((await find('p-77')).filter(({ kind }) => kind === 'product').map(({ code }) => code)).toEqual(['P-77']);
  expect((await find('agoston')).map(({ kind, name }) => [kind, name])).toEqual([['colleague', people.kam.name]]);
});

it('an administrator finds colleagues and nothing of the business', async () => {
  expect(await find('patak', people.admin.email)).toEqual([]);
  expect((await find('anna', people.admin.email)).map(({ kind }) => kind)).toEqual(['colleague']);
});
