import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { BackupProblem } from './problem.ts';
import type { Totals } from './frames.ts';

type FileCount = Totals['files'][number];

/** What of a data folder belongs to the business: files of imports, and hashes of the audit written down. */
const kept = ['audit-roots.txt', 'imports'] as const;
/** Half uploads belong to the process that receives them. */
const isPassing = (name: string): boolean => name.startsWith('upload-');

/** Paths of the files to keep, with / between their parts, by name. Keys, secrets and the database are none of them. */
export async function filesOf(dataFolder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of kept) {
    const at = path.join(dataFolder, name);
    const entries = await readdir(at, { recursive: true, withFileTypes: true }).catch(() => null);
    if (entries === null) found.push(name);
    for (const entry of entries ?? []) {
      const relative = path.relative(dataFolder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
      if (entry.isFile() && !relative.split('/').some(isPassing)) found.push(relative);
    }
  }
  return found.sort();
}

/** The bytes of a file in chunks worth a frame; nothing and null when it went away meanwhile, as read files do. */
export async function* bytesOf(dataFolder: string, relative: string): AsyncGenerator<Buffer, FileCount | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const stream = createReadStream(path.join(dataFolder, relative), { highWaterMark: 128 * 1024 });
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return { path: relative, bytes, sha256: hash.digest('hex') };
}

/** Whether a path from a backup stays inside the data folder and is one that we keep. */
const isKept = (relative: string): boolean =>
  kept.some((name) => relative === name || relative.startsWith(`${name}/`)) &&
  relative.split('/').every((part) => part !== '..' && part !== '.' && part !== '' && !part.includes('\0'));

async function sameAs(file: string, expected: FileCount): Promise<boolean> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex') === expected.sha256;
}

/** Refuses when a file of the backup is in the folder with other content. @throws BackupProblem `files-differ`, `incomplete` */
export async function refuseDifferent(dataFolder: string, files: readonly FileCount[]): Promise<void> {
  for (const one of files) {
    if (!isKept(one.path)) throw new BackupProblem('incomplete', { what: `a file outside the folder (${one.path})` });
    const file = path.join(dataFolder, ...one.path.split('/'));
    const isSame = await sameAs(file, one).catch(() => true);
    if (!isSame) throw new BackupProblem('files-differ', { file });
  }
}

/** Files that a restore writes; `undo` takes away those it has made. */
export function fileWriter(dataFolder: string) {
  const made: string[] = [];
  let current: FileHandle | null = null;
  return {
    async begin(relative: string): Promise<void> {
      if (!isKept(relative)) throw new BackupProblem('incomplete', { what: `a file outside the folder (${relative})` });
      const file = path.join(dataFolder, ...relative.split('/'));
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      // One that is there was compared before, and is the same.
      current = await open(file, 'wx', 0o600).catch(() => null);
      if (current) made.push(file);
    },
    async write(bytes: Buffer): Promise<void> {
      await current?.write(bytes);
    },
    async end(): Promise<void> {
      await current?.sync();
      await current?.close();
      current = null;
    },
    async undo(): Promise<void> {
      await current?.close().catch(() => undefined);
      for (const file of made) await rm(file, { force: true });
    },
  };
}
