import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';

/** Typed queries over the pool. `Schema` is generated from the migrated database. Ending the pool is its owner's work. */
export const database = <Schema>(pool: Pool): Kysely<Schema> =>
  new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
