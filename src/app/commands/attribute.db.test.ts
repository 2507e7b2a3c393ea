import { beforeAll, describe, expect, it } from 'vitest';
import { DuplicatesReply, MergeReply } from '#slices/accounts/contract.ts';
import { Attribution } from '#slices/sales/attribution-contract.ts';
import { testHouse } from '#testing/house.ts';
import { printing } from '#testing/printing.ts';
import { clientOf, type Client } from '../client.ts';
import { attribute, undoAttribution } from './attribute.ts';
import { listGroups, placeGroup } from './groups.ts';
import { groupAccounts } from './keep.ts';
import { listDuplicates, mergeAccounts, undoMerge } from './merges.ts';

const house = testHouse();
let client: Client;
const { listen, printed } = printing();

beforeAll(async () => {
  const head = 'document,date,account,quantity,unitPrice,accountName';
  await house.loadLines(`${head}\nA1,2026-01-05,V1,1,500,Kék Kft.\nA2,2026-01-05,V2,1,5,Kek Kft\nN1,2026-01-06,,2,10,\nN2,2026-01-07,,1,7,\n`, 'erp');
  await house.loadLines(`${head}\nN2,2026-01-08,,1,9,\n`, 'shop');
  client = clientOf(house.house);
}); // prettier-ignore

describe('kulcs attribute', () => {
  it('finds the source, gives the documents, and takes them back', async () => {
    listen();
    await attribute(client, ['N1', 'N1'], { to: 'V1', reason: 'The letter says so', json: true });
    const made = Attribution.array().parse(JSON.parse(printed()));
    expect(made).toMatchObject([{ account: { code: 'V1' }, source: 'erp', documents: 1, net: '20' }]);
    listen();
    await undoAttribution(client, made[0]?.id ?? 0, {});
    expect(printed()).toBe('1 documents are without an account again.\n');
    await expect(undoAttribution(client, made[0]?.id ?? 0, {})).rejects.toMatchObject({ code: 'attribution-undone' });
  });

  it('asks for the source where several have the document, and says when none has', async () => {
    const order = { to: 'V1', reason: 'Known' };
    await expect(attribute(client, ['N2'], order)).rejects.toMatchObject({ code: 'source-open' });
    await expect(attribute(client, ['A1'], order)).rejects.toMatchObject({ code: 'nothing-unattributed' });
    listen();
    await attribute(client, ['N2'], { ...order, source: 'shop' });
    expect(printed()).toContain('1 documents with 1 lines belong to Kék Kft. (V1).');
  });
});

describe('kulcs account duplicates, merge, unmerge', () => {
  it('finds a pair, makes it one, and takes it apart', async () => {
    listen();
    await listDuplicates(client, { json: true });
    const { pairs } = DuplicatesReply.parse(JSON.parse(printed()));
    expect(pairs.map(({ accounts }) => accounts.map(({ code }) => code).sort())).toEqual([['V1', 'V2']]);
    await expect(mergeAccounts(client, 'V3', { into: 'V1' })).rejects.toMatchObject({ code: 'not-found' });
    listen();
    await mergeAccounts(client, 'V2', { into: 'V1', json: true });
    const { merge, account } = MergeReply.parse(JSON.parse(printed()));
    expect(account.code).toBe('V1');
    listen();
    await undoMerge(client, merge, {});
    expect(printed()).toBe('Kek Kft (V2) is an account of its own again.\n');
  });
});

describe('kulcs account groups, place', () => {
  it('puts a group into another one and to the top', async () => {
    listen();
    await groupAccounts(client, ['V1'], { name: 'Dél' });
    await placeGroup(client, 'Dél', { within: 'Világ' });
    await placeGroup(client, 'Dél', { top: true });
    await listGroups(client, {});
    expect(printed()).toContain('Dél stands within Világ.\nDél stands at the top.\n');
    await expect(placeGroup(client, 'Dél', {})).rejects.toMatchObject({ code: 'place-missing' });
    await expect(placeGroup(client, 'Észak', { top: true })).rejects.toMatchObject({ code: 'not-found' });
  });
});
