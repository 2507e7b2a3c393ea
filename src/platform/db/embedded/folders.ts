import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StoreProblem, wordsOf } from '../problem.ts';
import type { Identity } from './identity.ts';

/** Where the parts of an embedded store lie; all paths are absolute and real. */
export interface Folders {
  readonly data: string;
  /** The cluster itself. */
  readonly cluster: string;
  /** Folder of the unix socket, open to nobody else. */
  readonly socket: string;
  readonly log: string;
  /** Who started the server: the process that a second start names. */
  readonly owner: string;
  /** Programs copied for a user who cannot read the installed ones. */
  readonly programs: string;
}

// A socket's address holds 108 bytes on Linux, 104 on macOS, the terminating zero included.
const longestSocketPath = 100;
const socketName = '.s.PGSQL.5432';
const clusterName = 'database';

/** Whether a data folder holds an embedded store already. */
export const hasEmbeddedStore = (dataFolder: string): boolean =>
  existsSync(join(dataFolder, clusterName, 'PG_VERSION'));

const fits = (folder: string): boolean => Buffer.byteLength(join(folder, socketName)) < longestSocketPath;

/** The short folder that stands for a data folder whose path is too long for a socket: the same at each start. */
export function shortSocketFolder(data: string, uid: number): string {
  const name = `kulcs-${String(uid)}-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`;
  return [join(tmpdir(), name), join('/tmp', name)].find(fits) ?? join('/tmp', name);
}

/** Creates the data folder when it is missing (0700) and says where its parts lie. */
export async function layOut(dataFolder: string): Promise<Folders> {
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    const data = await realpath(dataFolder);
    const inside = join(data, 'run');
    return {
      data,
      cluster: join(data, clusterName),
      socket: fits(inside) ? inside : shortSocketFolder(data, process.getuid?.() ?? 0),
      log: join(data, 'postgresql.log'),
      owner: join(data, 'owner.json'),
      programs: join(data, 'programs'),
    };
  } catch (error) {
    throw new StoreProblem('folder-unwritable', { folder: dataFolder, reason: wordsOf(error) }, error);
  }
}

/** Owner of the cluster's folder, or null when there is none yet. */
export const ownerOf = async (cluster: string): Promise<number | null> =>
  (await stat(cluster).catch(() => null))?.uid ?? null;

async function isReachable(folder: string, identity: Extract<Identity, { kind: 'drop' }>): Promise<string | null> {
  for (let above = folder; ; above = dirname(above)) {
    const { mode, uid, gid } = await stat(above);
    const bit = uid === identity.uid ? 0o100 : gid === identity.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return above;
    if (above === dirname(above)) return null;
  }
}

/** Prepares the folders for the identity. Refuses when the user to drop to could not reach them. */
export async function prepareFolders(folders: Folders, identity: Identity): Promise<void> {
  try {
    await mkdir(folders.socket, { recursive: true, mode: 0o700 });
    const found = await lstat(folders.socket);
    const expected = identity.kind === 'drop' ? [0, identity.uid] : [process.getuid?.() ?? 0];
    // In the shared temporary folder somebody else could have made this folder first.
    if (!found.isDirectory() || !expected.includes(found.uid)) throw new Error(`${folders.socket} is not ours`);
    await chmod(folders.socket, 0o700);
    if (identity.kind !== 'drop') return;
    await chown(folders.socket, identity.uid, identity.gid);
    // Entering, not reading, for the one group that PostgreSQL runs in: nobody else comes through.
    const data = await stat(folders.data);
    if (data.uid === 0) {
      await chown(folders.data, 0, identity.gid);
      await chmod(folders.data, 0o710);
    }
  } catch (error) {
    throw new StoreProblem('folder-unwritable', { folder: folders.data, reason: wordsOf(error) }, error);
  }
  const barred = await isReachable(folders.data, identity);
  if (barred !== null) throw new StoreProblem('folder-unreachable', { folder: barred, user: identity.name });
}
