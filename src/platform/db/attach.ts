import pg from 'pg';
import { loginRole, productDatabase } from './embedded/ensure-database.ts';
import { layOut } from './embedded/folders.ts';
import { startEmbedded } from './embedded/start.ts';
import { openPool, type Connection } from './pool.ts';

/** A way to the database, beside or without a running server. */
interface Attached {
  readonly kind: 'embedded' | 'server';
  readonly pool: pg.Pool;
  /** Ends the connections; and the embedded database, if it was started for this. */
  close(): Promise<void>;
}

interface AttachConfiguration {
  readonly dataFolder: string;
  readonly databaseUrl: string | null;
}

async function answers(connection: Exclude<Connection, string>): Promise<boolean> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Reaches the database itself, as it is: migrates nothing. An embedded database that another process of this machine runs
 * is used beside it; one that nobody runs is started for as long as this takes.
 * @throws StoreProblem
 */
export async function attach({ dataFolder, databaseUrl }: AttachConfiguration): Promise<Attached> {
  const open = (connection: Connection): pg.Pool => openPool(connection, { size: 3, waitMilliseconds: 10_000 });
  if (databaseUrl !== null) {
    const pool = open(databaseUrl);
    return { kind: 'server', pool, close: () => pool.end() };
  }
  const { socket } = await layOut(dataFolder);
  const beside = { host: socket, port: 5432, user: loginRole, database: productDatabase };
  if (await answers(beside)) {
    const pool = open(beside);
    return { kind: 'embedded', pool, close: () => pool.end() };
  }
  const server = await startEmbedded({ dataFolder });
  const pool = open(server.connection);
  return {
    kind: 'embedded',
    pool,
    async close() {
      await pool.end();
      await server.stop();
    },
  };
}
