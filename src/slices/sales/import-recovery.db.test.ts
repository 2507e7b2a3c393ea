import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hostActor } from '#app/wiring.ts';
import { asActor } from '#platform/access/transaction.ts';
import { lines, salesWorld } from '#testing/sales-world.ts';
import { createImporter, type Importer } from './importer.ts';
import { finishBatch, importLockClass, interrupted } from './imports.ts';

const world = salesWorld();

const file = lines('I1,2024-01-05,A1,P1,2,10.00', 'I2,2024-01-20,A2,P1,3,10.00');

const folder = (): string => path.join(world.house.dataFolder, 'imports');

/** What takes imports in another process on the same store and folder. */
const another = (): Importer =>
  createImporter({
    database: world.house.house.database,
    pool: world.house.pool,
    folder: folder(),
    limits: {},
    log: { error: (facts: unknown) => expect.unreachable(String(facts)) },
  });

/** Makes an import look as one whose process was killed in the middle of it. */
const abandon = (id: number) =>
  world.rows(`update sales.batch set state = 'running', runner = 'gone:1' where batch_id = $1`, [id]);

const stateOf = async (id: number): Promise<unknown> => {
  const [found] = await world.rows<{ state: string; code: string | null }>(
    `select state, problem ->> 'code' as code from sales.batch where batch_id = $1`,
    [id],
  );
  return found;
};

test('an import whose process is gone says so at the next start, and is loaded when it is started again', async () => {
  const { id } = await world.upload(file);
  await abandon(id);
  const next = another();
  await next.recover(hostActor);
  await next.stop();
  expect(await stateOf(id)).toEqual({ state: 'failed', code: 'import-interrupted' });
  expect((await world.run(id)).result).toMatchObject({ read: 2, new: 2 });
});

test('one whose connection has not noticed yet is left alone, and says so once it has', async () => {
  const { id } = await world.upload(file);
  await abandon(id);
  const client = await world.house.pool.connect();
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock($1, $2)', [importLockClass, id]);
  const next = another();
  await next.recover(hostActor);
  expect(await stateOf(id)).toMatchObject({ state: 'running' });
  await client.query('rollback');
  client.release();
  await expect.poll(() => stateOf(id), { timeout: 10_000 }).toMatchObject({ state: 'failed' });
  await next.stop();
});

test('one that was committed before its connection broke stays loaded, whatever its process believes', async () => {
  const { id, result } = await world.bring(file);
  await asActor(world.house.house.database, hostActor, (tx) =>
    finishBatch(tx, id, { state: 'failed', problem: interrupted }, 'this:run'),
  );
  expect(await world.ended(id)).toMatchObject({ state: 'loaded', result, problem: null });
});

test('a file takes no room once it is loaded; one that was not waits to be started again', async () => {
  const loaded = await world.bring(file);
  const waiting = await world.upload(lines('I3,2024-01-05,A1,P1,2,10.00'));
  // The answer "loaded" comes from the store, a moment before the file is removed.
  await expect.poll(() => existsSync(path.join(folder(), String(loaded.id), 'file'))).toBe(false);
  expect(readdirSync(folder()).filter((entry) => entry.startsWith('upload-'))).toEqual([]);
  const next = another();
  await next.recover(hostActor);
  await next.stop();
  expect(readdirSync(path.join(folder(), String(waiting.id)))).toEqual(['file']);
  expect(await world.run(waiting.id)).toMatchObject({ state: 'loaded' });
});

test('a file that was tried and never loaded is given up after a month, and says so', async () => {
  const [old, young, loaded] = [await world.upload(file), await world.upload(file), await world.bring(file)];
  await world.run(old.id, { dryRun: true });
  await world.rows(`update sales.batch set created_at = now() - interval '31 days', finished_at = now() - interval '31 days'
    where batch_id = any ($1)`, [[old.id, loaded.id]]); // prettier-ignore
  const next = another();
  await next.recover(hostActor);
  expect(existsSync(path.join(folder(), String(old.id)))).toBe(false);
  expect(existsSync(path.join(folder(), String(young.id), 'file'))).toBe(true);
  expect(await stateOf(old.id)).toEqual({ state: 'failed', code: 'import-expired' });
  expect(await stateOf(young.id)).toMatchObject({ state: 'uploaded' });
  expect(await stateOf(loaded.id)).toMatchObject({ state: 'loaded' });
  await next.stop();
});
