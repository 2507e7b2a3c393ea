import { describe, expect, test } from 'vitest';
import { expectStatus } from '#testing/house.ts';
import { header, lines, salesWorld } from '#testing/sales-world.ts';
import { AccountSales, ImportsReply } from './contract.ts';

const world = salesWorld();

describe('how a source writes its files', () => {
  const first = 'Nummer;Tag;Wer;Stück;Preis\n1;5.1.2024;A1;1.000;2,50\n';
  const choice = {
    columns: { document: 'Nummer', date: 'Tag', account: 'Wer', quantity: 'Stück', unitPrice: 'Preis' },
  };

  test('is remembered once a file of it is loaded, so that the next one needs no word', async () => {
    const asked = await world.upload(first, { source: 'books' });
    expect(asked.profile).toMatchObject({
      missing: ['document', 'date', 'account', 'quantity', 'unitPrice'],
      origin: { columns: 'guessed' },
    });
    const loaded = await world.bring(first, { source: 'books', choice });
    expect(loaded.profile).toMatchObject({
      missing: [],
      ambiguous: [],
      origin: { columns: 'given', dateFormat: 'guessed', decimal: 'guessed' },
    });
    expect(loaded.result).toMatchObject({ new: 1, net: '2500.00' });

    // Nothing in this one tells how its numbers and days are meant.
    const second = await world.upload('Nummer;Tag;Wer;Stück;Preis\n2;6.1.2024;A1;1.500;3\n', { source: 'books' });
    expect(second.profile).toMatchObject({
      missing: [], ambiguous: [], lost: [],
      origin: { columns: 'remembered', delimiter: 'remembered', decimal: 'remembered', dateFormat: 'remembered' },
    }); // prettier-ignore
    expect(await world.run(second.id)).toMatchObject({ state: 'loaded', result: { net: '4500.00' } });
    // Another source has its own ways.
    expect((await world.upload(first, { source: 'other' })).profile).toMatchObject({ origin: { columns: 'guessed' } });
  });

  test('is not remembered from a dry run, nor from what was stopped', async () => {
    await world.bring(first, { source: 'books', choice, dryRun: true });
    expect((await world.upload(first, { source: 'books' })).profile).toMatchObject({ origin: { columns: 'guessed' } });
  });

  test('when a column has gone its header is named', async () => {
    await world.bring(first, { source: 'books', choice });
    const next = await world.upload('Nummer;Tag;Kunde;Stück;Preis\n2;6.1.2024;A1;1;3,25\n', { source: 'books' });
    expect(next.profile).toMatchObject({
      lost: ['Wer'],
      missing: [],
      mapping: { columns: { account: 'Kunde', document: 'Nummer' } },
    });
  });
});

describe('the list of imports', () => {
  test('has the newest first, and all sources by name', async () => {
    await world.load(lines('I1,2024-01-05,A1,P1,1,1.00'), { source: 'Zöldség', fileName: 'a.csv' });
    await world.load(lines('I1,2024-01-05,A1,P1,1,1.00'), { source: 'Ács', fileName: 'b.csv' });
    await world.upload(lines('I1,2024-01-05,A1,P1,1,1.00'), { source: 'bolt', fileName: 'c.csv' });
    const { imports, sources } = ImportsReply.parse(
      expectStatus(await world.house.host.get('/api/sales/imports'), 200).json,
    );
    expect(imports.map((one) => [one.fileName, one.state, one.startedBy])).toEqual([['c.csv', 'uploaded', 'host'], ['b.csv', 'loaded', 'host'], ['a.csv', 'loaded', 'host']]); // prettier-ignore
    expect(sources).toEqual(['Ács', 'bolt', 'Zöldség']);
  });

  test('shows a file’s name without what could deceive', async () => {
    const name = async (fileName: string): Promise<string> =>
      (await world.upload(lines('I1,2024-01-05,A1,P1,1,1.00'), { fileName })).fileName;
    expect(await name('../../etc/passwd')).toBe('passwd');
    expect(await name('C:\\files\\june.csv')).toBe('june.csv');
    expect(await name('a\u202evsc.exe\u0007.csv')).toBe('avsc.exe.csv');
    expect(await name(`${'x'.repeat(290)}.csv`)).toHaveLength(200);
    expect(await name('..')).not.toBe('');
  });

  test('what is not there is not found, by whichever door', async () => {
    const { host } = world.house;
    const doors = [host.get('/api/sales/imports/99999'), host.get('/api/sales/imports/99999/rejected.csv'), host.post('/api/sales/imports/99999/run', { dryRun: true }), host.post('/api/sales/imports/99999/profile', {})]; // prettier-ignore
    for (const reply of await Promise.all(doors)) expect(reply.json).toMatchObject({ status: 404, code: 'not-found' });
    const { id } = await world.upload(lines('I1,2024-01-05,A1,P1,1,1.00'));
    expect((await host.get(`/api/sales/imports/${String(id)}/rejected.csv`)).json).toMatchObject({ status: 404 });
  });

  test('a file without a source, or with an unknown word beside it, is refused', async () => {
    const send = (query: string) =>
      world.house.host.send({
        method: 'POST', url: `/api/sales/imports?${query}`, body: lines('I1,2024-01-05,A1,P1,1,1.00'),
        headers: { 'content-type': 'application/octet-stream' },
      }); // prettier-ignore
    for (const query of [
      'fileName=a.csv',
      'source=&fileName=a.csv',
      'source=%20&fileName=a.csv',
      'source=a&fileName=a.csv&batch=7',
      `source=${'s'.repeat(101)}&fileName=a.csv`,
    ]) {
      expect.soft((await send(query)).status, query).toBe(400);
    }
    expect(await world.rows('select 1 from sales.batch')).toEqual([]);
  });
});

describe('what one account bought', () => {
  test('by month beside the same months a year before, and by product', async () => {
    await world.load(
      `${header},cost\n` +
        [
          'I1,2023-04-10,A1,P1,10,1.00,4.00',
          'I2,2023-05-10,A1,P2,5,2.00,',
          'I3,2024-04-30,A1,P1,20,1.00,8.00',
          'I4,2024-05-01,A1,P3,1,30.00,',
          'C1,2024-05-31,A1,P3,-1,5.00,',
          'I5,2024-05-31,A2,P1,1,999.00,1.00',
        ].join('\n'),
    );
    const id = (await world.keys()).accounts.find((one) => one.code === 'A1')?.id;
    const found = AccountSales.parse(
      (await world.house.host.get(`/api/accounts/${String(id)}/sales?from=2024-04-01&to=2024-06-01`)).json,
    );
    expect(found).toEqual({
      currency: 'GBP',
      period: { from: '2024-04-01', to: '2024-06-01' },
      total: { net: '45.00', margin: '12.00', marginShare: 0.6, lines: 3, documents: 3 },
      yearBefore: { net: '20.00', change: 1.25 },
      firstSale: '2023-04-10',
      lastSale: '2024-05-31',
      months: [
        { month: '2024-04-01', net: '20.00', yearBefore: '10.00' },
        { month: '2024-05-01', net: '25.00', yearBefore: '10.00' },
      ],
      products: [
        { code: 'P3', name: null, kind: 'goods', quantity: '0', net: '25.00', share: expect.closeTo(25 / 45, 12) as number, yearBefore: '0.00' },
        { code: 'P1', name: null, kind: 'goods', quantity: '20', net: '20.00', share: expect.closeTo(20 / 45, 12) as number, yearBefore: '10.00' },
        { code: 'P2', name: null, kind: 'goods', quantity: '0', net: '0.00', share: 0, yearBefore: '10.00' },
      ],
      more: 0,
    }); // prettier-ignore
    // Without a period: twelve whole months up to the last line, whose month is over.
    const usual = AccountSales.parse((await world.house.host.get(`/api/accounts/${String(id)}/sales`)).json);
    expect(usual).toMatchObject({ period: { from: '2023-06-01', to: '2024-06-01' }, total: { net: '45.00' } });
    expect(usual.months).toHaveLength(12);
  });

  test('of more products than anybody reads the largest are shown, and how many more there are', async () => {
    await world.load(
      lines(
        ...Array.from(
          { length: 205 },
          (_unused, index) => `I${String(index)},2024-01-05,A1,P${String(index)},1,${String(1000 - index)}.00`,
        ),
      ),
    );
    const [account] = (await world.keys()).accounts;
    const found = AccountSales.parse(
      (await world.house.host.get(`/api/accounts/${String(account?.id)}/sales?from=2024-01-01&to=2024-02-01`)).json,
    );
    expect(found.products).toHaveLength(200);
    expect(found.products.at(-1)?.code).toBe('P199');
    expect(found.more).toBe(5);
    expect(found.total.lines).toBe(205);
  });

  test('of an account whose lines all moved to another there is nothing, and of nobody not even that', async () => {
    await world.load(lines('I1,2024-01-05,A1,P1,1,1.00'));
    const [account] = (await world.keys()).accounts;
    await world.load(lines('I1,2024-01-05,A2,P1,1,1.00'));
    const found = AccountSales.parse((await world.house.host.get(`/api/accounts/${String(account?.id)}/sales`)).json);
    expect(found).toMatchObject({
      period: null,
      total: { net: '0.00', lines: 0 },
      months: [],
      products: [],
      firstSale: null,
    });
    for (const id of ['0', '99999', 'A1']) {
      const status = id === '99999' ? 404 : 400;
      expect.soft((await world.house.host.get(`/api/accounts/${id}/sales`)).status, id).toBe(status);
    }
  });
});
