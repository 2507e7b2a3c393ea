import pg from 'pg';
import { typeParsers } from './type-parsers.ts';

/** How to reach a database: a URL, or the parts that the embedded server gives. */
export type Connection = string | { host: string; port: number; user: string; database: string };

export interface PoolOptions {
  /** Connections at most. */
  readonly size?: number;
  /** How long a request waits for a connection before it is refused (reliability, LOD-2). */
  readonly waitMilliseconds?: number;
  /**
   * `exact` (bigint, decimal strings, days and instants as text) for the product; `driver` for a library that expects
   * what `pg` gives by itself, such as `Date`.
   */
  readonly values?: 'exact' | 'driver';
  /** Told of a connection that broke while nobody used it; the pool replaces it. */
  readonly onIdleError?: (error: Error) => void;
}

/**
 * A pool of connections. Limits on time are set in each transaction, not here: a pooler in transaction mode does not
 * pass settings of a connection on (architecture, section 5).
 */
export function openPool(connection: Connection, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    max: options.size ?? 10,
    connectionTimeoutMillis: options.waitMilliseconds ?? 2000,
    idleTimeoutMillis: 30_000,
    application_name: 'kulcs',
    ...((options.values ?? 'exact') === 'exact' ? { types: typeParsers } : {}),
  });
  // Without listeners a connection that breaks would end the whole process: at rest the pool tells of it, between two
  // statements of a transaction the connection itself, whose next statement then fails.
  pool.on('error', options.onIdleError ?? (() => undefined));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
