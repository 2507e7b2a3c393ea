import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { expectStatus } from '#testing/house.ts';
import { lines, salesWorld } from '#testing/sales-world.ts';

const world = salesWorld();

const file = lines(
  'I1,2024-01-05,A1,P1,2,10.00',
  'I1,2024-01-05,A1,POST,1,5.50',
  'I2,2024-01-20,A2,P1,3,10.00',
  'I3,2024-02-03,A1,P3,1,7.25',
);
const other = lines('I3,2024-02-03,A1,P3,2,7.25', 'I4,2024-02-04,A3,P1,1,1.00', 'I2,2024-01-20,A2,P1,3,10.00');

/** A file that takes a while to read. */
const long = (rows: number): string =>
  lines(
    ...Array.from(
      { length: rows },
      (_unused, index) => `L${String(index >> 2)},2024-01-05,A${String(index % 50)},P${String(index % 90)},1,1.00`,
    ),
  );

const cancel = (id: number) => world.house.host.remove(`/api/sales/imports/${String(id)}`);

/** Whether only records of imports differ from before. */
async function nothingLoaded(before: Record<string, string>): Promise<void> {
  const after = await world.contents();
  expect(Object.keys(after).filter((table) => after[table] !== before[table])).toEqual(['sales.batch', 'sales.source']);
}

describe('two at once', () => {
  test('the same file, sent at the same moment: one of them brings it, the other finds it there', async () => {
    const [a, b] = await Promise.all([world.load(file), world.load(file)]);
    const brought = [a, b].sort((one, two) => two.new - one.new);
    expect(brought[0]).toMatchObject({
      read: 4,
      new: 4,
      unchanged: 0,
      changed: 0,
      accountsCreated: 2,
      productsCreated: 3,
    });
    expect(brought[1]).toMatchObject({
      read: 4,
      new: 0,
      unchanged: 4,
      changed: 0,
      accountsCreated: 0,
      productsCreated: 0,
    });
    expect((await world.keys()).totals.net).toBe('62.75');
    expect(await world.differences()).toBe(0);
  });

  test('files that overlap and disagree: both are loaded, one after the other', async () => {
    const [a, b] = await Promise.all([world.load(file), world.load(other)]);
    // I2 is the same in both, I3 differs: whichever comes second changes it.
    expect(a.changed + b.changed).toBe(1);
    expect(a.unchanged + b.unchanged).toBe(1);
    expect(a.accountsCreated + b.accountsCreated).toBe(3);
    const last = b.changed === 1 ? '14.50' : '7.25';
    expect((await world.keys()).accounts.find((one) => one.code === 'A1')?.net).toBe((25.5 + Number(last)).toFixed(2));
    expect(await world.rows('select 1 from sales.former_line')).toHaveLength(1);
    expect(await world.differences()).toBe(0);
  });

  test('from two sources at once, with accounts and products in common', async () => {
    const [a, b] = await Promise.all([world.load(file), world.load(file, { source: 'other' })]);
    expect([a.new, b.new, a.accountsCreated + b.accountsCreated, a.productsCreated + b.productsCreated]).toEqual([
      4, 4, 2, 3,
    ]);
    expect((await world.keys()).totals.net).toBe('125.50');
    expect(await world.differences()).toBe(0);
  });

  test('the second waits for the first, and sees what it has written', async () => {
    const first = await world.upload(file);
    const second = await world.upload(file, { fileName: 'again.csv' });
    const release = await world.holdBack();
    await world.start(first.id);
    await world.untilWaiting(1);
    await world.start(second.id);
    await world.untilWaiting(2);
    await release();
    expect((await world.ended(first.id)).result).toMatchObject({ new: 4, unchanged: 0 });
    expect((await world.ended(second.id)).result).toMatchObject({ new: 0, unchanged: 4 });
  });

  test('one import is started once, however often it is asked', async () => {
    const { id } = await world.upload(file);
    const replies = await Promise.all(
      [1, 2, 3].map(() => world.house.host.post(`/api/sales/imports/${String(id)}/run`, { dryRun: false })),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([202, 409, 409]);
    await world.ended(id);
    expect((await world.keys()).totals.net).toBe('62.75');
  });
});

describe('cancelling', () => {
  const withinTwoSeconds = async (id: number): Promise<void> => {
    const since = performance.now();
    expect(expectStatus(await cancel(id), 200).json).toMatchObject({ state: 'cancelled', result: null, problem: null });
    expect(performance.now() - since).toBeLessThan(2000);
  };

  test('while the file is read leaves nothing, and the file can be loaded after all', async () => {
    const { id } = await world.upload(long(120_000));
    const before = await world.contents();
    await world.start(id);
    for (let rows = 0; rows === 0;) {
      const now = await world.house.host.get(`/api/sales/imports/${String(id)}`);
      rows = (now.json as { progress: { rows: number } | null }).progress?.rows ?? 0;
    }
    await withinTwoSeconds(id);
    const after = await world.contents();
    expect(Object.keys(after).filter((table) => after[table] !== before[table])).toEqual(['sales.batch']);
    expect(await world.run(id)).toMatchObject({ state: 'loaded', result: { read: 120_000, new: 120_000 } });
    expect(await world.differences()).toBe(0);
  });

  test('while it waits for another import lets it go at once', async () => {
    const before = await world.contents();
    const first = await world.upload(file);
    const second = await world.upload(other);
    const release = await world.holdBack();
    await world.start(first.id);
    await world.untilWaiting(1);
    await world.start(second.id);
    await world.untilWaiting(2);
    await withinTwoSeconds(second.id);
    await withinTwoSeconds(first.id);
    await release();
    await nothingLoaded(before);
  });

  test('when everything is written but not yet committed leaves nothing', async () => {
    const before = await world.contents();
    const { id } = await world.upload(file);
    const release = await world.holdBack();
    await world.start(id);
    await world.untilWaiting(1);
    await withinTwoSeconds(id);
    await release();
    await nothingLoaded(before);
    // The connection that was broken off hits nobody who gets it afterwards.
    for (let count = 0; count < 10; count += 1) expect((await world.keys()).period).toBeNull();
    expect(await world.load(file)).toMatchObject({ new: 4 });
  });

  test('what does not run is refused', async () => {
    const { id } = await world.bring(file);
    expect((await cancel(id)).json).toMatchObject({ status: 409, code: 'import-not-running' });
    expect((await cancel(999_999)).json).toMatchObject({ status: 404, code: 'not-found' });
  });
});

describe('an import whose connection is killed', () => {
  const killed = async (): Promise<number> => {
    const { rows } = await world.house.superuser.query<{ killed: number }>(
      `select count(pg_terminate_backend(pid))::int as killed from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and wait_event_type = 'Lock'`,
    );
    return rows[0]?.killed ?? 0;
  };

  test('leaves nothing, says so, and can be started again', async () => {
    const before = await world.contents();
    const { id } = await world.upload(file);
    const release = await world.holdBack();
    await world.start(id);
    await world.untilWaiting(1);
    expect(await killed()).toBe(1);
    await release();
    const ended = await world.ended(id);
    expect(ended).toMatchObject({ state: 'failed', result: null, problem: { code: 'import-interrupted' } });
    await nothingLoaded(before);
    expect(await world.run(id)).toMatchObject({ state: 'loaded', result: { new: 4 } });
    expect(await world.differences()).toBe(0);
  });

  test('while the file streams in leaves nothing either', async () => {
    const { id } = await world.upload(long(120_000));
    const before = await world.contents();
    await world.start(id);
    for (let streaming = 0; streaming === 0; await wait(5)) {
      const { rows } = await world.house.superuser.query<{ killed: number }>(
        `select count(pg_terminate_backend(pid))::int as killed from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and query like 'copy%' and state = 'active'`,
      );
      streaming = rows[0]?.killed ?? 0;
    }
    expect(await world.ended(id)).toMatchObject({ state: 'failed', problem: { code: 'import-interrupted' } });
    const after = await world.contents();
    expect(Object.keys(after).filter((table) => after[table] !== before[table])).toEqual(['sales.batch']);
  });
});
