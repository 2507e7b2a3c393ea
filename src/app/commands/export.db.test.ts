import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { expectStatus, people, testHouse } from '#testing/house.ts';
import { clientOf } from '../client.ts';
import { exportList } from './export.ts';

const house = testHouse();
let folder = '';
const at = (name: string): string => path.join(folder, name);
const held = (name: string): unknown => JSON.parse(readFileSync(at(name), 'utf8'));

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kulcs-export-'));
  await house.loadLines('document,date,account,quantity,unitPrice\nI1,2026-01-05,A1,1,100\nI2,2026-02-05,B1,1,7\n');
  expectStatus(await house.host.put('/api/account-codes/A1/owner', { owner: people.kam.email }), 200);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

it('writes what that person sees into a file that only its owner reads', async () => {
  const client = clientOf(house.house, people.kam.email);
  await exportList(client, 'lines', at('lines.json'), { json: true });
  expect(held('lines.json')).toMatchObject([{ document: 'I1', account: 'A1', net: '100' }]);
  expect(statSync(at('lines.json')).mode & 0o777).toBe(0o600);
  await exportList(client, 'accounts', at('accounts.csv'), { search: 'a1' });
  expect(readFileSync(at('accounts.csv'), 'utf8')).toMatch(/A1/);
  await exportList(client, 'facts', at('facts.xlsx'), { xlsx: true });
  expect(readFileSync(at('facts.xlsx')).subarray(0, 2).toString()).toBe('PK');
});

it('passes the filters on, and leaves out what was not said', async () => {
  const client = clientOf(house.house);
  await exportList(client, 'lines', at('february.json'), { json: true, from: '2026-02-01', to: undefined });
  expect(held('february.json')).toMatchObject([{ document: 'I2' }]);
});

it('writes over nothing, and leaves nothing half', async () => {
  const client = clientOf(house.house);
  await expect(exportList(client, 'lines', at('lines.json'), {})).rejects.toMatchObject({ code: 'file-exists' });
  await expect(exportList(client, 'lines', at('nobody.csv'), { account: 'NOBODY' })).rejects.toMatchObject({
    code: 'not-found',
  });
  const broken = {
    ...client,
    download: () => Promise.resolve(Readable.from(pieces(), { objectMode: false })),
  };
  await expect(exportList(broken, 'lines', at('broken.csv'), {})).rejects.toMatchObject({ code: 'export-broken' });
  for (const name of ['nobody.csv', 'nobody.csv.part', 'broken.csv', 'broken.csv.part'])
    expect(existsSync(at(name)), name).toBe(false);
});

async function* pieces(): AsyncGenerator<string> {
  yield 'Document,Line\r\n';
  await Promise.resolve();
  throw new Error('The server went away.');
}
