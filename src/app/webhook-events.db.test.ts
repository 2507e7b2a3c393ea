import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { ApiDescription } from '#platform/http/openapi.ts';
import { Account, MergeReply } from '#slices/accounts/contract.ts';
import { Attribution } from '#slices/sales/attribution-contract.ts';
import { Import, type ImportKind } from '#slices/sales/contract.ts';
import { expectStatus, people } from '#testing/house.ts';
import { fitter } from '#testing/json-schema.ts';
import { webhookWorld } from '#testing/webhook-world.ts';

const w = webhookWorld();
const { house, run, subscribe, about } = w;

/** What arrived so far; each fits what the description of the API says of it. */
async function told(): Promise<(readonly [string, unknown])[]> {
  await run();
  const { webhooks } = (await w.director.get('/api/openapi.json')).json as ApiDescription; // it is what the door says
  const body = (type: string) => webhooks[type]?.post['requestBody'] as { content: Record<string, { schema: object }> };
  for (const { type, body: text } of w.receiver.messages) {
    expect([type, fitter(body(type).content['application/json']?.schema ?? {})(JSON.parse(text))]).toEqual([
      type,
      true,
    ]);
  }
  return w.receiver.messages.map(({ type, data }) => [type, data] as const);
}

async function bring(kind: ImportKind, body: string): Promise<number> {
  const query = new URLSearchParams({ kind, source: 'test', fileName: `${kind}.csv` });
  const headers = { 'content-type': 'application/octet-stream' };
  const url = `/api/sales/imports?${query.toString()}`;
  const { id } = Import.parse(expectStatus(await house.host.send({ method: 'POST', url, body, headers }), 201).json);
  const at = `/api/sales/imports/${String(id)}`;
  expectStatus(await house.host.post(`${at}/run`, { dryRun: false, acceptRejected: false }), 202);
  for (;;) {
    const { state, problem, faults } = Import.parse((await house.host.get(at)).json);
    if (state === 'loaded') return id;
    if (state !== 'running') throw new Error(`${state}: ${JSON.stringify([problem, faults])}`);
    await wait(5);
  }
}

it('of a prospect: that it was added, and what became of it, also when it has another code by the time one is told', async () => {
  await subscribe(w.kam, { types: ['prospect.add', 'account.stage'] });
  const body = { name: 'Zq Leendő', reason: 'Ok', source: 'Vásár' };
  const mine = Account.parse(expectStatus(await w.kam.post('/api/prospects', body), 201).json);
  await w.director.post('/api/prospects', { ...body, owner: people.otherKam.email });
  const stage = { stage: 'client', code: 'ZQ-UJ' };
  const headers = { 'if-match': `"${String(mine.version)}"` };
  const url = `/api/accounts/${String(mine.id)}/stage`;
  expectStatus(await w.kam.send({ method: 'PUT', url, headers, body: stage }), 200);
  const account = { id: mine.id, code: 'ZQ-UJ' };
  expect(await told()).toEqual([
    ['prospect.add', { account }],
    ['account.stage', { account }],
  ]);
});

it('of a merge: which account stayed and by which code the other is found; of its undoing each its own', async () => {
  await subscribe(w.kam, { types: ['account.merge', 'account.merge-undo'] });
  const [mine, gone] = [about('mine'), about('mineToo')] as { account: { id: number; code: string } }[];
  const pair = { keep: mine?.account.id, gone: gone?.account.id };
  const merged = expectStatus(await w.director.post('/api/account-merges', pair), 201);
  expect(await told()).toEqual([['account.merge', { ...mine, other: { code: gone?.account.code } }]]);
  const { merge } = MergeReply.parse(merged.json);
  expectStatus(await w.director.post(`/api/account-merges/${String(merge)}/undo`), 200);
  expect((await told()).slice(1)).toEqual([['account.merge-undo', { ...mine, other: gone?.account }]]);
});

it('of a merge of accounts that are others’ nothing, and after its undoing of one’s own alone', async () => {
  await subscribe(w.kam, { types: ['account.merge', 'account.merge-undo'] });
  const [mine, gone] = [about('mine'), about('colleagues')] as { account: { id: number; code: string } }[];
  const pair = { keep: gone?.account.id, gone: mine?.account.id };
  const { merge } = MergeReply.parse(expectStatus(await w.director.post('/api/account-merges', pair), 201).json);
  expect(await told()).toEqual([]);
  expectStatus(await w.director.post(`/api/account-merges/${String(merge)}/undo`), 200);
  expect(await told()).toEqual([['account.merge-undo', { other: mine?.account }]]);
});

it('of files of every kind and of documents that were given to an account: whoever may load files', async () => {
  await subscribe(w.director, {
    types: ['sales.import', 'sales.import-undo', 'sales.attribute', 'sales.attribute-undo'],
  });
  const customers = await bring('customers', 'account,accountName,town\nZQ-1,Zq Kft.,Pécs\n');
  const products = await bring('products', 'product,productName\nZQ-P,Zq termék\n');
  const lines = await bring('sales', 'document,date,account,product,quantity,unitPrice\nZQ-D,2026-02-01,,ZQ-P,1,5\n');
  const order = { account: 'ZqMineCode', reason: 'Ok', source: 'test', documents: ['ZQ-D'] };
  const given = Attribution.parse(expectStatus(await w.director.post('/api/sales/attributions', order), 201).json);
  expectStatus(await w.director.post(`/api/sales/attributions/${String(given.id)}/undo`), 200);
  expectStatus(await w.director.post(`/api/sales/imports/${String(lines)}/undo`), 200);
  const attribution = { ...about('mine'), attribution: { id: given.id } };
  const all = await told();
  expect(all).toHaveLength(6);
  expect(new Set(all.map((one) => JSON.stringify(one)))).toEqual(
    new Set(
      [
        ['sales.import', { import: { id: customers, kind: 'customers' } }],
        ['sales.import', { import: { id: products, kind: 'products' } }],
        ['sales.import', { import: { id: lines, kind: 'sales' } }],
        ['sales.attribute', attribution],
        ['sales.attribute-undo', attribution],
        ['sales.import-undo', { import: { id: lines, kind: 'sales' } }],
      ].map((one) => JSON.stringify(one)),
    ),
  );
  const seller = await w.kam.post('/api/webhooks', { name: 'x', url: w.receiver.url, types: ['sales.attribute'] });
  expect(seller.json).toMatchObject({ status: 422, code: 'webhook-types' });
});
