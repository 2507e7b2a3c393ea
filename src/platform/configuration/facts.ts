import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg, { type Pool } from 'pg';
import type { Clock } from '#platform/clock/clock.ts';
import { migrationState } from '#platform/db/migrate.ts';
import type { Configuration } from './configuration.ts';
import { isLoopback } from './loopback.ts';
import type { StartFacts } from './refusals.ts';
import { isSealedOtherwise } from './secret-mark.ts';

/** The role that every request runs as. */
export const appRoleName = 'kulcs_app';

/** What the role `name` may do beside what it was granted; a role that does not exist may nothing. */
export async function roleFacts(pool: Pool, name: string): Promise<StartFacts['appRole']> {
  const { rows } = await pool.query<{ superuser: boolean; bypasses: boolean; owns: string | null }>(
    `select rolsuper as superuser, rolbypassrls as bypasses, (
       select owned.name from (
         select nspname::text as name, nspowner as owner from pg_namespace
         union all
         select format('%s.%s', relnamespace::regnamespace, relname), relowner from pg_class where relkind in ('r', 'p', 'v', 'm')
       ) as owned
       -- A superuser may use every role: that is a reason of its own.
       where not role.rolsuper and pg_has_role(role.oid, owned.owner, 'usage')
       order by owned.name limit 1
     ) as owns
     from pg_roles as role where rolname = $1`,
    [name],
  );
  const found = rows[0];
  return {
    name,
    isSuperuser: found?.superuser ?? false,
    bypassesRowSecurity: found?.bypasses ?? false,
    owns: found?.owns ?? null,
  };
}

/** Where the driver would connect, and whether encrypted: it never falls back from one to the other. */
export function reachOf(databaseUrl: string | null): StartFacts['database'] {
  if (databaseUrl === null) return { isRemote: false, isEncrypted: false };
  const { host, ssl } = new pg.Client({ connectionString: databaseUrl });
  return { isRemote: !host.startsWith('/') && !isLoopback(host), isEncrypted: Boolean(ssl) };
}

const modeOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.mode ?? 0;

/**
 * What others can read or write of a data folder: the folder itself and the files directly in it, keys among them. That
 * a group may enter, without listing, is what the embedded server needs where it runs as another user.
 */
export async function openPathsOf(dataFolder: string): Promise<readonly string[]> {
  if (process.platform === 'win32') return [];
  const open: string[] = [];
  if (((await modeOf(dataFolder)) & 0o067) !== 0) open.push(dataFolder);
  const entries = await readdir(dataFolder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(dataFolder, entry.name);
    if (entry.isFile() && ((await modeOf(path)) & 0o077) !== 0) open.push(path);
  }
  return open;
}

async function clockAhead(pool: Pool, clock: Clock): Promise<number> {
  const before = clock.now();
  const { rows } = await pool.query<{ seconds: number }>(
    'select extract(epoch from clock_timestamp())::double precision as seconds',
  );
  const middle = (before + clock.now()) / 2;
  return middle / 1000 - (rows[0]?.seconds ?? middle / 1000);
}

/** Collects what {@link StartFacts} names; whether the data are the demo's is known by the slice that keeps the company. */
export async function collectStartFacts(
  configuration: Configuration,
  pool: Pool,
  clock: Clock,
  hasDemoData: boolean,
): Promise<StartFacts> {
  const { pending, unknown } = await migrationState(pool);
  return {
    hasDemoData,
    isSealedOtherwise: await isSealedOtherwise(pool, configuration.secret),
    appRole: await roleFacts(pool, appRoleName),
    database: reachOf(configuration.databaseUrl),
    pendingMigrations: pending.map(({ name }) => name),
    unknownMigrations: unknown,
    openPaths: await openPathsOf(configuration.dataFolder),
    clockAheadSeconds: await clockAhead(pool, clock),
  };
}
