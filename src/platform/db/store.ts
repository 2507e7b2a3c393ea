import type { Pool } from 'pg';
import { switchedOffDurability } from './durability.ts';
import { startEmbedded } from './embedded/start.ts';
import { migrate } from './migrate.ts';
import { openPool, type Connection } from './pool.ts';
import { StoreProblem, wordsOf } from './problem.ts';
import type { OnProgress } from './progress.ts';

/** What opening the store needs to know; the whole configuration fits. */
interface StoreConfiguration {
  readonly dataFolder: string;
  /** Of a PostgreSQL server; null for the embedded one. */
  readonly databaseUrl: string | null;
  readonly isProduction: boolean;
}

export interface Store {
  readonly kind: 'embedded' | 'server';
  readonly pool: Pool;
  /** For opening further pools (a library that wants the driver's own values, a child process). */
  readonly connection: Connection;
  /** Settles when the embedded server is gone for good without `close`; never for a server. */
  readonly lost: Promise<StoreProblem>;
  /** Ends the pool, and the embedded server with it. */
  close(): Promise<void>;
}

/** The oldest PostgreSQL that everything here is written for. */
const oldestServer = 15;

const never = new Promise<never>(() => undefined);

/** Address without user and password, for sentences. */
function addressOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return '?';
  }
}

async function checkServer(pool: Pool, url: string): Promise<void> {
  const { rows } = await pool
    .query<{ version: number; encoding: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
    )
    .catch((error: unknown) => {
      throw new StoreProblem('server-unreachable', { server: addressOf(url), words: wordsOf(error) }, error);
    });
  const found = rows[0];
  if (!found) throw new StoreProblem('server-unreachable', { server: addressOf(url), words: '' });
  if (found.version < oldestServer * 10_000) {
    throw new StoreProblem('server-too-old', { found: Math.floor(found.version / 10_000), wanted: oldestServer });
  }
  if (found.encoding !== 'UTF8') throw new StoreProblem('server-encoding', { found: found.encoding });
}

/** Migrates, and refuses in production what may lose confirmed work (DUR-2); elsewhere that is only reported. */
async function makeReady(pool: Pool, isProduction: boolean, onProgress?: OnProgress): Promise<void> {
  const off = await switchedOffDurability(pool);
  const settings = off.map(({ setting, value }) => `${setting} = ${value}`).join(', ');
  if (off.length > 0 && isProduction) throw new StoreProblem('durability-off', { settings });
  if (off.length > 0) onProgress?.({ step: 'durability-off', settings });
  await migrate(pool, onProgress);
}

async function reach(
  configuration: StoreConfiguration,
  onProgress?: OnProgress,
): Promise<Pick<Store, 'kind' | 'connection' | 'lost'> & { stop: () => Promise<void> }> {
  if (configuration.databaseUrl !== null) {
    return { kind: 'server', connection: configuration.databaseUrl, lost: never, stop: () => Promise.resolve() };
  }
  const server = await startEmbedded({
    dataFolder: configuration.dataFolder,
    ...(onProgress ? { onProgress } : {}),
  });
  return {
    kind: 'embedded',
    connection: server.connection,
    lost: server.ended.then((problem) => problem ?? never),
    stop: () => server.stop(),
  };
}

/**
 * Opens the store: the embedded server, or the one of the URL; migrated, and checked for durability. Refuses with
 * StoreProblem, and then leaves nothing running.
 */
export async function openStore(configuration: StoreConfiguration, onProgress?: OnProgress): Promise<Store> {
  const { kind, connection, lost, stop } = await reach(configuration, onProgress);
  const pool = openPool(connection);
  const close = async (): Promise<void> => {
    await pool.end();
    await stop();
  };
  try {
    if (configuration.databaseUrl !== null) await checkServer(pool, configuration.databaseUrl);
    await makeReady(pool, configuration.isProduction, onProgress);
    return { kind, pool, connection, lost, close };
  } catch (error) {
    await close();
    throw error;
  }
}
