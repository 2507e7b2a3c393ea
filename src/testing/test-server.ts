import type { Connection } from '#platform/db/pool.ts';

/** The server of a test run, as the global set-up hands it to the test files. */
export interface TestServer {
  readonly administration: Connection;
  readonly login: Connection;
  /** Name of the login role, which owns the databases. */
  readonly owner: string;
  /** Of every database of this run. */
  readonly prefix: string;
  readonly template: string;
}

/** The same connection in another database. */
export function inDatabase(connection: Connection, database: string): Connection {
  if (typeof connection !== 'string') return { ...connection, database };
  const url = new URL(connection);
  url.pathname = `/${database}`;
  return url.href;
}
