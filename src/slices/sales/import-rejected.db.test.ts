import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { expectStatus } from '#testing/house.ts';
import { header, lines, salesWorld } from '#testing/sales-world.ts';
import type { Import } from './contract.ts';

const world = salesWorld();

/** Rows that are right, one document each, from number `from` on. */
const right = (count: number, from = 1): string[] =>
  Array.from(
    { length: count },
    (_unused, index) =>
      `R${String(from + index)},2024-03-${String(((from + index) % 28) + 1).padStart(2, '0')},A1,P1,1,10.00`,
  );

/** What the person gets back: the rows that were not taken, as rows of the file and the two columns behind them. */
async function handedBack(found: Import): Promise<{ text: string; rows: string[][] }> {
  expect(found.result?.rejectedFile).toBe(`/api/sales/imports/${String(found.id)}/rejected.csv`);
  const reply = expectStatus(await world.house.host.get(found.result?.rejectedFile ?? ''), 200);
  expect(reply.headers['content-disposition']).toContain('attachment');
  return { text: reply.text, rows: parse(reply.text, { bom: true, relaxColumnCount: true }) };
}

describe('a document with a faulty row', () => {
  const bad = ['B1,2024-03-05,A1,P1,2,10.00', 'B1,2024-02-30,A1,P2,1,5.00', 'B1,2024-03-05,A1,P3,1,2.00'];

  test('is rejected as a whole, the others are loaded', async () => {
    const found = await world.bring(lines(...right(12), ...bad));
    expect(found.state).toBe('loaded');
    expect(found.result).toMatchObject({ read: 15, new: 12, unchanged: 0, changed: 0, rejected: 3, net: '120.00' });
    expect((await world.keys()).totals.net).toBe('120.00');
    expect(await world.rows('select 1 from sales.document where number like $1', ['B%'])).toEqual([]);
    expect(await world.differences()).toBe(0);
  });

  test('tells the line, the column, the value and what to do; rows without a fault say which row holds them back', async () => {
    const found = await world.bring(lines(...right(12), ...bad));
    expect(found.faults).toEqual([
      {
        line: 15,
        code: 'date',
        column: 'date',
        value: '2024-02-30',
        reason:
          'date: “2024-02-30” is not a date written as YYYY-MM-DD, or there is no such day. Correct it, or choose another date format for the source.',
      },
    ]);
    const { rows } = await handedBack(found);
    expect(rows[0]).toEqual([...header.split(','), 'line', 'reason']);
    expect(rows.slice(1).map((row) => row.slice(0, -2).join(','))).toEqual(bad);
    expect(rows.slice(1).map((row) => row.at(-2))).toEqual(['14', '15', '16']);
    expect(rows[1]?.at(-1)).toMatch(/^This row is right, but line 15 of the same document B1 is not\./);
    expect(rows[2]?.at(-1)).toBe(found.faults[0]?.reason);
    expect(rows[3]?.at(-1)).toMatch(/line 15 of the same document B1/);
  });

  test('that was here before stays as it was', async () => {
    await world.load(lines('B1,2024-01-05,A7,P1,1,99.00', ...right(12)));
    const found = await world.bring(lines(...right(12), ...bad));
    expect(found.result).toMatchObject({ read: 15, new: 0, unchanged: 12, changed: 0, rejected: 3 });
    expect((await world.keys()).accounts.map((one) => [one.code, one.net])).toEqual([['A1', '120.00'], ['A7', '99.00']]); // prettier-ignore
    expect(await world.rows('select 1 from sales.former_line')).toEqual([]);
  });

  test('comes back repaired, in the very file that was handed back', async () => {
    const found = await world.bring(lines(...right(12), ...bad));
    const { text } = await handedBack(found);
    const repaired = text.replace('2024-02-30', '2024-02-29');
    const again = await world.load(repaired, { fileName: 'rejected.csv' });
    expect(again).toMatchObject({ read: 3, new: 3, rejected: 0, net: '27.00' });
    // As if the whole file had been right at once: sending that one now changes nothing.
    const whole = lines(...right(12), ...bad.map((row) => row.replace('2024-02-30', '2024-02-29')));
    expect(await world.load(whole)).toMatchObject({ read: 15, new: 0, unchanged: 15, changed: 0, rejected: 0 });
    expect(await world.differences()).toBe(0);
  });

  test('comes back repaired also when the first file was stopped, so that nothing of it is remembered', async () => {
    const stopped = await world.bring(lines(...right(2), ...bad));
    expect(stopped.state).toBe('stopped');
    const { text } = await handedBack(stopped);
    const repaired = await world.load(text.replace('2024-02-30', '2024-02-29'), { fileName: 'rejected.csv' });
    expect(repaired).toMatchObject({ read: 3, new: 3 });
    const whole = lines(...right(2), ...bad.map((row) => row.replace('2024-02-30', '2024-02-29')));
    expect(await world.load(whole)).toMatchObject({ read: 5, new: 2, unchanged: 3, changed: 0, rejected: 0 });
  });
});

test('rejected lines of a file that others complete come back with those again', async () => {
  const heads = 'order,day,client\n1,2024-01-05,A1\n2,2024-01-06,A2\n3,2024-01-07,A1\n';
  const joins = [{ name: 'heads.csv', body: heads }];
  const choice = {
    columns: {
      document: 'order',
      date: 'day',
      account: 'client',
      product: 'what',
      quantity: 'pieces',
      unitPrice: 'each',
    },
  };
  const body = 'order,what,pieces,each\n1,P1,1,2.00\n1,P2,1,3.00\n2,P1,x,4.00\n2,P2,1,5.00\n3,P1,1,6.00\n';
  const found = await world.bring(body, { choice, joins, acceptRejected: true });
  expect(found.profile?.joins).toEqual([{ name: 'heads', key: 'order', rows: 3 }]);
  expect(found.result).toMatchObject({ read: 5, new: 3, rejected: 2, net: '11.00' });
  const { text, rows } = await handedBack(found);
  expect(rows[0]).toEqual(['order', 'what', 'pieces', 'each', 'line', 'reason']);
  expect(await world.load(text.replace(',x,', ',1,'), { joins })).toMatchObject({ read: 2, new: 2, net: '9.00' });
  expect(await world.load(body.replace(',x,', ',1,'), { joins })).toMatchObject({ read: 5, unchanged: 5 });
  expect((await world.keys()).accounts.map((one) => [one.code, one.net])).toEqual([['A1', '11.00'], ['A2', '9.00']]); // prettier-ignore
});

describe('each fault by itself', () => {
  const faulty: readonly (readonly [what: string, row: string, code: string, column: string | null, value: string])[] =
    [
      ['no number', ',2024-03-05,A1,P1,1,1.00', 'required', 'document', ''],
      ['no day', 'B1,,A1,P1,1,1.00', 'required', 'date', ''],
      ['no quantity', 'B2,2024-03-05,A1,P1,,1.00', 'required', 'quantity', ''],
      ['no price', 'B3,2024-03-05,A1,P1,1,', 'required', 'unitPrice', ''],
      ['a day of the year 24', 'B4,0024-03-05,A1,P1,1,1.00', 'date', 'date', '0024-03-05'],
      ['a leap day of no leap year', 'B5,2023-02-29,A1,P1,1,1.00', 'date', 'date', '2023-02-29'],
      ['brackets around an amount', 'B6,2024-03-05,A1,P1,(5),1.00', 'amount', 'quantity', '(5)'],
      ['a minus behind an amount', 'B7,2024-03-05,A1,P1,5-,1.00', 'amount', 'quantity', '5-'],
      ['an exponent', 'B8,2024-03-05,A1,P1,1e5,1.00', 'amount', 'quantity', '1e5'],
      ['no number at all', 'B9,2024-03-05,A1,P1,1,NaN', 'amount', 'unitPrice', 'NaN'],
      ['too few cells', 'B10,2024-03-05,A1,P1,1', 'fields', null, '5/6'],
      ['too many cells', 'B11,2024-03-05,A1,P1,1,1.00,9', 'fields', null, '7/6'],
      [
        'more than a thousand billion',
        'B12,2024-03-05,A1,P1,1000001,1000000.00',
        'amount-too-large',
        'quantity',
        '1000001',
      ],
      ['a control character', 'B13,2024-03-05,A\u0001,P1,1,1.00', 'character', 'account', 'A␁'],
      [
        'a number of 101 characters',
        `${'B'.repeat(101)},2024-03-05,A1,P1,1,1.00`,
        'too-long',
        'document',
        'B'.repeat(101),
      ],
    ];

  test('is told with its line, its column, its value and a whole sentence', async () => {
    const rows = faulty.map(([, row]) => row);
    const found = await world.bring(lines(...right(6), ...rows), { acceptRejected: true });
    expect(found.result).toMatchObject({ read: 6 + rows.length, new: 6, rejected: rows.length });
    for (const [index, [what, , code, column, value]] of faulty.entries()) {
      const fault = found.faults[index];
      expect.soft(fault, what).toMatchObject({ line: 8 + index, code, column, value });
      // With everything that it names filled in.
      expect.soft(fault?.reason, what).toMatch(/^.{20,}\.$/s);
      expect.soft(fault?.reason, what).not.toMatch(/[{}]|undefined|null/);
    }
  });

  test('rows without a number are rejected by themselves, not as one document', async () => {
    const found = await world.bring(lines(...right(12), ',2024-03-05,A1,P1,1,1.00', ',2024-03-05,A1,P1,x,1.00'));
    expect(found.faults.map((fault) => [fault.line, fault.code])).toEqual([[14, 'required'], [15, 'required']]); // prettier-ignore
  });

  test('line breaks inside quotes keep the line numbers of the file', async () => {
    const found = await world.bring(
      `${header},productName\n${right(5)
        .map((row) => `${row},"two\nlines"`)
        .join('\n')}\n\nB1,2024-99-01,A1,P1,1,1.00,x\n`,
    );
    expect(found.faults.map((fault) => fault.line)).toEqual([13]);
  });
});

describe('more than a fifth rejected', () => {
  const bad = (count: number): string[] =>
    Array.from({ length: count }, (_unused, index) => `B${String(index)},2024-03-05,A1,P1,x,1.00`);

  test('exactly a fifth is loaded', async () => {
    expect(await world.bring(lines(...right(8), ...bad(2)))).toMatchObject({
      state: 'loaded',
      result: { new: 8, rejected: 2 },
    });
  });

  test('one row more stops and asks, and nothing is written', async () => {
    const before = await world.contents();
    const found = await world.bring(lines(...right(8), ...bad(3)));
    expect(found).toMatchObject({
      state: 'stopped',
      result: { batch: null, read: 11, new: 8, rejected: 3, accountsCreated: 1, net: '80.00' },
    });
    const after = await world.contents();
    const touched = Object.keys(after).filter((table) => after[table] !== before[table]);
    expect(touched).toEqual(['sales.batch', 'sales.source']);
    expect((await handedBack(found)).rows).toHaveLength(4);
  });

  test('a person’s yes loads the rest', async () => {
    const stopped = await world.bring(lines(...right(8), ...bad(3)));
    const loaded = await world.run(stopped.id, { acceptRejected: true });
    expect(loaded).toMatchObject({ state: 'loaded', result: { batch: stopped.id, read: 11, new: 8, rejected: 3 } });
    expect((await world.keys()).totals.net).toBe('80.00');
  });

  test('where all are rejected there is nothing to load, and a yes loads nothing', async () => {
    const found = await world.bring(lines(...bad(3)), { acceptRejected: true });
    expect(found).toMatchObject({ state: 'loaded', result: { read: 3, new: 0, rejected: 3, net: '0.00' } });
    expect((await world.keys()).period).toBeNull();
  });
});

describe('a dry run', () => {
  const file = lines(
    ...right(9),
    'X1,2024-03-05,A2,POST,1,3.00',
    'B1,2024-02-30,A1,P2,1,5.00',
    'N1,2024-03-05,,P7,1,4.00',
  );

  test('writes nothing, and gives the numbers of the real run', async () => {
    await world.load(lines('R1,2024-03-02,A1,P1,7,10.00', ...right(2, 2)));
    const before = await world.contents();
    const tried = await world.bring(file, { dryRun: true });
    expect(tried.state).toBe('tried');
    const after = await world.contents();
    expect(Object.keys(after).filter((table) => after[table] !== before[table])).toEqual(['sales.batch']);
    const real = await world.run(tried.id);
    expect(real.state).toBe('loaded');
    const { batch, seconds, ...numbers } = tried.result ?? {};
    expect(batch).toBeNull();
    expect(seconds).toBeGreaterThan(0);
    expect(real.result).toMatchObject(numbers);
    expect(numbers).toEqual({
      read: 12, new: 8, unchanged: 2, changed: 1, rejected: 1, rejectedFile: `/api/sales/imports/${String(tried.id)}/rejected.csv`,
      unattributed: { lines: 1, net: '4.00' }, accountsCreated: 1, productsCreated: 2, net: '97.00',
      accounts: [{ code: 'A2', name: 'A2' }], products: [{ code: 'P7', name: null }, { code: 'POST', name: null }],
      months: [{ month: '2024-03-01', lines: 11, net: '97.00' }], shortened: 0,
    }); // prettier-ignore
    expect(real.faults).toEqual(tried.faults);
  });

  test('can be tried again with another mapping before it is loaded', async () => {
    const tried = await world.bring(file, { dryRun: true });
    const at = `/api/sales/imports/${String(tried.id)}`;
    expectStatus(
      await world.house.host.post(`${at}/profile`, { columns: { lineNet: 'unitPrice', unitPrice: '' } }),
      200,
    );
    expect((await world.run(tried.id, { dryRun: true })).result).toMatchObject({ read: 12, net: '97.00' });
    expect(await world.run(tried.id)).toMatchObject({ state: 'loaded' });
    // Once loaded it is closed: neither looked at nor run again.
    expect((await world.house.host.post(`${at}/profile`, {})).json).toMatchObject({
      status: 409,
      code: 'import-closed',
    });
    expect((await world.house.host.post(`${at}/run`, { dryRun: true })).json).toMatchObject({
      status: 409,
      code: 'import-closed',
    });
  });
});

describe('a file that is refused as a whole', () => {
  test.each([
    ['empty', '', 'file-empty'],
    ['only a header', `${header}\n`, 'file-no-rows'],
    ['a header twice', `${header},date\n1,2,3,4,5,6,7\n`, 'header-duplicate'],
    ['a quote never closed', `${header}\nI1,2024-01-05,"A1,P1,1,1.00\n`, 'file-quote'],
    ['an archive under the name of a text', Buffer.from('504b03041400000008000000', 'hex'), 'file-type'],
  ])('%s', async (_what, body, code) => {
    const found = await world.upload(body);
    expect(found).toMatchObject({ state: 'failed', profile: null, problem: { code } });
    expect(found.problem?.detail).toMatch(/^.{20,}$/s);
    const run = await world.house.host.post(`/api/sales/imports/${String(found.id)}/run`, { dryRun: false });
    expect(run.json).toMatchObject({ status: 409, code: 'import-closed' });
  });

  test('a fault in the last line refuses it after all, and nothing of it is there', async () => {
    const before = await world.contents();
    const found = await world.bring(`${lines(...right(3000))}L1,2024-01-05,"A1,P1,1,1.00\n`);
    expect(found).toMatchObject({ state: 'failed', result: null, problem: { code: 'file-quote' } });
    const after = await world.contents();
    expect(Object.keys(after).filter((table) => after[table] !== before[table])).toEqual([
      'sales.batch',
      'sales.source',
    ]);
  });

  test.each([
    ['a required column', 'number,date,customer,qty\n1,2024-01-05,A1,1\n', {}, 422, 'columns-missing'],
    ['which of day and month is meant', `${header}\nI1,03/04/2024,A1,P1,1,1.00\n`, {}, 422, 'date-order-open'],
    [
      'which decimal mark is meant',
      `${header.replaceAll(',', ';')}\nI1;2024-01-05;A1;P1;1;1,234\n`,
      {},
      422,
      'decimal-open',
    ],
  ])('what does not say %s asks', async (_what, body, choice, status, code) => {
    const found = await world.upload(body, { choice });
    const run = await world.house.host.post(`/api/sales/imports/${String(found.id)}/run`, { dryRun: false });
    expect(run.json).toMatchObject({ status, code });
    expect(await world.ended(found.id)).toMatchObject({ state: 'uploaded' });
  });

  test('a column that is not there cannot be chosen', async () => {
    const found = await world.upload(lines(...right(2)));
    const reply = await world.house.host.post(`/api/sales/imports/${String(found.id)}/profile`, {
      columns: { account: 'Nobody' },
    });
    expect(reply.json).toMatchObject({ status: 422, code: 'header-missing' });
    expect(reply.text).toContain('Nobody');
  });
});
