import { AsyncLocalStorage } from 'node:async_hooks';
import type { Writable } from 'node:stream';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { DB as Schema } from '#platform/db/schema.ts';
import type { Actor } from './actor.ts';

export type Database = Kysely<Schema>;
export type Tx = Transaction<Schema>;

/** The transaction that a whole request is one with, while it lasts. */
interface Joined {
  readonly db: Database;
  readonly actor: Actor;
  readonly tx: Tx;
  isOver: boolean;
}
const joined = new AsyncLocalStorage<Joined>();

/**
 * Makes all that `work` does for this actor by `asActor` one transaction, which ends with it: so a request and the answer that
 * is remembered of it are kept together or not at all. Work that goes on after it opens transactions of its own again.
 */
export async function asOneTransaction<Value>(
  db: Database,
  actor: Actor,
  work: (tx: Tx) => Promise<Value>,
): Promise<Value> {
  return asActor(db, actor, async (tx) => {
    const own: Joined = { db, actor, tx, isOver: false };
    try {
      return await joined.run(own, () => work(tx));
    } finally {
      own.isOver = true;
    }
  });
}

/**
 * Runs `work` in one transaction as the application role and for this actor. Role and settings are local to the
 * transaction, so a pooled connection carries nothing over to the next request, behind a transaction pooler too.
 * Everything that touches business tables goes through here; without it row-level security shows no account. Inside of
 * `asOneTransaction` it joins that one.
 */
export async function asActor<Value>(db: Database, actor: Actor, work: (tx: Tx) => Promise<Value>): Promise<Value> {
  const around = joined.getStore();
  if (around && !around.isOver && around.db === db && around.actor === actor) return work(around.tx);
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('role', 'kulcs_app', true),
      set_config('kulcs.actor', ${actor.personId === null ? '' : String(actor.personId)}, true),
      set_config('kulcs.sees_all', ${actor.seesAll ? 'on' : 'off'}, true),
      set_config('kulcs.host', ${actor.isHost ? 'on' : 'off'}, true),
      set_config('kulcs.abilities', ${[...actor.abilities].join(' ')}, true)`.execute(tx);
    return work(tx);
  });
}

/** Opens the stream that a COPY … FROM STDIN of this transaction reads from. */
export type OpenCopy = (statement: string) => Writable;

/**
 * The same as `asActor` on a connection of its own, for work that streams rows in by COPY.
 * The connection goes back to the pool when the work is done, and is thrown away when it broke.
 */
export async function asActorWithCopy<Value>(
  pool: Pool,
  actor: Actor,
  work: (tx: Tx, openCopy: OpenCopy) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const single = new Kysely<Schema>({
      dialect: new PostgresDialect({
        pool: {
          // One client, lent again and again: Kysely's "release" must not give it back before the work is over.
          connect: () => Promise.resolve({ query: client.query.bind(client), release: () => undefined }),
          end: () => Promise.resolve(),
        } as unknown as Pool, // Kysely uses nothing of a pool but these two
      }),
    });
    return await asActor(single, actor, (tx) => work(tx, (statement) => client.query(copyFrom(statement))));
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}
