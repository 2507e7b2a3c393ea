import { describe, expect, test } from 'vitest';
import { lines, salesWorld } from '#testing/sales-world.ts';

const world = salesWorld();

/** Net by account and month as the roll-up has it, account 0 included; whole pounds and pence as minor units. */
const months = async (): Promise<string[]> => {
  const rows = await world.rows<{ code: string; month: string; net: bigint }>(
    `select account.code, to_char(month, 'YYYY-MM') as month, sum(net)::bigint as net
     from sales.account_month join accounts.account using (account_id) group by 1, 2 order by 1, 2`,
  );
  return rows.map((row) => `${row.code || '–'} ${row.month} ${String(row.net)}`);
};

const first = [
  'I1,2024-01-05,A1,P1,2,10.00',
  'I1,2024-01-05,A1,P2,1,5.50',
  'I2,2024-01-20,A2,P1,3,10.00',
  'I3,2024-02-03,A1,P3,1,7.25',
];

describe('a first file', () => {
  test('is new, whole, and found again in the figures', async () => {
    const result = await world.load(lines(...first));
    expect(result).toMatchObject({
      read: 4, new: 4, unchanged: 0, changed: 0, rejected: 0, rejectedFile: null,
      unattributed: { lines: 0, net: '0.00' }, accountsCreated: 2, productsCreated: 3, net: '62.75',
    }); // prettier-ignore
    expect(await months()).toEqual(['A1 2024-01 2550', 'A1 2024-02 725', 'A2 2024-01 3000']);
    const keys = await world.keys();
    expect(keys.accounts.map((one) => [one.rank, one.code, one.net])).toEqual([[1, 'A1', '32.75'], [2, 'A2', '30.00']]); // prettier-ignore
    expect(keys.period).toEqual({ from: '2024-01-05', to: '2024-02-04' });
    expect(await world.differences()).toBe(0);
  });

  test('rows of one document need not stand together, and identical rows are all kept', async () => {
    const result = await world.load(
      lines(
        'I1,2024-01-05,A1,P1,2,10.00',
        'I2,2024-01-06,A2,P1,1,1.00',
        'I1,2024-01-05,A1,P1,2,10.00',
        'I1,2024-01-05,A1,P1,2,10.00',
      ),
    );
    expect(result).toMatchObject({ read: 4, new: 4, net: '61.00' });
    const documents = await world.rows('select number, lines from sales.document order by 1');
    expect(documents).toEqual([{ number: 'I1', lines: 3 }, { number: 'I2', lines: 1 }]); // prettier-ignore
  });

  test('cancellations and credit notes count with their sign', async () => {
    const result = await world.load(
      lines(
        'I1,2024-01-05,A1,P1,2,10.00',
        'C1,2024-01-09,A1,P1,-2,10.00',
        'C2,2024-01-09,A2,P1,-1,4.00',
        'C3,2024-01-09,A2,P1,1,-1.00',
      ),
    );
    expect(result.net).toBe('-5.00');
    const { totals, accounts } = await world.keys();
    expect(accounts.map((one) => [one.code, one.net])).toEqual([['A1', '0.00'], ['A2', '-5.00']]); // prettier-ignore
    expect(totals).toMatchObject({ accounts: 2, positive: 0, zero: 1, negative: 1 });
  });

  test('lines without an account are kept, counted, and in nobody’s share', async () => {
    const result = await world.load(
      lines(
        'I1,2024-01-05,A1,P1,1,10.00',
        'I2,2024-01-06,,P1,2,3.00',
        'I3,2024-01-07,NULL,P2,1,-1.50',
        'I1,2024-01-05,,P9,1,2.00',
      ),
    );
    expect(result).toMatchObject({
      read: 4,
      new: 4,
      accountsCreated: 1,
      net: '16.50',
      unattributed: { lines: 3, net: '6.50' },
    });
    const { totals, accounts } = await world.keys();
    expect(totals).toMatchObject({ net: '10.00', unattributed: '6.50', unattributedLines: 3, accounts: 1 });
    expect(accounts).toHaveLength(1);
    expect(accounts[0]).toMatchObject({ code: 'A1', share: 1, class: 'A' });
    const listed = await world.house.host.get('/api/accounts');
    expect((listed.json as { accounts: unknown[] }).accounts).toHaveLength(1);
  });

  test('one document of two accounts goes to each with its own lines', async () => {
    const result = await world.load(
      lines('I1,2024-01-05,A1,P1,1,10.00', 'I1,2024-01-05,A2,P1,2,10.00', 'I1,2024-01-07,A1,P2,1,1.00'),
    );
    expect(result).toMatchObject({ new: 3, accountsCreated: 2 });
    expect(await months()).toEqual(['A1 2024-01 1100', 'A2 2024-01 2000']);
    const documents = await world.rows(
      `select code, lines, day::text as day, last_day::text as "lastDay" from sales.document join accounts.account using (account_id) order by 1`,
    );
    expect(documents).toEqual([
      { code: 'A1', lines: 2, day: '2024-01-05', lastDay: '2024-01-07' },
      { code: 'A2', lines: 1, day: '2024-01-05', lastDay: '2024-01-05' },
    ]);
  });
});

// With few accounts and many documents a plan that joins each with each takes minutes; the right one is through in a second.
test('many documents of two accounts are loaded as fast as any', async () => {
  const rows = Array.from(
    { length: 30_000 },
    (_unused, index) => `I${String(index % 10_000)},2024-01-05,A${String(index % 2)},P${String(index % 7)},1,1.00`,
  );
  expect(await world.load(lines(...rows))).toMatchObject({ read: 30_000, new: 30_000, accountsCreated: 2 });
  expect(await world.differences()).toBe(0);
});

describe('a file that comes again (CON-5)', () => {
  const again = async (body: string, fileName = 'lines.csv'): Promise<void> => {
    await world.load(lines(...first));
    const before = await world.contents();
    const brought = await world.bring(body, { fileName });
    expect(brought.result).toMatchObject({
      read: 4, new: 0, unchanged: 4, changed: 0, rejected: 0, accountsCreated: 0, productsCreated: 0, net: '62.75',
    }); // prettier-ignore
    const after = await world.contents();
    // Only the record of the import itself is new.
    const touched = Object.keys(after).filter((table) => after[table] !== before[table]);
    expect(touched.filter((table) => !['sales.batch', 'audit.entry', 'audit.head'].includes(table))).toEqual([]);
  };

  test('changes nothing', () => again(lines(...first)));
  test('under another name changes nothing', () => again(lines(...first), 'january again.csv'));
  test('in another order of rows changes nothing', () => again(lines(...[...first].reverse())));
  test('with amounts written otherwise changes nothing', () =>
    again(lines(...first.map((row) => row.replace('10.00', '010.000').replace(/,1,/, ',1.0,')))));
  test('with its columns in another order changes nothing', () =>
    again(
      ['quantity,unitPrice,account,document,product,date', ...first.map((row) => {
        const [document, date, account, product, quantity, price] = row.split(',');
        return [quantity, price, account, document, product, date].join(',');
      })].join('\r\n'),
    )); // prettier-ignore

  test('says since when it is here', async () => {
    await world.load(lines(...first));
    expect(await world.upload(lines(...first))).toMatchObject({
      state: 'uploaded',
      loadedBefore: expect.stringMatching(/^\d{4}-/) as string,
    });
    // Another source may have the same file: that is another system’s.
    expect(await world.upload(lines(...first), { source: 'other' })).toMatchObject({ loadedBefore: null });
  });

  test('from another source is another ledger: the same numbers are other documents', async () => {
    await world.load(lines(...first));
    expect(await world.load(lines(...first), { source: 'other' })).toMatchObject({
      new: 4,
      accountsCreated: 0,
      productsCreated: 0,
    });
    expect((await world.keys()).totals.net).toBe('125.50');
    expect(await world.differences()).toBe(0);
  });

  test('and overlaps with what is here: what is known stays, what is new comes', async () => {
    await world.load(lines(...first));
    const result = await world.load(lines(...first.slice(2), 'I4,2024-03-01,A3,P1,1,1.00'));
    expect(result).toMatchObject({ read: 3, new: 1, unchanged: 2, changed: 0, accountsCreated: 1, productsCreated: 0 });
    expect(await months()).toEqual(['A1 2024-01 2550', 'A1 2024-02 725', 'A2 2024-01 3000', 'A3 2024-03 100']);
  });
});

describe('a document that comes with other lines', () => {
  const former = () =>
    world.rows<{ number: string; code: string; net: number; by: number }>(
      `select former_line.number, product.code, net::int as net, replaced_by as by
       from sales.former_line join catalog.product using (product_id) order by 1, 2, 3`,
    );

  test('is changed: its new lines count, its former ones stay in the history', async () => {
    await world.load(lines(...first));
    const result = await world.load(
      lines('I1,2024-01-05,A1,P1,5,10.00', 'I1,2024-01-05,A1,P4,1,2.00', 'I1,2024-01-05,A1,P5,1,3.00'),
    );
    expect(result).toMatchObject({ read: 3, new: 0, unchanged: 0, changed: 3, productsCreated: 2, net: '55.00' });
    expect(await months()).toEqual(['A1 2024-01 5500', 'A1 2024-02 725', 'A2 2024-01 3000']);
    const by = result.batch ?? 0;
    expect(await former()).toEqual([{ number: 'I1', code: 'P1', net: 2000, by }, { number: 'I1', code: 'P2', net: 550, by }]); // prettier-ignore
    expect(await world.differences()).toBe(0);
  });

  test.each([
    ['fewer lines', ['I1,2024-01-05,A1,P1,2,10.00'], ['A1 2024-01 2000', 'A1 2024-02 725', 'A2 2024-01 3000']],
    [
      'a line twice',
      [...first.slice(0, 2), 'I1,2024-01-05,A1,P2,1,5.50'],
      ['A1 2024-01 3100', 'A1 2024-02 725', 'A2 2024-01 3000'],
    ],
    ['another day', ['I3,2024-03-03,A1,P3,1,7.25'], ['A1 2024-01 2550', 'A1 2024-03 725', 'A2 2024-01 3000']],
    ['another account', ['I3,2024-02-03,A9,P3,1,7.25'], ['A1 2024-01 2550', 'A2 2024-01 3000', 'A9 2024-02 725']],
    ['no account any more', ['I2,2024-01-20,,P1,3,10.00'], ['– 2024-01 3000', 'A1 2024-01 2550', 'A1 2024-02 725']],
    ['another price', ['I3,2024-02-03,A1,P3,1,7.26'], ['A1 2024-01 2550', 'A1 2024-02 726', 'A2 2024-01 3000']],
    [
      'the same net of other parts',
      ['I2,2024-01-20,A2,P1,10,3.00'],
      ['A1 2024-01 2550', 'A1 2024-02 725', 'A2 2024-01 3000'],
    ],
    [
      'some lines to another account',
      [first[0] ?? '', 'I1,2024-01-05,A2,P2,1,5.50'],
      ['A1 2024-01 2000', 'A1 2024-02 725', 'A2 2024-01 3550'],
    ],
  ])('%s', async (_what, rows, expected) => {
    await world.load(lines(...first));
    const result = await world.load(lines(...rows));
    expect(result).toMatchObject({ new: 0, unchanged: 0, changed: rows.length });
    expect(await months()).toEqual(expected);
    expect(await world.differences()).toBe(0);
    expect((await former()).length).toBeGreaterThan(0);
  });

  test('and goes back again is changed again; both former forms stay', async () => {
    await world.load(lines(...first));
    await world.load(lines('I3,2024-02-03,A2,P3,9,7.25'));
    const back = await world.load(lines('I3,2024-02-03,A1,P3,1,7.25'));
    expect(back).toMatchObject({ changed: 1 });
    expect((await former()).map((line) => line.net)).toEqual([725, 6525]);
    expect(await months()).toEqual(['A1 2024-01 2550', 'A1 2024-02 725', 'A2 2024-01 3000']);
    expect(await world.load(lines('I3,2024-02-03,A1,P3,1,7.25'))).toMatchObject({ unchanged: 1, changed: 0 });
    expect(await world.differences()).toBe(0);
  });

  test('whose lines were of two accounts loses those of both', async () => {
    await world.load(lines('I1,2024-01-05,A1,P1,1,10.00', 'I1,2024-01-05,A2,P1,2,10.00'));
    expect(await world.load(lines('I1,2024-01-05,A3,P1,1,4.00'))).toMatchObject({ changed: 1, accountsCreated: 1 });
    expect(await months()).toEqual(['A3 2024-01 400']);
    expect((await world.keys()).accounts.map((one) => one.code)).toEqual(['A3']);
  });

  test('is not touched by other documents of the same file, nor by the same number of another source', async () => {
    await world.load(lines(...first), { source: 'other' });
    await world.load(lines(...first));
    expect(await world.load(lines('I1,2024-01-05,A1,P1,1,1.00', ...first.slice(2)))).toMatchObject({
      changed: 1,
      unchanged: 2,
    });
    expect(await months()).toEqual(['A1 2024-01 2650', 'A1 2024-02 1450', 'A2 2024-01 6000']);
    expect(await world.differences()).toBe(0);
  });
});
