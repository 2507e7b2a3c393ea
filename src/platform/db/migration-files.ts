import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StoreProblem } from './problem.ts';

export interface MigrationFile {
  /** File name without its ending, e.g. 0010_team_create. */
  readonly name: string;
  readonly text: string;
  /** Of the text with line ends as \n, so that a checkout on another system does not count as a change. */
  readonly sha256: string;
}

/** The product's own migrations. */
const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url));

const shape = /^(\d{4})_[a-z0-9_]+\.sql$/;

/** The migrations of a folder in their order. Refuses names of another shape and numbers used twice. */
export async function readMigrations(folder: string = migrationsFolder): Promise<readonly MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const byNumber = new Map<string, string>();
  for (const file of names) {
    const number = shape.exec(file)?.[1];
    if (number === undefined) throw new StoreProblem('migration-name', { file });
    const first = byNumber.get(number);
    if (first !== undefined) throw new StoreProblem('migration-twice', { number, first, second: file });
    byNumber.set(number, file);
  }
  return Promise.all(
    names.map(async (file) => {
      const text = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
      return { name: file.slice(0, -'.sql'.length), text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
}
