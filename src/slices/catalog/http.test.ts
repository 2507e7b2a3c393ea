import { describe, expect, test } from 'vitest';
import { expectStatus } from '#testing/house.ts';
import { lines, salesWorld } from '#testing/sales-world.ts';
import { ProductsReply } from './contract.ts';

const world = salesWorld();

const list = async (query = ''): Promise<ProductsReply> =>
  ProductsReply.parse(expectStatus(await world.house.host.get(`/api/products${query}`), 200).json);
const codes = async (query = ''): Promise<string[]> => (await list(query)).products.map((one) => one.code);

const file =
  'document,date,account,product,product name,quantity,unitPrice\n' +
  [
    'I1,2024-01-05,A1,P10,Blue cup,1,1.00',
    'I1,2024-01-05,A1,P2,50% wool_mix,1,1.00',
    'I1,2024-01-05,A1,POST,Postage,1,1.00',
    'I1,2024-01-05,A1,p2,,1,1.00',
    'I1,2024-01-05,A1,,No code,1,1.00',
  ].join('\n');

describe('the list of products', () => {
  test('is sorted by code; what names no product is none', async () => {
    await world.load(file);
    const found = await list();
    expect(found.products.map((one) => [one.code, one.name, one.kind, one.kindIsSet])).toEqual([
      ['P10', 'Blue cup', 'goods', false],
      ['P2', '50% wool_mix', 'goods', false],
      ['POST', 'Postage', 'charge', false],
      ['p2', null, 'goods', false],
    ]);
    expect(found).toMatchObject({ nextCursor: null, abilities: { edit: true } });
  });

  test('is searched by code and name, what a pattern would mean stands for itself', async () => {
    await world.load(file);
    expect(await codes('?search=p2')).toEqual(['P2', 'p2']);
    expect(await codes('?search=CUP')).toEqual(['P10']);
    expect(await codes('?search=50%25')).toEqual(['P2']);
    expect(await codes('?search=l_m')).toEqual(['P2']);
    expect(await codes('?search=o_t')).toEqual([]);
    expect(await codes('?search=nothing')).toEqual([]);
    expect(await codes('?kind=charge')).toEqual(['POST']);
    expect(await codes('?kind=goods&search=p')).toEqual(['P10', 'P2', 'p2']);
  });

  test('is read page by page, each product once', async () => {
    await world.load(
      lines(...Array.from({ length: 23 }, (_unused, index) => `I1,2024-01-05,A1,P${String(index)},1,1.00`)),
    );
    const seen: string[] = [];
    for (let query = '?limit=10'; ;) {
      const page = await list(query);
      expect(page.products.length).toBeLessThanOrEqual(10);
      seen.push(...page.products.map((one) => one.code));
      if (page.nextCursor === null) break;
      query = `?limit=10&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
    expect(seen).toHaveLength(23);
    expect([...new Set(seen)].sort()).toEqual(seen);
  });

  test('refuses what it does not know', async () => {
    for (const query of ['?kind=gift', '?limit=0', '?limit=201', '?sort=name', '?cursor=nonsense']) {
      const reply = await world.house.host.get(`/api/products${query}`);
      expect.soft(reply.status, query).toBe(400);
    }
  });
});

test('a change of kind is on record, with what it was', async () => {
  await world.load(file);
  expectStatus(await world.house.host.put('/api/product-codes/P10/kind', { kind: 'service' }), 200);
  const [entry] = await world.rows('select action, subject, detail from audit.entry order by seq desc limit 1');
  expect(entry).toEqual({
    action: 'product.kind',
    subject: 'product:P10',
    detail: { before: 'goods', after: 'service' },
  });
});
