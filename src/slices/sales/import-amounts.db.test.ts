import { describe, expect, test } from 'vitest';
import { salesWorld, type SalesWorld } from '#testing/sales-world.ts';
import { AccountSales } from './contract.ts';

/** Net and cost in minor units of each line, in the order of the file. */
const amounts = async (world: SalesWorld): Promise<{ net: number; cost: number | null }[]> =>
  world.rows('select net::int as net, cost::int as cost from sales.line order by position');

const netsOf = async (world: SalesWorld): Promise<number[]> => (await amounts(world)).map((one) => one.net);

/** A file of one-line documents: the columns that are asked for, and what stands in them. */
const file = (columns: string, rows: readonly string[], delimiter = ','): string =>
  [
    ['document', 'date', 'account', ...columns.split(',')].join(delimiter),
    ...rows.map((row, index) => [`I${String(index)}`, '2024-01-05', 'A1', row].join(delimiter)),
  ].join('\n') + '\n';

describe('net of a line in pence: quantity × price, rounded once, half away from zero', () => {
  const world = salesWorld('GBP');

  test('by hand', async () => {
    const cases: [string, number][] = [
      ['1,0.125', 13], // 12.5
      ['-1,0.125', -13],
      ['1,-0.125', -13],
      ['1,0.124999', 12],
      ['-1,0.124999', -12],
      ['3,0.335', 101], // 100.5; in floats 3 × 0.335 is less than 1.005
      ['-3,0.335', -101],
      ['1,1.005', 101],
      ['0.5,0.05', 3], // 2.5
      ['-0.5,0.05', -3],
      ['0.1,0.2', 2],
      ['7,0.07', 49],
      ['0,12.34', 0],
      ['12,0', 0],
      ['1,0.005', 1],
      ['1,0.0049', 0],
      ['0.000001,0.000001', 0],
      ['80995,2.08', 16_846_960], // the largest line of the real data: 168,469.60
      ['2.5,1.11', 278], // 277.5
      ['-2.5,1.11', -278],
      ['1,1234567890.12', 123_456_789_012],
    ];
    await world.load(
      file(
        'quantity,unitPrice',
        cases.map(([row]) => row),
      ),
    );
    const nets = await world.rows<{ net: string }>('select net::text as net from sales.line order by position');
    expect(nets.map((one) => Number(one.net))).toEqual(cases.map(([, net]) => net));
  });

  test('rounded at the line and not in the sum', async () => {
    // Three times 0.125 is 0.375, and 3 × 0.13 is 0.39.
    expect(await world.load(file('quantity,unitPrice', ['1,0.125', '1,0.125', '1,0.125']))).toMatchObject({
      net: '0.39',
    });
    expect((await world.keys()).totals.net).toBe('0.39');
  });

  test('a discount is taken off before rounding, as a fraction and as a percentage', async () => {
    const cases: [string, number][] = [
      ['3,9.99,0.15', 2547], // 29.97 × 0.85 = 25.4745
      ['3,9.99,15%', 2547],
      ['3,9.99,15 %', 2547],
      ['3,9.99,15.00%', 2547],
      ['3,9.99,', 2997],
      ['3,9.99,0', 2997],
      ['3,9.99,0%', 2997],
      ['3,9.99,1', 0],
      ['3,9.99,100%', 0],
      ['-3,9.99,0.15', -2547],
      ['1,0.10,0.05', 10], // 9.5
      ['-1,0.10,5%', -10],
      ['1,8,12.5%', 700],
    ];
    await world.load(
      file(
        'quantity,unitPrice,discount',
        cases.map(([row]) => row),
      ),
    );
    expect(await netsOf(world)).toEqual(cases.map(([, net]) => net));
  });

  test('discounts that are all between 1 and 100 are percents, unless a person says otherwise', async () => {
    const rows = file('quantity,unitPrice,discount', ['1,100.00,15', '1,8,12.5', '1,100.00,0', '1,10.00,']);
    const found = await world.upload(rows);
    expect(found.profile).toMatchObject({ mapping: { shares: 'percent' }, origin: { shares: 'guessed' } });
    await world.run(found.id);
    expect(await netsOf(world)).toEqual([8500, 700, 10000, 1000]);
    const otherwise = await world.bring(rows, { choice: { shares: 'fraction' }, dryRun: true });
    expect(otherwise.faults.map((fault) => [fault.line, fault.code])).toEqual([[2, 'discount'], [3, 'discount']]); // prettier-ignore
  });

  test('a discount that is no share is rejected with what to write', async () => {
    const found = await world.bring(
      file('quantity,unitPrice,discount', ['1,1.00,15', '1,1.00,-0.1', '1,1.00,1.01', '1,1.00,101%']),
      { dryRun: true },
    );
    expect(found.faults.map((fault) => [fault.line, fault.code, fault.column, fault.value])).toEqual([
      [2, 'discount', 'discount', '15'],
      [3, 'discount', 'discount', '-0.1'],
      [4, 'discount', 'discount', '1.01'],
      [5, 'discount', 'discount', '1.01'],
    ]);
    expect(found.faults[0]?.reason).toContain('0.15');
  });

  test('a net that the file gives wins over price and discount, line by line', async () => {
    const cases: [string, number][] = [
      ['3,9.99,0.15,25.00', 2500],
      ['3,9.99,0.15,', 2547],
      ['3,9.99,0.15,0', 0],
      ['3,,,7.005', 701],
      ['-3,9.99,0.15,-25.00', -2500],
      ['2,10.00,15,17.00', 1700], // 15 per cent, written as it likes: it is in the net already
      ['0,0,,4.56', 456],
    ];
    await world.load(
      file(
        'quantity,unitPrice,discount,lineNet',
        cases.map(([row]) => row),
      ),
    );
    expect(await netsOf(world)).toEqual(cases.map(([, net]) => net));
  });

  test('without prices the net stands for them; a row with neither is rejected', async () => {
    const found = await world.bring(file('quantity,lineNet', ['3,1.00', '1,2.00', '1,3.00', '1,4.00', '1,5.00', '1,']));
    expect(found.result).toMatchObject({ read: 6, new: 5, rejected: 1, net: '15.00' });
    expect(found.faults[0]).toMatchObject({ code: 'required', column: 'lineNet' });
    expect(found.profile?.mapping.columns).not.toHaveProperty('unitPrice');
  });

  test('lines in another currency are rejected; the books’ own may be written as people write it', async () => {
    const found = await world.bring(
      file('quantity,unitPrice,currency', [
        '1,1.00,GBP',
        '1,1.00,gbp',
        '1,1.00,£',
        '1,1.00,',
        '1,1.00,GBP',
        '1,1.00,GBP',
        '1,1.00,EUR',
        '1,1.00,Pounds',
      ]),
      { acceptRejected: true },
    );
    expect(found.result).toMatchObject({ read: 8, new: 6, rejected: 2, net: '6.00' });
    expect(found.faults.map((fault) => [fault.line, fault.code, fault.value])).toEqual([
      [8, 'other-currency', 'EUR'],
      [9, 'currency', 'Pounds'],
    ]);
    expect(found.faults[0]?.reason).toContain('EUR');
  });

  test('decimal commas, grouped thousands and semicolons give the same', async () => {
    const found = await world.bring(
      file('quantity;unitPrice;discount'.replaceAll(';', ','), ['3;1.234,565;12,5%', '2;10,00;', '-1;999,99;0%'], ';'),
    );
    expect(found.profile?.mapping).toMatchObject({ delimiter: ';', decimal: ',' });
    // 3 × 1234.565 × 0.875 = 3240.733125
    expect(await netsOf(world)).toEqual([324_073, 2000, -99_999]);
  });

  test('the cost is of the line, or of a piece times the quantity; the line’s own wins', async () => {
    await world.load(
      file('quantity,unitPrice,cost,unitCost', [
        '3,10.00,20.00,',
        '3,10.00,,6.125',
        '3,10.00,1.00,6.00',
        '3,10.00,,',
        '-3,10.00,,6.125',
        '3,10.00,0,',
      ]),
    );
    expect((await amounts(world)).map((one) => one.cost)).toEqual([2000, 1838, 100, null, -1838, 0]); // 18.375 → 18.38
  });

  test('the margin is of the lines whose cost is known, and says what share of the net they are', async () => {
    // Two lines of 30 with cost 20 and 10, one of 40 without.
    await world.load(file('quantity,unitPrice,cost', ['3,10.00,20.00', '3,10.00,10.00', '4,10.00,']));
    const { totals, accounts } = await world.keys();
    expect(totals).toMatchObject({ net: '100.00', margin: '30.00', marginShare: 0.5, costCoverage: 0.6 });
    expect(accounts[0]).toMatchObject({ net: '100.00', margin: '30.00', marginShare: 0.5 });
    const { id } = accounts[0] ?? {};
    const sales = AccountSales.parse(
      (await world.house.host.get(`/api/accounts/${String(id)}/sales?from=2024-01-01&to=2024-02-01`)).json,
    );
    expect(sales.total).toMatchObject({ net: '100.00', margin: '30.00', marginShare: 0.5, lines: 3, documents: 3 });
  });

  test('without any cost there is no margin, rather than one of 100 %', async () => {
    await world.load(file('quantity,unitPrice', ['3,10.00']));
    const { totals, accounts } = await world.keys();
    expect(totals).toMatchObject({ margin: null, marginShare: null, costCoverage: 0 });
    expect(accounts[0]).toMatchObject({ margin: null, marginShare: null });
  });
});

describe('net of a line in forints, which have no fillér', () => {
  const world = salesWorld('HUF');

  test('by hand', async () => {
    const cases: [string, number][] = [
      ['1,2.5', 3],
      ['-1,2.5', -3],
      ['1,2.4999', 2],
      ['1,0.5', 1],
      ['-1,0.5', -1],
      ['1,-0.4', 0],
      ['3,0.5', 2], // 1.5
      ['1,1.5', 2],
      ['1,3.5', 4], // not to the even one
      ['12,1490', 17_880],
    ];
    expect(
      await world.load(
        file(
          'quantity,unitPrice',
          cases.map(([row]) => row),
        ),
      ),
    ).toMatchObject({
      net: String(cases.reduce((sum, [, net]) => sum + net, 0)),
    });
    expect(await netsOf(world)).toEqual(cases.map(([, net]) => net));
  });
});

describe('net of a line in dinars, which have a thousand fils', () => {
  const world = salesWorld('KWD');

  test('by hand', async () => {
    await world.load(file('quantity,unitPrice', ['1,0.0005', '-1,0.0005', '1,0.00049', '3,1.2345']));
    expect(await netsOf(world)).toEqual([1, -1, 0, 3704]); // 3703.5
    expect((await world.keys()).totals.net).toBe('3.704');
  });
});
