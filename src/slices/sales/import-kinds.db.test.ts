import { describe, expect, test } from 'vitest';
import { expectStatus } from '#testing/house.ts';
import { lines, salesWorld } from '#testing/sales-world.ts';

const world = salesWorld();

const charges = async (): Promise<string[]> =>
  (await world.rows<{ code: string }>(`select code from catalog.product where kind = 'charge' order by code`)).map(
    (one) => one.code,
  );

/** Net of all and of goods alone, from the page's figures; and the roll-ups must equal a recount. */
const nets = async (): Promise<{ all: string; goods: string }> => {
  expect(await world.differences()).toBe(0);
  const all = await world.keys({ all: 'true' });
  const goods = await world.keys({ all: 'true', goodsOnly: 'true' });
  return { all: all.totals.net, goods: goods.totals.net };
};

let documents = 0;
/** One line of 1.00 for each of these product codes. */
const selling = (...codes: readonly string[]): string =>
  lines(
    ...codes.map((code) => {
      documents += 1;
      return `K${String(documents)},2024-01-05,A1,${code},1,1.00`;
    }),
  );
const numbered = (count: number): string[] => Array.from({ length: count }, (_unused, index) => `P${String(index)}`);

describe('what is no goods', () => {
  test('postage and fees by their usual codes, in whatever case', async () => {
    await world.load(
      selling('P1', 'POST', 'post', 'Shipping', 'AMAZONFEE', 'Bank Charges', 'SZÁLLÍTÁS', 'POSTER', 'FEET', 'P2'),
    );
    expect(await charges()).toEqual(['AMAZONFEE', 'Bank Charges', 'POST', 'SZÁLLÍTÁS', 'Shipping', 'post'].sort());
    expect(await nets()).toEqual({ all: '10.00', goods: '4.00' });
  });

  test('words among numbered codes: where nearly all codes carry a digit, one without is a charge', async () => {
    await world.load(selling(...numbered(58), 'PADS', 'M', 'm'));
    expect(await charges()).toEqual(['M', 'PADS', 'm']);
    expect(await nets()).toEqual({ all: '61.00', goods: '58.00' });
  });

  test('in a handful of codes the habit says nothing', async () => {
    await world.load(selling(...numbered(48), 'PADS'));
    expect(await charges()).toEqual([]);
  });

  test('where many codes are words, a word is goods', async () => {
    await world.load(selling(...numbered(55), 'APPLE', 'PEAR', 'PLUM'));
    expect(await charges()).toEqual([]); // 55 of 58 are 94.8 %
  });

  test('what the source says by a pattern, * standing for anything and all else for itself', async () => {
    await world.load(selling('P1', 'X-1', 'x-2', 'X1', 'TAX', '50%', '5000', 'A_1', 'AB1', 'GIFT_0001_20', 'GIFTS'), {
      charges: ['x-*', 'TAX', '50%', 'A_1', 'gift_*'],
    });
    expect(await charges()).toEqual(['50%', 'A_1', 'GIFT_0001_20', 'TAX', 'X-1', 'x-2']);
  });

  test('the source’s patterns are remembered for its next file, and for no other source', async () => {
    await world.load(selling('P1', 'TAX1'), { charges: ['TAX*'] });
    await world.load(selling('TAX2'));
    await world.load(selling('TAX3'), { source: 'other' });
    expect(await charges()).toEqual(['TAX1', 'TAX2']);
  });

  test('patterns given later reach what the file has brought before', async () => {
    const file = selling('P1', 'TAX1', 'P2');
    await world.load(file);
    expect(await nets()).toEqual({ all: '3.00', goods: '3.00' });
    expect(await world.load(file, { charges: ['TAX*'] })).toMatchObject({ unchanged: 3 });
    expect(await charges()).toEqual(['TAX1']);
    expect(await nets()).toEqual({ all: '3.00', goods: '2.00' });
  });

  test('goods that a later file makes a charge move with all that was sold of them', async () => {
    await world.load(
      lines('I1,2024-01-05,A1,TAX1,1,1.00', 'I2,2024-02-05,A2,TAX1,1,2.00', 'I3,2024-02-05,A2,P1,1,4.00'),
    );
    await world.load(lines('I4,2024-02-07,A2,TAX1,1,8.00'), { charges: ['TAX1'] });
    expect(await nets()).toEqual({ all: '15.00', goods: '4.00' });
    const goods = await world.keys({ all: 'true', goodsOnly: 'true' });
    expect(goods.accounts.map((one) => [one.code, one.net])).toEqual([['A2', '4.00']]); // A1 bought no goods
  });
});

describe('a person’s word', () => {
  const setKind = (code: string, kind: string) =>
    world.house.host.put(`/api/product-codes/${encodeURIComponent(code)}/kind`, { kind });

  test('moves the figures at once, and stands against every rule after it', async () => {
    const file = selling('P1', 'POST', 'X1');
    await world.load(file);
    expect(await nets()).toEqual({ all: '3.00', goods: '2.00' });
    expect(expectStatus(await setKind('POST', 'goods'), 200).json).toMatchObject({
      code: 'POST',
      kind: 'goods',
      kindIsSet: true,
    });
    expect(await nets()).toEqual({ all: '3.00', goods: '3.00' });
    expectStatus(await setKind('X1', 'service'), 200);
    expect(await nets()).toEqual({ all: '3.00', goods: '2.00' });
    // Neither the usual codes nor the source’s own patterns touch what a person has set.
    await world.load(file, { charges: ['X1', 'P1'] });
    await world.load(selling('POST', 'X1'));
    expect(await charges()).toEqual(['P1']);
    expect(await nets()).toEqual({ all: '5.00', goods: '2.00' });
  });

  test('said again changes nothing', async () => {
    await world.load(selling('P1'));
    await setKind('P1', 'charge');
    const before = await world.contents();
    expectStatus(await setKind('P1', 'charge'), 200);
    expect(await world.contents()).toEqual(before);
  });

  test('of a product that is not there is refused', async () => {
    expect((await setKind('NOBODY', 'charge')).json).toMatchObject({ status: 404, code: 'not-found' });
    // What stands for "no product named" is not one that anybody sets.
    expect((await world.house.host.put('/api/product-codes/%20/kind', { kind: 'charge' })).json).toMatchObject({
      status: 404,
    });
    await world.load(selling('P1'));
    expect((await setKind('P1', 'gift')).json).toMatchObject({ status: 400, code: 'invalid-input' });
  });

  test('while an import writes lines of the same product, both count', async () => {
    await world.load(selling('X1', 'X2', 'P1'));
    const { id } = await world.upload(selling('X1', 'X1', 'X2'));
    const release = await world.holdBack();
    await world.start(id);
    await world.untilWaiting(1); // the import, its lines and roll-ups written, before its end
    const changes = [setKind('X1', 'charge'), setKind('X2', 'service')];
    await world.untilWaiting(3);
    await release();
    expect(await world.ended(id)).toMatchObject({ state: 'loaded' });
    for (const reply of await Promise.all(changes)) expectStatus(reply, 200);
    expect(await nets()).toEqual({ all: '6.00', goods: '1.00' });
  });
});
