import { execFile } from 'node:child_process';
import { chown, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StoreProblem, wordsOf } from '../problem.ts';
import type { Binaries } from './binaries.ts';
import type { Folders } from './folders.ts';
import { commandAs, type Identity } from './identity.ts';
import { birthOf } from './process-state.ts';

const run = promisify(execFile);

/** Superuser of the cluster: only for creating databases and roles. The product signs in as another.*/
export const superuser = 'postgres';

// Which characters are letters, for searching and lower case; a machine may lack one or the other locale.
const characterLocales = ['C.UTF-8', 'en_US.UTF-8', 'C'];

/** The environment of PostgreSQL's programs: nothing of the person's own settings (PGDATA, NODE_OPTIONS, LANG) gets in. */
export const plainEnvironment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
});

const draftsOf = (folders: Folders): string => `${basename(folders.cluster)}.draft-`;

/** Takes away what starts that were killed half-way left behind. */
async function removeAbandonedDrafts(folders: Folders): Promise<void> {
  for (const name of await readdir(folders.data)) {
    if (!name.startsWith(draftsOf(folders))) continue;
    if (birthOf(Number.parseInt(name.slice(draftsOf(folders).length), 10)) !== null) continue;
    await rm(join(folders.data, name), { recursive: true, force: true });
  }
}

/**
 * Creates the cluster when there is none. It is made beside its place and moved there whole, so a kill leaves no half
 * cluster, and of two first starts at once one wins. Refuses a cluster of another major version.
 */
export async function initialise(folders: Folders, binaries: Binaries, identity: Identity): Promise<void> {
  const version = await readFile(join(folders.cluster, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version !== null) {
    const wanted = binaries.version.split('.')[0] ?? '';
    if (version.trim() === wanted) return;
    throw new StoreProblem('cluster-version', { folder: folders.data, found: version.trim(), wanted });
  }
  await removeAbandonedDrafts(folders);
  const draft = await mkdtemp(join(folders.data, `${draftsOf(folders)}${String(process.pid)}-`));
  try {
    if (identity.kind === 'drop') await chown(draft, identity.uid, identity.gid);
    await createCluster(draft, binaries, identity);
    await writeFile(join(draft, 'pg_hba.conf'), 'local all all trust\n');
    await rename(draft, folders.cluster).catch((error: unknown) => {
      if (!isOccupied(error)) throw error;
    });
  } catch (error) {
    if (error instanceof StoreProblem) throw error;
    throw new StoreProblem('initialise-failed', { folder: folders.data, words: wordsOf(error) }, error);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

const isOccupied = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');

async function createCluster(folder: string, binaries: Binaries, identity: Identity): Promise<void> {
  for (const [index, locale] of characterLocales.entries()) {
    const command = commandAs(identity, binaries.initdb, [
      `--pgdata=${folder}`,
      `--username=${superuser}`,
      '--encoding=UTF8',
      '--locale=C',
      `--lc-ctype=${locale}`,
      '--locale-provider=icu',
      '--icu-locale=hu-HU',
      '--data-checksums',
      '--auth=trust',
    ]);
    const { file, arguments: parameters, ...user } = command;
    try {
      await run(file, parameters, { ...user, env: plainEnvironment(), cwd: dirname(folder) });
      return;
    } catch (error) {
      const isLocaleMissing = wordsOf(error).includes('invalid locale name');
      if (!isLocaleMissing || index === characterLocales.length - 1) throw error;
    }
  }
}
