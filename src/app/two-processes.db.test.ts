import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { Import } from '#slices/sales/contract.ts';
import { KeyAccountsReply } from '#slices/portfolio/contract.ts';
import { clientOf, type Client } from '#testing/actor.ts';
import { expectStatus, people, testHouse } from '#testing/house.ts';
import { importLockClass } from '#slices/sales/imports.ts';
import { buildHouse, type House } from './wiring.ts';

const first = testHouse();
let second: House;
let host: Client;

beforeAll(async () => {
  second = await buildHouse({ ...first.plan, logLevel: 'silent', checksReplies: true });
  host = clientOf(second.app, { host: second.host, authorization: `Bearer ${second.hostKey}` });
});
afterAll(() => second.close());

const csv = `document,date,account,quantity,unitPrice\n${Array.from(
  { length: 50 },
  (_, at) => `D${String(at)},2026-01-05,A${String(at % 9)},1,10\n`,
).join('')}`;

async function upload(name: string): Promise<number> {
  const headers = { 'content-type': 'application/octet-stream' };
  const url = `/api/sales/imports?source=two&fileName=${name}`;
  return Import.parse(expectStatus(await first.host.send({ method: 'POST', url, body: csv, headers }), 201).json).id;
}
const runByFirst = async (id: number, dryRun = false): Promise<void> =>
  void expectStatus(await first.host.post(`/api/sales/imports/${String(id)}/run`, { dryRun }), 202);
const seenBySecond = async (id: number): Promise<Import> =>
  Import.parse(expectStatus(await host.get(`/api/sales/imports/${String(id)}`), 200).json);
const stateAtSecond = async (id: number): Promise<string> => (await seenBySecond(id)).state;
const patience = { timeout: 15_000 };

/** Keeps every run from its end: it is not its turn to write. */
async function holdBack(): Promise<() => Promise<void>> {
  const client = await first.pool.connect();
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock($1, 0)', [importLockClass]);
  let isOver = false;
  const letGo = async (): Promise<void> => {
    if (isOver) return;
    isOver = true;
    await client.query('rollback');
    client.release();
  };
  onTestFinished(letGo);
  return letGo;
}

test('an import of one process is followed from the other, and its figures are the same there', async () => {
  const id = await upload('followed.csv');
  const letGo = await holdBack();
  await runByFirst(id);
  // What it has read by now is told in the database.
  await expect.poll(async () => (await seenBySecond(id)).progress?.rows, patience).toBe(50);
  expect(await stateAtSecond(id)).toBe('running');
  await letGo();
  await expect.poll(() => stateAtSecond(id), patience).toBe('loaded');
  expect(await seenBySecond(id)).toMatchObject({ progress: null, result: { new: 50 } });
  const ranking = async (client: Client): Promise<KeyAccountsReply> =>
    KeyAccountsReply.parse((await client.get('/api/portfolio/key-accounts?all=true')).json);
  expect((await ranking(host)).totals.net).toBe('500');
  expect(await ranking(host)).toEqual(await ranking(first.host));
});

test('an import of one process is cancelled from the other, and runs again afterwards', async () => {
  const id = await upload('cancelled.csv');
  const letGo = await holdBack();
  await runByFirst(id);
  const cancelled = expectStatus(await host.remove(`/api/sales/imports/${String(id)}`), 200);
  expect(Import.parse(cancelled.json).state).toBe('cancelled');
  await letGo();
  expectStatus(await host.post(`/api/sales/imports/${String(id)}/run`, { dryRun: false }), 202);
  await expect.poll(() => stateAtSecond(id), patience).toBe('loaded');
});

test('an import whose process is killed is given up by one that goes on, and runs there', async () => {
  second.watchImports();
  const id = await upload('abandoned.csv');
  await first.superuser.query(
    `update sales.batch set state = 'running', runner = 'killed:1', seen_at = clock_timestamp() where batch_id = $1`,
    [id],
  );
  expect(await stateAtSecond(id)).toBe('running');
  await expect.poll(() => stateAtSecond(id), patience).toBe('failed');
  expect((await seenBySecond(id)).problem?.code).toBe('import-interrupted');
  expectStatus(await host.post(`/api/sales/imports/${String(id)}/run`, { dryRun: false }), 202);
  await expect.poll(() => stateAtSecond(id), patience).toBe('loaded');
});

test('a run that was given up before it began writes nothing', async () => {
  const id = await upload('late.csv');
  const client = await first.pool.connect();
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock($1, $2)', [importLockClass, id]);
  await runByFirst(id);
  await first.superuser.query(`update sales.batch set runner = 'another:1' where batch_id = $1`, [id]);
  await client.query('rollback');
  client.release();
  second.watchImports();
  await expect.poll(() => stateAtSecond(id), patience).toBe('failed');
  const { rowCount } = await first.superuser.query('select from sales.document where batch_id = $1', [id]);
  expect(rowCount).toBe(0);
});

test('who signed in at one process is signed in at the other, and signed out of both at once', async () => {
  const browser = await first.asSignedIn(people.director.email);
  const there = clientOf(second.app, { host: second.host, origin: first.publicUrl, cookie: browser.cookie });
  expectStatus(await there.get('/api/portfolio/key-accounts?all=true'), 200);
  const out = { method: 'POST', url: '/api/auth/sign-out', body: {} };
  expectStatus(await browser.send(out), 200);
  expectStatus(await there.get('/api/portfolio/key-accounts?all=true'), 401);
});

test('what one process has changed is the version that the other asks for', async () => {
  const url = '/api/account-codes/A1';
  const change = (client: Client, version: string, town: string) =>
    client.send({ method: 'PATCH', url, body: { town }, headers: { 'if-match': `"${version}"` } });
  expectStatus(await change(first.host, '1', 'Pécs'), 200);
  expectStatus(await change(host, '1', 'Szeged'), 412);
  expectStatus(await change(host, '2', 'Szeged'), 200);
});
