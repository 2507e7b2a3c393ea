import path from 'node:path';
import { asActor } from '#platform/access/transaction.ts';
import { releaseHold } from '#platform/backup/hold.ts';
import { readBackupKey, type BackupKey } from '#platform/backup/key.ts';
import { recordBackup, recordVerified } from '#platform/backup/register.ts';
import { restoreBackup, type Restored } from '#platform/backup/restore.ts';
import { verifyBackup } from '#platform/backup/verify.ts';
import { writeBackup, type BackupMade, type OnProgress } from '#platform/backup/write-backup.ts';
import { systemClock } from '#platform/clock/clock.ts';
import type { Configuration } from '#platform/configuration/configuration.ts';
import { attach } from '#platform/db/attach.ts';
import { hasEmbeddedStore } from '#platform/db/embedded/folders.ts';
import { database } from '#platform/db/kysely.ts';
import type { DB as Schema } from '#platform/db/schema.ts';
import type { Pool } from 'pg';
import { RefusedError } from '../client.ts';
import { hostActor } from '../wiring.ts';
import { print, printJson } from './output.ts';

interface Json {
  readonly json?: boolean;
}

const betweenLinesMilliseconds = 1000;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** Lines of progress on standard error, one a second at most: standard output belongs to the result. */
function progressLines(verb: string): OnProgress {
  let last = performance.now();
  return ({ what, bytes }) => {
    const now = performance.now();
    if (now - last < betweenLinesMilliseconds) return;
    last = now;
    process.stderr.write(`${verb}: ${what}${bytes > 0 ? `, ${megabytes(bytes)}` : ''}\n`);
  };
}

const keyWords = (key: BackupKey, made: string): string =>
  key.from === 'environment'
    ? `The key is KULCS_BACKUP_KEY. Without it nobody can read ${made}.`
    : `The key is in ${key.from}. Keep a copy of it elsewhere: without it nobody can read ${made}.`;

/** Refuses a folder without a store, which would be answered by a new, empty one. */
export function refuseNothing({ databaseUrl, dataFolder }: Configuration): void {
  if (databaseUrl !== null || hasEmbeddedStore(dataFolder)) return;
  throw new RefusedError(
    'no-store',
    `There is no store in ${dataFolder}. Go to the folder where it was made, or name it with KULCS_DATA.`,
  );
}

/** `kulcs backup FILE`: writes the whole store into one sealed file, while the server runs or not. @throws BackupProblem */
export async function makeBackup(
  configuration: Configuration,
  file: string,
  kulcs: string,
  options: Json & { readonly verify?: boolean },
): Promise<void> {
  refuseNothing(configuration);
  const { dataFolder } = configuration;
  const key = await readBackupKey(process.env, dataFolder, true);
  const store = await attach(configuration);
  try {
    const made = await writeBackup({
      pool: store.pool,
      dataFolder,
      file: path.resolve(file),
      key,
      kulcs,
      now: systemClock.now(),
      ...(options.json ? {} : { onProgress: progressLines('backup') }),
    });
    await asActor(database<Schema>(store.pool), hostActor, (tx) => recordBackup(tx, made));
    const verified = options.verify ? await verifyAndRecord(store.pool, made.file, key, options) : null;
    if (options.json) return printJson({ ...made, key: key.from, verified: verified !== null });
    printMade(made);
    print(keyWords(key, made.file));
    print(
      verified ? 'It was restored for a trial and compared: the same.' : `Try it with: kulcs backup verify ${file}`,
    );
  } finally {
    await store.close();
  }
}

function printMade({ file, bytes, dataBytes, tables, rows, files }: BackupMade): void {
  print(
    `${file}: ${megabytes(bytes)} (${megabytes(dataBytes)} of data), ${String(tables)} tables, ${String(rows)} rows, ${String(files)} files.`,
  );
}

async function verifyAndRecord(pool: Pool | null, file: string, key: BackupKey, options: Json) {
  const verified = await verifyBackup(file, key, options.json ? undefined : progressLines('verify'));
  const isOurs =
    pool !== null && (await asActor(database<Schema>(pool), hostActor, (tx) => recordVerified(tx, verified.sha256)));
  return { ...verified, isOurs };
}

/** `kulcs backup verify FILE`: restores it into a database of its own that is thrown away, and compares. @throws BackupProblem */
export async function tryBackup(configuration: Configuration, file: string, options: Json): Promise<void> {
  const { dataFolder, databaseUrl } = configuration;
  const key = await readBackupKey(process.env, dataFolder, false);
  const isThere = databaseUrl !== null || hasEmbeddedStore(dataFolder);
  const store = isThere ? await attach(configuration) : null;
  try {
    const verified = await verifyAndRecord(store?.pool ?? null, path.resolve(file), key, options);
    if (options.json) return printJson(verified);
    printRestored(verified, 'is whole: restored for a trial and compared', path.resolve(file));
  } finally {
    await store?.close();
  }
}

function printRestored(restored: Restored, did: string, file: string): void {
  print(
    `${file} of ${restored.createdAt} ${did}: ${String(restored.tables)} tables, ${String(restored.rows)} rows, ${String(restored.files)} files, ${String(restored.audit.entries)} entries of the audit.`,
  );
  if (restored.migrated.length > 0) print(`Brought up to date: ${restored.migrated.join(', ')}.`);
}

/** `kulcs restore FILE`: into the empty store that KULCS_DATA or KULCS_DATABASE_URL names. @throws BackupProblem */
export async function restore(configuration: Configuration, file: string, options: Json): Promise<void> {
  const { dataFolder } = configuration;
  const key = await readBackupKey(process.env, dataFolder, false);
  const store = await attach(configuration);
  try {
    const target = store.kind === 'embedded' ? dataFolder : 'the database of KULCS_DATABASE_URL';
    const restored = await restoreBackup({
      pool: store.pool,
      dataFolder,
      target,
      file: path.resolve(file),
      key,
      ...(options.json ? {} : { onProgress: progressLines('restore') }),
    });
    if (options.json) return printJson({ ...restored, held: true });
    printRestored(restored, `is restored into ${target}`, path.resolve(file));
    print('The store holds still: nobody is signed in, no key of the API counts, and nothing is sent out.');
    print('When you have seen that all is well, and the old one is out of use: kulcs release');
  } finally {
    await store.close();
  }
}

/** `kulcs release`: lets a restored store work. @throws RefusedError `not-held` */
export async function release(configuration: Configuration, options: Json): Promise<void> {
  refuseNothing(configuration);
  const store = await attach(configuration);
  try {
    const wasHeld = await asActor(database<Schema>(store.pool), hostActor, releaseHold);
    if (!wasHeld) throw new RefusedError('not-held', 'This store does not hold still: there is nothing to release.');
    if (options.json) printJson({ released: true });
    else print('The store works again. People sign in anew: kulcs user link E-MAIL');
  } finally {
    await store.close();
  }
}
