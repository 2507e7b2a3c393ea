import { copyFile, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostActor } from '#app/wiring.ts';
import { asActor } from '#platform/access/transaction.ts';
import { database } from '#platform/db/kysely.ts';
import type { DB as Schema } from '#platform/db/schema.ts';
import { createEmptyDatabase } from '#testing/database.ts';
import { people, testHouse } from '#testing/house.ts';
import { holdOf, releaseHold } from './hold.ts';
import type { BackupKey } from './key.ts';
import { inspectBackup } from './read-backup.ts';
import { backupAges, recordBackup, recordVerified } from './register.ts';
import { restoreBackup, type Restored } from './restore.ts';
import { seal, unseal } from './sealed-file.ts';
import { verifyBackup } from './verify.ts';
import { writeBackup, type BackupMade } from './write-backup.ts';

const house = testHouse();
const key: BackupKey = { text: 'a key for backups of tests, 32 bytes or more', from: 'environment' };
const now = Date.parse('2026-03-02T11:00:00Z');
let folder = '';
let made: BackupMade;

/** Lines of invoices of 40 accounts, with what is hard to write as text. */
const csv = (from: number): string =>
  ['document,date,account,quantity,unitPrice']
    .concat(
      Array.from(
        { length: 400 },
        (_, at) =>
          `D${String(from + at)},2026-01-${String((at % 28) + 1).padStart(2, '0')},${at % 9 === 0 ? '' : `"A,\\t""${String(at % 40)}ő"`},${String(at % 7)},12.5`,
      ),
    )
    .join('\n') + '\n';

const backUp = (file: string): Promise<BackupMade> =>
  writeBackup({ pool: house.pool, dataFolder: house.dataFolder, file, key, kulcs: '0.1.0', now });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kulcs-backup-'));
  await house.loadLines(csv(1));
  await house.asSignedIn(people.kam.email);
  await writeFile(path.join(house.dataFolder, 'audit-roots.txt'), 'a line\n', { mode: 0o600 });
  made = await backUp(path.join(folder, 'first.kulcs'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Restores a backup elsewhere and looks at it. */
async function restored<Value>(
  file: string,
  look: (
    found: Restored,
    pool: Awaited<ReturnType<typeof createEmptyDatabase>>['pool'],
    dataFolder: string,
  ) => Promise<Value>,
): Promise<Value> {
  const target = await createEmptyDatabase();
  const dataFolder = await mkdtemp(path.join(folder, 'restored-'));
  try {
    const found = await restoreBackup({ pool: target.pool, dataFolder, target: 'a test', file, key });
    return await look(found, target.pool, dataFolder);
  } finally {
    await target.drop();
  }
}

test('a backup is a sealed file that only its owner reads, and holds no text of the business', async () => {
  expect((await stat(made.file)).mode & 0o777).toBe(0o600);
  expect(made.rows).toBeGreaterThan(800);
  const bytes = await readFile(made.file);
  expect(bytes.length).toBe(made.bytes);
  for (const word of ['Próba', 'kulcs.test', 'audit.entry', 'a line']) expect(bytes.includes(word)).toBe(false);
  await expect(backUp(made.file)).rejects.toMatchObject({ code: 'file-there' });
});

test('the drill: backed up while lines are loaded, restored elsewhere, the same at the marked point', async () => {
  const file = path.join(folder, 'drill.kulcs');
  const loading = house.loadLines(csv(1000));
  const during = await backUp(file);
  await loading;
  await restored(file, async (found, pool, dataFolder) => {
    expect(found).toMatchObject({ rows: during.rows, audit: during.audit, files: during.files, migrated: [] });
    const { rows } = await pool.query<{ root: string; wrong: string | null }>(
      `select encode(root, 'hex') as root, first_wrong as wrong from audit.verify()`,
    );
    expect(rows).toEqual([{ root: during.audit.root, wrong: null }]);
    expect(await readFile(path.join(dataFolder, 'audit-roots.txt'), 'utf8')).toBe('a line\n');
    // Everything is as the migrations make it: a store made anew has the same references, indexes, triggers and policies.
    expect(await shapeOf(pool)).toEqual(await shapeOf(house.pool));
    // What was restored is backed up to the same content again.
    const again = await writeBackup({
      pool,
      dataFolder,
      file: path.join(folder, 'again.kulcs'),
      key,
      kulcs: '0.1.0',
      now,
    });
    const [one, other] = await Promise.all([inspectBackup(file, key), inspectBackup(again.file, key)]);
    const business = (tables: typeof one.totals.tables) =>
      Object.fromEntries(
        Object.entries(tables).filter(([name]) => !/^(?:auth\."?(?:session|verification)|platform)/.test(name)),
      );
    expect(business(other.totals.tables)).toEqual(business(one.totals.tables));
  });
});

/** Names of all that stands on tables: references, indexes, triggers, policies and rights. */
async function shapeOf(pool: Awaited<ReturnType<typeof createEmptyDatabase>>['pool']): Promise<readonly string[]> {
  const { rows } = await pool.query<{ what: string }>(`
    select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as what from pg_constraint
      where connamespace::regnamespace::text not like 'pg\\_%'
    union all select indexdef from pg_indexes where schemaname not like 'pg\\_%'
    union all select format('%s %s %s', tgrelid::regclass, tgname, tgenabled) from pg_trigger where not tgisinternal
    union all select format('%s.%s %s %s', schemaname, tablename, policyname, qual) from pg_policies
    union all select format('%s %s %s', oid::regclass, relrowsecurity, relforcerowsecurity) from pg_class
      where relkind = 'r' and relnamespace::regnamespace::text not like 'pg\\_%' order by 1`);
  return rows.map(({ what }) => what).filter((what) => !what.includes('information_schema'));
}

test('a restored store holds still: sessions and links are gone until it is released', async () => {
  const before = await house.superuser.query('select from auth."session"');
  expect(before.rowCount).toBeGreaterThan(0);
  await restored(made.file, async (_found, pool) => {
    expect((await pool.query('select from auth."session" union all select from auth."verification"')).rowCount).toBe(0);
    const db = database<Schema>(pool);
    expect(await asActor(db, hostActor, holdOf)).toMatchObject({ backupOf: '2026-03-02T11:00:00.000Z' });
    expect(await asActor(db, hostActor, releaseHold)).toBe(true);
    expect(await asActor(db, hostActor, releaseHold)).toBe(false);
    expect(await asActor(db, hostActor, holdOf)).toBeNull();
  });
});

test('a store with anything in it is not restored into', async () => {
  const file = made.file;
  const order = { pool: house.pool, dataFolder: folder, target: 'this store', file, key };
  await expect(restoreBackup(order)).rejects.toMatchObject({ code: 'store-in-use' });
});

test('a file of the data folder with other content is left alone', async () => {
  const target = await createEmptyDatabase();
  const dataFolder = await mkdtemp(path.join(folder, 'other-'));
  await writeFile(path.join(dataFolder, 'audit-roots.txt'), 'another line\n');
  try {
    const order = { pool: target.pool, dataFolder, target: 'a test', file: made.file, key };
    await expect(restoreBackup(order)).rejects.toMatchObject({ code: 'files-differ' });
    expect(await readFile(path.join(dataFolder, 'audit-roots.txt'), 'utf8')).toBe('another line\n');
  } finally {
    await target.drop();
  }
});

test('the age of the last verified backup is that of the backup, not of the trial', async () => {
  await asActor(house.house.database, hostActor, (tx) => recordBackup(tx, made));
  expect(await asActor(house.house.database, hostActor, backupAges)).toMatchObject({ verifiedMadeAt: null });
  const verified = await verifyBackup(made.file, key);
  expect(verified).toMatchObject({ sha256: made.sha256, rows: made.rows, audit: made.audit });
  expect(await asActor(house.house.database, hostActor, (tx) => recordVerified(tx, verified.sha256))).toBe(true);
  expect(await asActor(house.house.database, hostActor, (tx) => recordVerified(tx, 'of another store'))).toBe(false);
  expect(await asActor(house.house.database, hostActor, backupAges)).toEqual({
    madeAt: '2026-03-02T11:00:00.000Z',
    verifiedMadeAt: '2026-03-02T11:00:00.000Z',
  });
});

describe('what is not a whole backup of ours is refused before anything is written (BAK-2)', () => {
  /** Writes a copy of the backup with a change. */
  async function changed(name: string, change: (file: string, bytes: Buffer) => Promise<void>): Promise<string> {
    const file = path.join(folder, `${name}.kulcs`);
    await copyFile(made.file, file);
    await change(file, await readFile(file));
    return file;
  }
  const flip = (at: (length: number) => number) => async (file: string, bytes: Buffer) => {
    const place = at(bytes.length);
    const handle = await open(file, 'r+');
    await handle.write(Buffer.from([(bytes[place] ?? 0) ^ 1]), 0, 1, place);
    await handle.close();
  };
  const cutAt = (share: number) => (file: string, bytes: Buffer) => truncate(file, Math.floor(bytes.length * share));
  const cutBy = (less: number) => (file: string, bytes: Buffer) => truncate(file, bytes.length - less);
  /** Opens the seal, changes what is inside, and seals it again with the right key. */
  const inside =
    (change: (head: Record<string, unknown>) => void, kulcs = '0.1.0') =>
    async (file: string) => {
      const { createGunzip, gzipSync } = await import('node:zlib');
      const { Readable } = await import('node:stream');
      const chunks: Buffer[] = [];
      for await (const chunk of Readable.from(unseal(made.file, key)).pipe(createGunzip()))
        chunks.push(chunk as Buffer); // streams of bytes give buffers
      const whole = Buffer.concat(chunks);
      const length = whole.readUInt32BE(1);
      const head = JSON.parse(whole.subarray(5, 5 + length).toString('utf8')) as Record<string, unknown>; // written by us
      change(head);
      const text = Buffer.from(JSON.stringify(head));
      const start = Buffer.from(whole.subarray(0, 5));
      start.writeUInt32BE(text.length, 1);
      const packed = gzipSync(Buffer.concat([start, text, whole.subarray(5 + length)]));
      const about = { kulcs, createdAt: made.createdAt };
      const parts: Buffer[] = [];
      for await (const part of seal(Readable.from([packed]) as AsyncIterable<Buffer>, key, about)) parts.push(part);
      await writeFile(file, Buffer.concat(parts));
    };

  const mutations: readonly [string, string, (file: string, bytes: Buffer) => Promise<void>][] = [
    ['an empty file', 'foreign', (file) => truncate(file, 0)],
    ['a file of another kind', 'foreign', (file) => writeFile(file, 'PGDMP something else')],
    ['the first letter changed', 'foreign', flip(() => 0)],
    ['the length of the head changed', 'damaged', flip(() => 13)],
    ['a letter of the head changed', 'damaged', flip(() => 17)],
    ['the salt changed', 'wrong-key', flip((length) => Math.min(130, length - 1))],
    ['the first piece’s length changed', 'damaged', (file, bytes) => flipBit(file, bytes, headEnd + 1, 0x40)],
    ['the mark of the last piece taken off', 'damaged', (file, bytes) => flipBit(file, bytes, headEnd, 0x80)],
    ['a bit of the data changed near the start', 'damaged', flip(() => headEnd + 40)],
    ['a bit changed in the middle', 'damaged', flip((length) => Math.floor(length / 2))],
    ['a bit changed near the end', 'damaged', flip((length) => length - 30)],
    ['the last bit changed', 'damaged', flip((length) => length - 1)],
    ['a byte too many', 'damaged', (file, bytes) => writeFile(file, Buffer.concat([bytes, Buffer.from([0])]))],
    ['two backups in one file', 'damaged', (file, bytes) => writeFile(file, Buffer.concat([bytes, bytes]))],
    ['cut in the head', 'cut', (file) => truncate(file, 20)],
    ['cut after the head', 'cut', (file) => truncate(file, headEnd)],
    ['cut in the middle', 'cut', cutAt(0.5)],
    ['cut by one byte', 'cut', cutBy(1)],
    [
      'a migration that this Kulcs does not know',
      'newer',
      inside((head) => {
        head['migrations'] = [...(head['migrations'] as unknown[]), { name: '9999_later', sha256: 'x' }]; // a list, as written
      }),
    ],
    [
      'a migration with another text',
      'changed-schema',
      inside((head) => {
        for (const one of head['migrations'] as { sha256: string }[]) one.sha256 = 'x'; // a list, as written
      }),
    ],
    [
      'a table that is not there',
      'incomplete',
      inside((head) => {
        for (const one of head['tables'] as { name: string }[]) one.name += '_other'; // a list, as written
      }),
    ],
    [
      'a later form of the file',
      'newer',
      (file, bytes) =>
        writeFile(file, Buffer.from(bytes.toString('latin1').replace('"format":1', '"format":2'), 'latin1')),
    ],
  ];
  let headEnd = 0;
  let target: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let dataFolder = '';
  const flipBit = async (file: string, bytes: Buffer, at: number, mask: number): Promise<void> => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ mask;
    await writeFile(file, copy);
  };
  beforeAll(async () => {
    target = await createEmptyDatabase();
    dataFolder = await mkdtemp(path.join(folder, 'refused-'));
    headEnd = 12 + 4 + (await readFile(made.file)).readUInt32BE(12);
  });

  afterAll(() => target.drop());

  /** Tries to restore it. @returns the code of the refusal, and what is in the target afterwards */
  async function refusal(file: string, by = key): Promise<unknown> {
    const order = { pool: target.pool, dataFolder, target: 'a test', file, key: by };
    const code = await restoreBackup(order).then(
      () => 'restored',
      (error: unknown) => (error as { code?: string }).code ?? error, // ours have a code
    );
    const tables = await target.pool.query(
      `select from pg_class where relkind = 'r' and relnamespace::regnamespace::text !~ '^(pg_|information_schema)'`,
    );
    return { code, tables: tables.rowCount, files: await readdir(dataFolder) };
  }

  test.each(mutations)('%s: %s', async (name, code, change) => {
    const file = await changed(name.replaceAll(/[^a-z]+/g, '-'), change);
    expect(await refusal(file)).toEqual({ code, tables: 0, files: [] });
  });

  test('a wrong key', async () => {
    const wrong = { text: 'another key that has more than 32 bytes as well', from: 'environment' };
    expect(await refusal(made.file, wrong)).toEqual({ code: 'wrong-key', tables: 0, files: [] });
  });
});
