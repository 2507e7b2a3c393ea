import { describe, expect, test } from 'vitest';
import { expectStatus } from '#testing/house.ts';
import { header, lines, salesWorld } from '#testing/sales-world.ts';
import { UndoResult } from './contract.ts';

const world = salesWorld();
const named = (...rows: readonly string[]): string =>
  [`${header},accountName,country,productName`, ...rows, ''].join('\n');

const undo = (batch: number | null, body: object = {}) =>
  world.house.host.post(`/api/sales/imports/${String(batch)}/undo`, body);
const undone = async (batch: number | null): Promise<UndoResult> =>
  UndoResult.parse(expectStatus(await undo(batch), 200).json);
const codes = async (): Promise<unknown[]> =>
  (await world.rows<{ code: string }>(`select code from accounts.account where account_id > 0
    union all select code from catalog.product where product_id > 0 order by 1`)).map(({ code }) => code); // prettier-ignore

/** Everything but what tells that there was an import at all. */
async function business(): Promise<Record<string, string>> {
  const contents = await world.contents();
  return Object.fromEntries(
    Object.entries(contents).filter(([table]) => !/^(audit|auth|sales\.(batch|source)$|platform)/.test(table)),
  );
}

describe('taking an import back', () => {
  test('removes what it made, to the last row, and is on record', async () => {
    await world.load(lines('I0,2024-01-05,A0,P0,1,1.00'));
    const before = await business();
    const { batch } = await world.load(lines('I1,2024-01-05,A1,P1,2,10.00', 'I1,2024-01-05,A1,P2,1,5.50', 'I2,2024-02-20,A0,P0,3,10.00')); // prettier-ignore
    expect(await undone(batch)).toEqual({
      batch, documentsRemoved: 2, documentsRestored: 0, linesRemoved: 3, linesRestored: 0, accountsRemoved: 1, productsRemoved: 2,
      accountsRestored: 0, productsRestored: 0,
    }); // prettier-ignore
    expect(await business()).toEqual(before);
    expect(await world.differences()).toBe(0);
    const [entry] = await world.rows(`select action, subject from audit.entry order by seq desc limit 1`);
    expect(entry).toEqual({ action: 'sales.import-undo', subject: `batch:${String(batch)}` });
    expect((await undo(batch)).json).toMatchObject({ status: 409, code: 'import-not-loaded' });
  });

  test('puts changed documents, names and kinds back as they were; the former file is then unchanged again', async () => {
    const first = named('I1,2024-01-05,A1,P1,2,10.00,,,', 'I2,2024-01-06,A1,P2,1,3.00,,,Soap');
    await world.load(first);
    const before = await business();
    const second = named('I1,2024-03-05,A2,P1,1,4.00,Második Kft.,HU,Vase', 'I3,2024-01-06,A1,P9,1,3.00,Első Kft.,SK,');
    const { batch } = await world.load(second, { charges: ['P2', 'P9'] });
    expect(await business()).not.toEqual(before);
    expect(await undone(batch)).toMatchObject({
      documentsRemoved: 1,
      documentsRestored: 1,
      linesRemoved: 2,
      linesRestored: 1,
    });
    const after = await business();
    // A row that was changed and changed back counts both changes in its version.
    for (const table of ['accounts.account', 'catalog.product']) {
      delete after[table];
      delete before[table];
    }
    expect(after).toEqual(before);
    expect(await world.rows('select name, country from accounts.account where account_id > 0')).toEqual([
      { name: 'A1', country: null },
    ]);
    expect(await world.load(first)).toMatchObject({ new: 0, unchanged: 2, changed: 0 });
  });

  test('keeps accounts and products that other imports use too; undoing the last of those removes them', async () => {
    const first = await world.load(lines('I1,2024-01-05,A1,P1,1,1.00', 'I2,2024-01-05,A2,P2,1,1.00'));
    const second = await world.load(lines('I3,2024-01-05,A1,P1,1,1.00'));
    expect(await undone(first.batch)).toMatchObject({ accountsRemoved: 1, productsRemoved: 1 });
    expect(await codes()).toEqual(['A1', 'P1']);
    expect(await undone(second.batch)).toMatchObject({ accountsRemoved: 1, productsRemoved: 1 });
    expect(await codes()).toEqual([]);
  });

  test('the same file can be loaded again afterwards, and is not said to be here already', async () => {
    const file = lines('I1,2024-01-05,A1,P1,1,1.00');
    await undone((await world.load(file)).batch);
    const again = await world.upload(file);
    expect(again.loadedBefore).toBeNull();
    expect((await world.run(again.id)).result).toMatchObject({ new: 1, accountsCreated: 1 });
  });

  test('only tried, it says what would happen and writes nothing', async () => {
    const { batch } = await world.load(lines('I1,2024-01-05,A1,P1,1,1.00'));
    const before = await world.contents();
    const tried = expectStatus(await undo(batch, { dryRun: true }), 200);
    expect(tried.json).toMatchObject({ documentsRemoved: 1, accountsRemoved: 1 });
    expect(await world.contents()).toEqual(before);
  });
});

describe('what builds on an import is told, and nothing is written', () => {
  const refused = async (batch: number | null): Promise<string> => {
    const before = await world.contents();
    const { json } = expectStatus(await undo(batch), 409);
    expect(json).toMatchObject({ code: 'import-built-on' });
    expect(await world.contents()).toEqual(before);
    return (json as { detail: string }).detail; // a problem document has one
  };
  const file = lines('I1,2024-01-05,A1,P1,2,10.00');

  test('a later import of the same document', async () => {
    const { batch } = await world.load(file);
    const later = await world.load(lines('I1,2024-01-05,A1,P1,3,10.00'), { fileName: 'corrected.csv' });
    expect(await refused(batch)).toContain(
      `import ${String(later.batch)} (corrected.csv) has changed 1 of its documents, such as I1`,
    );
    await undone(later.batch);
    await undone(batch);
    expect(await codes()).toEqual([]);
  });

  test('an account that was edited, or put into a group', async () => {
    const { batch } = await world.load(file);
    await world.house.host.post('/api/account-groups', { name: 'Csoport', accounts: ['A1'] });
    expect(await refused(batch)).toContain('account A1 (A1) was put into a group since');
    await world.rows('update accounts.account set group_id = null');
    await world.rows(`update accounts.account set name = 'Más' where code = 'A1'`);
    expect(await refused(batch)).toContain('account A1 (Más) was edited since');
  });

  test('something that another part keeps of an account', async () => {
    const { batch } = await world.load(file);
    expectStatus(
      await world.house.host.post('/api/people', { email: 'anna@kulcs.test', name: 'Anna', role: 'kam' }),
      201,
    );
    await world.rows(`insert into access.holding (account_id, person_id, capacity)
      select account_id, person_id, 'owner' from accounts.account, team.person where code = 'A1' limit 1`);
    expect(await refused(batch)).toContain('something was written down about account A1 (A1) since');
  });

  test('a product whose kind a person has set', async () => {
    const { batch } = await world.load(file);
    await world.rows(`update catalog.product set kind_is_set = true where code = 'P1'`);
    expect(await refused(batch)).toContain('product P1 was edited since');
  });
});
