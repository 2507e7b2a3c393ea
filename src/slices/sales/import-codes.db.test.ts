import { describe, expect, test } from 'vitest';
import { workbookBytes } from '#platform/transfer/testing/workbook-bytes.ts';
import { expectStatus } from '#testing/house.ts';
import { lines, salesWorld, type Loading } from '#testing/sales-world.ts';
import { UndoResult } from './contract.ts';

const world = salesWorld();

const customers: Loading = { kind: 'customers', source: 'erp', fileName: 'customers.csv' };
const products: Loading = { kind: 'products', source: 'erp', fileName: 'products.csv' };

const accounts = () =>
  world.rows('select code, name, country, town, kind from accounts.account where account_id > 0 order by code');
const catalog = () =>
  world.rows('select code, name, kind, kind_is_set from catalog.product where product_id > 0 order by code');
const undo = (batch: number | null) => world.house.host.post(`/api/sales/imports/${String(batch)}/undo`, {});
const undone = async (batch: number | null): Promise<UndoResult> =>
  UndoResult.parse(expectStatus(await undo(batch), 200).json);
const refused = async (batch: number | null): Promise<string> => {
  const before = await world.contents();
  const { json } = expectStatus(await undo(batch), 409);
  expect(await world.contents()).toEqual(before);
  return (json as { detail: string }).detail; // a problem document has one
};

const header = 'customerID,companyName,city,country,kind';
const file = [header, 'C1,Első Kft.,Pécs,HU,patika', 'C2,Second Ltd,NULL,UK,', 'C1,Első Kft.,Pécs,HU,patika', ''].join('\n'); // prettier-ignore

describe('a file of customers', () => {
  test('makes accounts; the same file again changes nothing', async () => {
    expect(await world.load(file, customers)).toMatchObject({
      read: 3, new: 3, unchanged: 0, changed: 0, rejected: 0, accountsCreated: 2, productsCreated: 0, changes: [],
      accounts: [{ code: 'C1', name: 'Első Kft.' }, { code: 'C2', name: 'Second Ltd' }],
    }); // prettier-ignore
    expect(await accounts()).toEqual([
      { code: 'C1', name: 'Első Kft.', country: 'HU', town: 'Pécs', kind: 'patika' },
      { code: 'C2', name: 'Second Ltd', country: 'UK', town: null, kind: null },
    ]);
    const before = await world.rows('select * from accounts.account order by account_id');
    expect(await world.load(file, customers)).toMatchObject({
      read: 3,
      new: 0,
      unchanged: 3,
      changed: 0,
      accounts: [],
    });
    expect(await world.rows('select * from accounts.account order by account_id')).toEqual(before);
  });

  test('brings accounts to what it says; an empty cell leaves what is there', async () => {
    await world.load(file, customers);
    const changed = [header, 'C1,Első Zrt.,Győr,,', 'C2,Second Ltd,,UK,chain', 'C3,,,,', ''].join('\n');
    const tried = (await world.bring(changed, { ...customers, dryRun: true })).result;
    expect(tried).toMatchObject({
      read: 3, new: 1, changed: 2, unchanged: 0, accounts: [{ code: 'C3', name: 'C3' }],
      changes: [
        { code: 'C1', name: 'Első Kft.', fields: [
          { field: 'name', before: 'Első Kft.', after: 'Első Zrt.' }, { field: 'town', before: 'Pécs', after: 'Győr' },
        ] },
        { code: 'C2', name: 'Second Ltd', fields: [{ field: 'kind', before: null, after: 'chain' }] },
      ],
    }); // prettier-ignore
    const loaded = await world.load(changed, customers);
    expect({ ...loaded, batch: null, seconds: 0 }).toEqual({ ...tried, batch: null, seconds: 0 });
    expect(await accounts()).toEqual([
      { code: 'C1', name: 'Első Zrt.', country: 'HU', town: 'Győr', kind: 'patika' },
      { code: 'C2', name: 'Second Ltd', country: 'UK', town: null, kind: 'chain' },
      { code: 'C3', name: 'C3', country: null, town: null, kind: null },
    ]);
  });

  test('rows of one code that say different things are handed back, and so is what has no code', async () => {
    const rows = Array.from({ length: 12 }, (_unused, index) => `K${String(index)},Név ${String(index)},,,`);
    const body = [header, ...rows, 'C1,A,,,', 'C1,B,,,', ',No code,,,', ''].join('\n');
    const found = await world.bring(body, customers);
    expect(found).toMatchObject({ state: 'loaded', result: { read: 15, new: 12, rejected: 3, accountsCreated: 12 } });
    expect(found.faults.map(({ line, code, column, value }) => [line, code, column, value])).toEqual([
      [14, 'code-repeated', 'customerID', 'C1'],
      [15, 'code-repeated', 'customerID', 'C1'],
      [16, 'required', 'customerID', ''],
    ]);
    const handed = await world.house.host.get(found.result?.rejectedFile ?? '');
    expect(handed.text.split('\n')[1]).toContain('C1,A,,,');
    expect(await world.rows(`select from accounts.account where code = 'C1'`)).toEqual([]);
  });

  test('in a workbook; its columns are remembered apart from those of sales lines', async () => {
    const body = await workbookBytes({
      sheets: [{ name: 'Vevők', rows: [['Kulcs', 'Megszólítás'], ['007', 'Őri Béla Bt.'], ['008', 'Ágnes Kft.']] }],
    }); // prettier-ignore
    const choice = { columns: { account: 'Kulcs', accountName: 'Megszólítás' } };
    await world.load(lines('I1,2024-01-05,A1,P1,1,1.00'), { source: 'erp' });
    await world.load(body, { ...customers, fileName: 'vevok.xlsx', choice });
    expect(await accounts()).toContainEqual({
      code: '007',
      name: 'Őri Béla Bt.',
      country: null,
      town: null,
      kind: null,
    });
    const again = await world.upload(body, { ...customers, fileName: 'vevok.xlsx' });
    expect(again.profile).toMatchObject({ mapping: choice, origin: { columns: 'remembered' } });
    expect(again.loadedBefore).not.toBeNull();
    const sales = await world.upload(lines('I2,2024-01-05,A1,P1,1,1.00'), { source: 'erp' });
    expect(sales.profile).toMatchObject({ origin: { columns: 'remembered' }, lost: [] });
  });

  test('has no fields of sales lines', async () => {
    const { id } = await world.upload(file, customers);
    const choice = { columns: { quantity: 'city' } };
    const reply = await world.house.host.post(`/api/sales/imports/${String(id)}/profile`, choice);
    expect(reply.json).toMatchObject({ status: 422, code: 'field-foreign' });
  });
});

describe('taking a file of customers back', () => {
  test('removes what it made and puts back what it changed', async () => {
    await world.load([header, 'C1,Első Kft.,Pécs,HU,patika', ''].join('\n'), customers);
    const before = await accounts();
    const { batch } = await world.load([header, 'C1,Más Kft.,,SK,', 'C9,Új Kft.,,,', ''].join('\n'), customers);
    expect(await undone(batch)).toMatchObject({ accountsRemoved: 1, accountsRestored: 1, documentsRemoved: 0 });
    expect(await accounts()).toEqual(before);
  });

  test('is refused when something was sold since, or the account was edited, and says so', async () => {
    const { batch } = await world.load(file, customers);
    await world.load(lines('I1,2024-01-05,C1,P1,1,1.00', 'I2,2024-01-05,C1,P1,1,1.00'));
    expect(await refused(batch)).toContain('account C1 (Első Kft.) has 2 documents since');
    const { batch: changed } = await world.load([header, 'C2,Third Ltd,,,', ''].join('\n'), customers);
    await world.rows(`update accounts.account set name = 'Fourth Ltd' where code = 'C2'`);
    expect(await refused(changed)).toContain('account C2 (Fourth Ltd) was edited since');
  });

  test('is refused when a later file changed the account; in reverse order both go', async () => {
    const first = await world.load(file, customers);
    const second = await world.load([header, 'C2,Third Ltd,Leeds,,', ''].join('\n'), customers);
    expect(await refused(first.batch)).toContain('account C2 (Third Ltd) was edited since');
    await undone(second.batch);
    expect(await undone(first.batch)).toMatchObject({ accountsRemoved: 2 });
    expect(await accounts()).toEqual([]);
  });
});

describe('a file of products', () => {
  const list = 'productID,productName,fajta\n1,Chai,áru\n2,Repair,service\nPOST,Postage,\n3,Soap,\n';

  test('makes products; without a kind the rules for charges decide; the same file again changes nothing', async () => {
    expect(await world.load(list, products)).toMatchObject({ read: 4, new: 4, productsCreated: 4, accountsCreated: 0 });
    expect(await catalog()).toEqual([
      { code: '1', name: 'Chai', kind: 'goods', kind_is_set: true },
      { code: '2', name: 'Repair', kind: 'service', kind_is_set: true },
      { code: '3', name: 'Soap', kind: 'goods', kind_is_set: false },
      { code: 'POST', name: 'Postage', kind: 'charge', kind_is_set: false },
    ]);
    expect(await world.load(list, products)).toMatchObject({ read: 4, new: 0, unchanged: 4, changed: 0 });
  });

  test('moves figures by kind with what was sold, there and back', async () => {
    await world.load(lines('I1,2024-01-05,A1,X1,1,4.00', 'I1,2024-01-05,A1,P1,1,1.00'));
    const goods = async (): Promise<string> => (await world.keys({ all: 'true', goodsOnly: 'true' })).totals.net;
    const { batch } = await world.load('product,kind\nX1,fee\n', products);
    expect([await goods(), await world.differences()]).toEqual(['1.00', 0]);
    expect(await undone(batch)).toMatchObject({ productsRemoved: 0, productsRestored: 1 });
    expect([await goods(), await world.differences()]).toEqual(['5.00', 0]);
    expect(await catalog()).toContainEqual({ code: 'X1', name: null, kind: 'goods', kind_is_set: false });
  });

  test('a kind that is none is handed back', async () => {
    const rows = Array.from({ length: 9 }, (_unused, index) => `Q${String(index)},`);
    const found = await world.bring(['product,kind', ...rows, 'Q9,Blu-ray', ''].join('\n'), products);
    expect(found).toMatchObject({ state: 'loaded', result: { read: 10, new: 9, rejected: 1 } });
    expect(found.faults).toMatchObject([{ line: 11, code: 'product-kind', column: 'kind', value: 'Blu-ray' }]);
  });

  test('cannot be taken back once its products were sold or set by hand', async () => {
    const { batch } = await world.load('product,productName\nP1,Soap\nP2,Salt\n', products);
    await world.load(lines('I1,2024-01-05,A1,P1,1,1.00'));
    expect(await refused(batch)).toContain('product P1 was sold since');
    const { batch: other } = await world.load('product,productName\nP3,Tea\n', products);
    await world.rows(`update catalog.product set kind_is_set = true where code = 'P3'`);
    expect(await refused(other)).toContain('product P3 was edited since');
  });
});

test('each load and each undo is on record', async () => {
  const { batch } = await world.load(file, customers);
  await undone(batch);
  const entries = await world.rows(
    `select action, subject, detail ->> 'kind' as kind from audit.entry order by seq desc limit 2`,
  );
  expect(entries).toEqual([
    { action: 'sales.import-undo', subject: `batch:${String(batch)}`, kind: 'customers' },
    { action: 'sales.import', subject: `batch:${String(batch)}`, kind: 'customers' },
  ]);
});
