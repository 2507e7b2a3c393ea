import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { offAmong, switchedOffDurability } from './durability.ts';
import { startEmbedded } from './embedded/start.ts';
import { openPool } from './pool.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kulcs-durability-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  [{}, []],
  [{ fsync: 'off' }, ['fsync']],
  [{ full_page_writes: 'off' }, ['full_page_writes']],
  [{ synchronous_commit: 'off' }, ['synchronous_commit']],
  [{ synchronous_commit: 'local' }, []],
  [{ fsync: 'off', synchronous_commit: 'off' }, ['fsync', 'synchronous_commit']],
])('of an embedded server with %j these are off: %j', async (settings, expected) => {
  const server = await startEmbedded({ dataFolder: folder, settings });
  const pool = openPool(server.connection);
  const off = await switchedOffDurability(pool);
  await pool.end();
  await server.stop();
  expect(off.map(({ setting }) => setting)).toEqual(expected);
});

test('checksums that are off are named as well', () => {
  const off = { setting: 'data_checksums', value: 'off' };
  expect(offAmong([{ setting: 'fsync', value: 'on' }, off])).toEqual([off]);
});
