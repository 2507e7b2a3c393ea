import { createHmac, randomBytes, scryptSync } from 'node:crypto';
import { link, mkdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Environment } from '#platform/configuration/configuration.ts';
import { BackupProblem } from './problem.ts';

/** The text from which the key of each backup is made, and where it was found: a path, or `environment`. */
export interface BackupKey {
  readonly text: string;
  readonly from: string;
}

const shortestBytes = 32;

/** Where the key lies that is made at the first backup, if no other is named. */
const usualKeyFile = (dataFolder: string): string => join(dataFolder, 'backup.key');

const read = async (file: string): Promise<string> => (await readFile(file, 'utf8').catch(() => '')).trim();

async function create(file: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
    // Made whole or not at all, and never over the key of somebody who was quicker.
    await link(draft, file).catch(() => undefined);
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * The key for backups: KULCS_BACKUP_KEY, else the file named by KULCS_BACKUP_KEY_FILE, else `backup.key` of the data folder.
 * @param mayBeNew whether the file is made when it is missing: to back up, not to restore
 * @throws BackupProblem `key-missing`, `key-short`, `key-open`
 */
export async function readBackupKey(
  environment: Environment,
  dataFolder: string,
  mayBeNew: boolean,
): Promise<BackupKey> {
  const given = environment['KULCS_BACKUP_KEY']?.trim();
  if (given) return checkLength({ text: given, from: 'environment' });
  const file = environment['KULCS_BACKUP_KEY_FILE']?.trim() || usualKeyFile(dataFolder);
  if (mayBeNew && (await read(file)) === '') await create(file);
  const text = await read(file);
  if (text === '') throw new BackupProblem('key-missing', { file });
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) {
    throw new BackupProblem('key-open', { file });
  }
  return checkLength({ text, from: file });
}

function checkLength(key: BackupKey): BackupKey {
  const bytes = Buffer.byteLength(key.text);
  if (bytes < shortestBytes) throw new BackupProblem('key-short', { bytes, wanted: shortestBytes });
  return key;
}

/** Refuses to put a backup beside its key. @throws BackupProblem `key-beside` */
export async function refuseBeside(key: BackupKey, file: string): Promise<void> {
  if (key.from === 'environment') return;
  const folderOf = (path: string): Promise<string> => realpath(dirname(path)).catch(() => dirname(path));
  const folder = await folderOf(file);
  if (folder === (await folderOf(key.from))) throw new BackupProblem('key-beside', { folder });
}

/** The key of one backup, by its salt; and a value that tells a wrong key from a damaged file. */
export function keyOf({ text }: BackupKey, salt: Buffer): { key: Buffer; check: string } {
  const key = scryptSync(text, salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 });
  return { key, check: createHmac('sha256', key).update('kulcs backup').digest('hex').slice(0, 16) };
}
