import { readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { TestHouse } from '../house.ts';

/** Tables that grow by being asked: the audit of refusals, and the counters against guessing. */
const growing = new Set(['audit.entry', 'audit.head', 'auth.attempt']);

/**
 * A hash of everything that is kept: each table, whoever owns it, and each file of the data folder.
 * @returns by name of the table or file
 */
export async function fingerprint(house: Pick<TestHouse, 'superuser' | 'dataFolder'>): Promise<Map<string, string>> {
  const tables = await house.superuser.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' order by 1`);
  // All tables in one question: it is asked a thousand times in a test.
  const hashes = tables.rows
    .filter((table) => !growing.has(table.name))
    .map(
      ({ name }) =>
        `select '${name}' as name, md5(coalesce(string_agg(t::text, chr(10) order by t::text collate "C"), '')) as hash from ${name} t`,
    );
  const { rows } = await house.superuser.query<{ name: string; hash: string }>(hashes.join(' union all '));
  const found = new Map(rows.map(({ name, hash }) => [name, hash]));
  for (const file of readdirSync(house.dataFolder, { recursive: true, withFileTypes: true })) {
    const place = path.join(file.parentPath, file.name);
    const content = file.isFile() ? readFileSync(place) : 'folder';
    found.set(path.relative(house.dataFolder, place), createHash('sha256').update(content).digest('hex'));
  }
  return found;
}

/** Names of what differs between two fingerprints. */
export function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}
