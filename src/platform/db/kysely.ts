import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import { sparingPool } from './together.ts';

/** Typed queries over the pool. `Schema` is generated from the migrated database. Ending the pool is its owner's work. */
export const database = <Schema>(pool: Pool): Kysely<Schema> =>
  new Kysely<Schema>({
    // The query builder uses nothing of a pool but these.
    dialect: new PostgresDialect({ pool: sparingPool(pool) as unknown as Pool }),
  });
