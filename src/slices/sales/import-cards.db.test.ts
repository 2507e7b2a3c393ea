import { beforeAll, describe, expect, test } from 'vitest';
import { expectStatus } from '#testing/house.ts';
import { lines, salesWorld, type Loading } from '#testing/sales-world.ts';
import { Import } from './contract.ts';

const world = salesWorld();
const customers: Loading = { kind: 'customers', source: 'erp', fileName: 'customers.csv' };

const dora = 'dora@card.test';
const anna = 'anna@card.test';
const pal = 'pal@card.test';

beforeAll(async () => {
  for (const [email, name, role] of [[dora, 'Dóra', 'director'], [anna, 'Anna', 'kam'], [pal, 'Pál', 'finance']] as const) {
    expectStatus(await world.house.host.post('/api/people', { email, name, role, reportsTo: email === dora ? null : dora }), 201);
  }
}); // prettier-ignore

const header = 'kód,név,ország,adószám,cégjegyzékszám,szegmens,terület,cégcsoport,felelős e-mail';
const csv = (...rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;
const undo = (batch: number | null) => world.house.host.post(`/api/sales/imports/${String(batch)}/undo`, {});

const cards = () =>
  world.rows(`select code, vat_number, registry_number, segment, territory, account_group.name as "group", person.email as owner
    from accounts.account left join accounts.account_group using (group_id) left join team.person on person_id = owner_id
    where account_id > 0 order by code`);
const groups = async () =>
  (await world.rows<{ name: string }>('select name from accounts.account_group order by name')).map(({ name }) => name);
const holdings = () =>
  world.rows(`select code, person.email, from_day::text as "from", nullif(until_day, 'infinity')::text as until
    from access.holding join accounts.account using (account_id) join team.person using (person_id)
    order by code, from_day, until_day`);

// 10537914 is the worked example of the tax office's check digit in domain/identity.test.ts; 01-10-041585 its registry number.
const whole = csv(
  'C1,Első Kft.,HU,10537914-4-44,0110041585,patika,Dél,Holding,ANNA@card.test',
  'C2,Second Ltd,UK,GB 123 456 789,SC123456,,North,Holding,',
);

describe('the whole card of a customer', () => {
  test('comes with the file, in the form in which it is kept; the same file again changes nothing', async () => {
    expect(await world.load(whole, customers)).toMatchObject({ read: 2, new: 2, rejected: 0, accountsCreated: 2 });
    expect(await cards()).toEqual([
      { code: 'C1', vat_number: '10537914-4-44', registry_number: '01-10-041585', segment: 'patika', territory: 'Dél', group: 'Holding', owner: anna },
      { code: 'C2', vat_number: 'GB123456789', registry_number: 'SC123456', segment: null, territory: 'North', group: 'Holding', owner: null },
    ]); // prettier-ignore
    expect(await holdings()).toEqual([{ code: 'C1', email: anna, from: '2026-03-02', until: null }]);
    expectStatus(await world.house.as(anna).get('/api/accounts?search=C1'), 200);
    const seen = await world.house.as(anna).get('/api/accounts');
    expect((seen.json as { accounts: { code: string }[] }).accounts.map(({ code }) => code)).toEqual(['C1']); // AccountsReply
    const before = await world.rows('select * from accounts.account order by account_id');
    expect(await world.load(whole, customers)).toMatchObject({ new: 0, unchanged: 2, changed: 0 });
    expect(await world.rows('select * from accounts.account order by account_id')).toEqual(before);
  });

  test('a dry run names what would change, by names; loading it and taking it back leaves what was there', async () => {
    await world.load(whole, customers);
    const before = [await cards(), await groups()];
    const file = csv('C1,,,,,lánc,,Másik,dora@card.test', 'C2,,,,,,,,', 'C3,Új,,,,,,Harmadik,dora@card.test');
    const tried = (await world.bring(file, { ...customers, dryRun: true })).result;
    expect(tried).toMatchObject({ new: 1, changed: 1, unchanged: 1 });
    expect(tried?.changes).toEqual([
      { code: 'C1', name: 'Első Kft.', fields: [
        { field: 'group', before: 'Holding', after: 'Másik' },
        { field: 'owner', before: 'Anna', after: 'Dóra' },
        { field: 'segment', before: 'patika', after: 'lánc' },
      ] },
    ]); // prettier-ignore
    expect([await cards(), await groups()]).toEqual(before);
    const { batch } = await world.load(file, customers);
    expect(await groups()).toEqual(['Harmadik', 'Holding', 'Másik']);
    expectStatus(await undo(batch), 200);
    expect([await cards(), await groups()]).toEqual(before);
    expect((await holdings()).at(-1)).toEqual({ code: 'C1', email: anna, from: '2026-03-02', until: null });
    const told = await world.rows(`select action, subject from audit.entry where action = 'account.assign' order by seq desc limit 2`);
    expect(told).toEqual([{ action: 'account.assign', subject: 'account:C1' }, { action: 'account.assign', subject: 'account:C3' }]);
  }); // prettier-ignore

  test('numbers whose form is none, and owners who are none, reject their rows with the reason', async () => {
    const right = Array.from({ length: 20 }, (_unused, at) => `R${String(at)},Név,,,,,,,`);
    const found = await world.bring(
      csv(...right, 'C1,A,HU,10537915-4-44,,,,,', 'C2,B,HU,,99-99-000000,,,,', 'C3,C,,,,,,,nobody@card.test', 'C4,D,,,,,,,pal@card.test'),
      customers,
    ); // prettier-ignore
    expect(found).toMatchObject({ state: 'loaded', result: { read: 24, new: 20, rejected: 4 } });
    expect(found.faults.map(({ line, code, column, value }) => [line, code, column, value])).toEqual([
      [22, 'vat-number-form', 'adószám', '10537915-4-44'],
      [23, 'registry-number-form', 'cégjegyzékszám', '99-99-000000'],
      [24, 'owner-unknown', 'felelős e-mail', 'nobody@card.test'],
      [25, 'owner-cannot-own', 'felelős e-mail', 'pal@card.test'],
    ]);
    expect(found.faults[2]?.reason).toContain('nobody@card.test');
  });

  test('who may not assign or group brings none; what stands already is no fault', async () => {
    await world.load(whole, customers);
    const finance = world.house.as(pal);
    const sent = await finance.send({
      method: 'POST',
      url: '/api/sales/imports?kind=customers&source=erp&fileName=c.csv',
      body: csv('C1,,,,,,,Holding,anna@card.test', 'C2,,,,,,,,anna@card.test', 'C3,,,,,,,Holding,'),
      headers: { 'content-type': 'application/octet-stream' },
    });
    const { id } = Import.parse(expectStatus(sent, 201).json);
    expectStatus(await finance.post(`/api/sales/imports/${String(id)}/run`, { dryRun: true }), 202);
    const found = await world.ended(id);
    expect(found.faults.map(({ line, code }) => [line, code])).toEqual([
      [3, 'owner-not-allowed'],
      [4, 'group-not-allowed'],
    ]);
    expect(found.result).toMatchObject({ unchanged: 1, rejected: 2 });
  });

  test('taking back is refused to whoever could not have brought it, and when the owner was changed since', async () => {
    const { batch } = await world.load(whole, customers);
    const refused = await world.house.as(pal).post(`/api/sales/imports/${String(batch)}/undo`, {});
    expect(refused.json).toMatchObject({ status: 403, code: 'not-allowed' });
    const [account] = await world.rows<{ version: number }>(`select version from accounts.account where code = 'C1'`);
    expectStatus(
      await world.house.host.send({
        method: 'PUT',
        url: '/api/account-codes/C1/owner',
        body: { owner: dora },
        headers: { 'if-match': `"${String(account?.version)}"` },
      }),
      200,
    );
    expect((await undo(batch)).json).toMatchObject({ status: 409, code: 'import-built-on' });
  });

  test('goes as a whole with the accounts that it made', async () => {
    const { batch } = await world.load(whole, customers);
    expectStatus(await undo(batch), 200);
    expect([await cards(), await groups(), await holdings()]).toEqual([[], [], []]);
    await world.load(whole, customers);
    await world.load(lines('I1,2024-01-05,C1,P1,1,1.00'));
    expect(await world.differences()).toBe(0);
  });

  test('places groups within groups, names every row by which one moves, and puts them back', async () => {
    const tree = () =>
      world.rows(`select own.name, upper.name as parent from accounts.account_group own
        left join accounts.account_group upper on upper.group_id = own.parent_id order by own.name collate "hu-x-icu"`);
    const file = (...rows: readonly string[]): string => ['kód,cégcsoport,fölérendelt csoport', ...rows, ''].join('\n');
    const first = await world.load(file('C1,Dél,Holding', 'C2,Észak,Holding', 'C3,Dél,'), customers);
    expect(await tree()).toEqual([{ name: 'Dél', parent: 'Holding' }, { name: 'Észak', parent: 'Holding' }, { name: 'Holding', parent: null }]);
    const before = await tree();
    const second = await world.load(file('C1,Dél,Világ', 'C2,Észak,Holding', 'C3,Dél,'), customers);
    expect(second).toMatchObject({ new: 0, changed: 1, unchanged: 2 });
    expect(second.changes).toEqual([{ code: 'C1', name: 'C1', fields: [{ field: 'groupParent', before: 'Holding', after: 'Világ' }] }]);
    expectStatus(await undo(second.batch), 200);
    expect(await tree()).toEqual(before);
    const circle = await world.bring(file('C1,Dél,Holding', 'C9,Holding,Dél'), customers);
    expect(circle).toMatchObject({ state: 'failed', problem: { code: 'group-circle-in-file' } });
    const alone = await world.bring(file('C1,,Holding', 'C2,Észak,A', 'C3,Észak,B'), { ...customers, dryRun: true });
    expect(alone.faults.map(({ code }) => code)).toEqual(['group-parent-alone', 'group-parent-repeated', 'group-parent-repeated']);
    expectStatus(await undo(first.batch), 200);
    expect(await tree()).toEqual([]);
  }); // prettier-ignore
});
