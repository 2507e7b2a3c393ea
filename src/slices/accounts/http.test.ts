import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { people, testHouse } from '#testing/house.ts';
import { SearchReply } from '#platform/search/contract.ts';
import { AccountsReply } from './contract.ts';

const house = testHouse();

/**
 * Names in the order of the Hungarian alphabet (A magyar helyesírás szabályai, 14): long vowels with the short ones, ö and ő
 * after o and ó, cs gy ny sz ty zs letters of their own after c g n s t z. Names that are equal stand by their numbers.
 */
const inOrder = [
  'alma',
  'Álmos',
  'arany',
  'Árpád',
  'Cecília',
  'cukor',
  'csap',
  'egér',
  'Éger',
  'ekkor',
  'gáz',
  'guba',
  'gyár',
  'lap',
  'lyuk',
  'nap',
  'nyak',
  'okos',
  'ól',
  'ondó',
  'öböl',
  'ősz',
  'pap',
  'sün',
  'szabó',
  'tó',
  'tyúk',
  'ul',
  'úr',
  'űr',
  'üt',
  'vas',
  'zár',
  'zsák',
];
const odd = [
  '100% Tiszta Kft.',
  'Alá_húzott Bt.',
  String.raw`Per\jel Zrt.`,
  'Kettő  szóköz',
  'Ugyanaz Kft.',
  'Ugyanaz Kft.',
  'Ugyanaz Kft.',
];

beforeAll(async () => {
  // Against the order, so that it cannot come from the numbers.
  const names = [...inOrder.toReversed(), ...odd];
  const rows = names.map((name, index) => `D${String(index)},2026-01-05,K-${String(index)},"${name}",1,100`);
  await house.loadLines(`document,date,account,accountName,quantity,unitPrice\n${rows.join('\n')}\n`);
  await house.host.patch('/api/account-codes/K-0', { town: 'Őrbottyán' });
  await house.host.patch('/api/account-codes/K-37', { name: 'Kettő  szóköz' });
});

const director = () => house.as(people.director.email);

async function list(query: string): Promise<AccountsReply> {
  return AccountsReply.parse((await director().get(`/api/accounts?${query}`)).json);
}

/** All pages of a list. */
async function pages(limit: number, search = ''): Promise<{ names: string[]; ids: number[] }> {
  const found = { names: [] as string[], ids: [] as number[] };
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: AccountsReply = await list(
      `limit=${String(limit)}&search=${encodeURIComponent(search)}${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    expect(page.accounts.length).toBeLessThanOrEqual(limit);
    found.names.push(...page.accounts.map(({ name }) => name));
    found.ids.push(...page.accounts.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  return found;
}

describe('the list of accounts', () => {
  it('is in the order of the Hungarian alphabet', async () => {
    const { names } = await pages(200);
    expect(names.filter((name) => inOrder.includes(name))).toEqual(inOrder);
    expect(names).toHaveLength(inOrder.length + odd.length);
  });

  it.each([1, 2, 3, 7, 40, 41, 42])('is the same in pages of %i: nothing twice, nothing left out', async (limit) => {
    const whole = await pages(200);
    expect(await pages(limit)).toEqual(whole);
    expect(new Set(whole.ids).size).toBe(whole.ids.length);
  });

  it('stands names that are equal by their numbers', async () => {
    const { ids } = await pages(1, 'ugyanaz');
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(ids).toHaveLength(3);
  });

  it('goes on from any place that a cursor can name, whatever it names', async () => {
    const whole = await pages(200);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.nat(2_147_483_647), async (name, id) => {
        fc.pre(!name.includes('\0'));
        const cursor = Buffer.from(JSON.stringify([name, id])).toString('base64url');
        const rest = (await list(`limit=200&cursor=${cursor}`)).accounts.map((account) => account.id);
        expect(rest).toEqual(whole.ids.slice(whole.ids.length - rest.length));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=1.5',
    'limit=x',
    'cursor=x',
    'cursor=',
    'order=name',
    `search=${'x'.repeat(201)}`,
  ])('refuses %s', async (query) => {
    expect((await director().get(`/api/accounts?${query}`)).status).toBe(400);
  });
});

describe('the search', () => {
  const search = async (words: string): Promise<string[]> => {
    const reply = await director().get(`/api/search?q=${encodeURIComponent(words)}`);
    return SearchReply.parse(reply.json)
      .hits.filter(({ kind }) => kind === 'account')
      .map(({ name }) => name);
  };

  it.each([
    ['forgives accents that are missing', 'osz', ['ősz']],
    ['forgives accents that are too many', 'óköőrózsa', []],
    ['finds letters by those of a word with other accents', 'ürő', []],
    ['does not care for capitals', 'SZABÓ', ['szabó']],
    ['finds letters that are written as two characters', 'o\u030bsz', ['ősz']],
    ['finds by a piece from the middle', 'yár', ['gyár']],
    ['finds by town', 'orbottyan', ['zsák']],
    ['finds by code', 'K-0', ['zsák']],
    ['takes a percent sign for itself', '100%', ['100% Tiszta Kft.']],
    ['takes a percent sign alone for itself', '%', ['100% Tiszta Kft.']],
    ['takes an underscore for itself', 'á_h', ['Alá_húzott Bt.']],
    ['takes an underscore alone for itself', '_', ['Alá_húzott Bt.']],
    ['takes a backslash for itself', String.raw`per\j`, [String.raw`Per\jel Zrt.`]],
    ['does not mind how many blanks there are', 'kettő szóköz', ['Kettő  szóköz']],
    ['does not mind how many blanks are written', '  kettő \t  szóköz ', ['Kettő  szóköz']],
    ['finds nothing for nothing', '', []],
    ['finds nothing for blanks', '  \u00a0 ', []],
    ['finds nothing that there is not', 'xyzzy', []],
  ])('%s: %j', async (_what, words, names) => {
    expect(await search(words)).toEqual(names);
    const listed = await pages(200, words);
    // An empty search of the list is the list.
    if (words.trim() !== '') expect(listed.names).toEqual(names);
  });

  it('puts first what begins with the words, at most eight', async () => {
    const found = await search('a');
    expect(found).toHaveLength(8);
    expect(found.slice(0, 5)).toEqual(['Alá_húzott Bt.', 'alma', 'Álmos', 'arany', 'Árpád']);
  });

  it('puts the account first whose code is the very words', async () => {
    // K-1, K-10, K-11 … all contain it.
    const reply = await director().get('/api/search?q=K-1');
    expect(SearchReply.parse(reply.json).hits[0]?.code).toBe('K-1');
  });
});

describe('one account', () => {
  it('is found by a code of any letters', async () => {
    const code = `Ő &?/#%+"'<>${'é'.repeat(88)}`;
    expect(code).toHaveLength(100);
    await house.loadLines(
      `document,date,account,quantity,unitPrice\nX1,2026-01-05,"${code.replaceAll('"', '""')}",1,1\n`,
    );
    const reply = await director().patch(`/api/account-codes/${encodeURIComponent(code)}`, { town: 'Vác' });
    expect([reply.status, reply.json]).toMatchObject([200, { code, town: 'Vác' }]);
  });

  it.each(['0', '-1', '1.5', 'x', '2147483648', '1e3', '%00'])('has no number %s', async (id) => {
    expect((await director().get(`/api/accounts/${id}`)).status).toBeGreaterThanOrEqual(400);
    expect((await director().get(`/api/accounts/${id}`)).status).toBeLessThan(500);
  });

  it('the row for lines without an account is none: it has neither number nor code', async () => {
    expect((await director().get('/api/accounts/0')).status).toBe(400);
    for (const code of ['%20', '%09']) {
      expect((await director().patch(`/api/account-codes/${code}`, { town: 'Vác' })).status).toBe(400);
    }
    expect((await pages(200)).names).not.toContain('');
  });
});
