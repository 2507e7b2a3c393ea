import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { DB as Schema } from '#platform/db/schema.ts';
import { opening, openingOfOne } from '#platform/db/together.ts';
import type { Actor } from './actor.ts';
import { jobLimits, outsideRequest, requestContext, usualLimits, type TimeLimits } from './request-context.ts';

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

interface TransactionOptions {
  readonly limits?: TimeLimits;
  /** How often a transaction that met another one is begun again. */
  readonly retries?: number;
  /** Reads all as it stood at one moment, and writes nothing. */
  readonly isSnapshot?: boolean;
  /** The work is one statement alone, which then goes out with all that begins and ends the transaction. */
  readonly isOneStatement?: boolean;
}

/** Two transactions could not both be right, or waited for each other: one of them was sent back. */
const sentBack = new Set(['40001', '40P01']);
const retries = 3;
const retryMilliseconds = 50;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/**
 * Runs `work` in one transaction as the application role and for this actor. Role and settings are local to the
 * transaction, so a pooled connection carries nothing over to the next request, behind a transaction pooler too.
 * Everything that touches business tables goes through here; without it row-level security shows no account.
 * A transaction that the database sends back because of another is done again as a whole, three times at most
 * (reliability, CON-9), so `work` does nothing that a second time would spoil. It keeps the limits of time of the request it
 * is done for, and is broken off when nobody waits for it any more (LOD-2). Inside of `asOneTransaction` it joins that one.
 */
export async function asActor<Value>(
  db: Database,
  actor: Actor,
  work: (tx: Tx) => Promise<Value>,
  options: TransactionOptions = {},
): Promise<Value> {
  const around = joined.getStore();
  // Sent back, it is all of the whole transaction that is done again.
  if (around && !around.isOver && around.db === db && around.actor === actor) return work(around.tx);
  for (let tries = 0; ; tries += 1) {
    try {
      return await once(db, actor, work, options);
    } catch (error) {
      if (tries === (options.retries ?? retries) || !sentBack.has(String(codeOf(error)))) throw error;
      // Apart from each other, so that the same two do not meet again.
      await wait(retryMilliseconds * (tries + Math.random()));
    }
  }
}

function once<Value>(
  db: Database,
  actor: Actor,
  work: (tx: Tx) => Promise<Value>,
  { limits = requestContext()?.limits ?? usualLimits, isSnapshot = false, isOneStatement = false }: TransactionOptions,
): Promise<Value> {
  const transaction = isSnapshot
    ? db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
    : db.transaction();
  return transaction.execute(async (tx) => {
    const signal = requestContext()?.signal;
    // By its name the transaction can be found while it runs; like all the rest it ends with it.
    const name = signal === undefined ? usualName : `${usualName} ${thisProcess} ${String((transactions += 1))}`;
    await sql`${isOneStatement ? aloneMark : mark}select set_config('role', 'kulcs_app', true),
      set_config('statement_timeout', ${`${String(limits.statement)}s`}, true),
      set_config('lock_timeout', ${`${String(limits.lock)}s`}, true),
      set_config('idle_in_transaction_session_timeout', ${`${String(limits.idle)}s`}, true),
      set_config('application_name', ${name}, true), set_config('jit', 'off', true),
      set_config('kulcs.actor', ${actor.personId === null ? '' : String(actor.personId)}, true),
      set_config('kulcs.sees_all', ${actor.seesAll ? 'on' : 'off'}, true),
      set_config('kulcs.today', ${actor.today ?? ''}, true),
      set_config('kulcs.acts_for', ${actor.actsFor === undefined ? '' : String(actor.actsFor)}, true),
      set_config('kulcs.host', ${actor.isHost ? 'on' : 'off'}, true),
      set_config('kulcs.abilities', ${[...actor.abilities].join(' ')}, true)`.execute(tx);
    return signal ? breakOff(db, name, signal, () => work(tx)) : work(tx);
  });
}

const usualName = 'kulcs';
const thisProcess = randomBytes(6).toString('hex');
let transactions = 0;
const mark = sql.raw(opening);
const aloneMark = sql.raw(openingOfOne);

const againMilliseconds = 100;

/** Breaks off the statements of a transaction of this name, over another connection, once the signal has come. */
async function breakOff<Value>(
  db: Database,
  name: string,
  signal: AbortSignal,
  work: () => Promise<Value>,
): Promise<Value> {
  signal.throwIfAborted();
  const over = new AbortController();
  const insist = async (): Promise<void> => {
    while (!over.signal.aborted) {
      // The connection may be somebody else's a moment later: the name is this very transaction's.
      await sql`select pg_cancel_backend(pid) from pg_stat_activity where application_name = ${name}`
        .execute(db)
        .catch(() => undefined);
      await wait(againMilliseconds, undefined, { signal: over.signal }).catch(() => undefined);
    }
  };
  const onAbort = (): void => void outsideRequest(insist);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', onAbort);
    over.abort();
  }
}

/** Opens the stream that a COPY … FROM STDIN of this transaction reads from. */
export type OpenCopy = (statement: string) => Writable;

/**
 * The same as `asActor` on a connection of its own, for work that streams rows in by COPY, apart from any request.
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
    return await outsideRequest(() =>
      asActor(single, actor, (tx) => work(tx, (statement) => client.query(copyFrom(statement))), {
        limits: jobLimits,
        retries: 0,
      }),
    );
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}
