import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import type { Tx } from '#platform/access/transaction.ts';

const againMilliseconds = 100;

/**
 * Runs `work` so that its statements are broken off when the signal comes: a statement over a whole file takes seconds, and
 * whoever cancels waits for at most two (import contract, point 9). What was begun is rolled back with the transaction.
 * @param pool for a connection beside that of the transaction
 */
export async function cancellable<Value>(
  pool: Pool,
  tx: Tx,
  signal: AbortSignal,
  work: () => Promise<Value>,
): Promise<Value> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
  const pid = rows[0]?.pid;
  const over = new AbortController();
  // Between two statements there is nothing to break off, so it is said again until the work is over.
  const insist = async (): Promise<void> => {
    while (!over.signal.aborted) {
      // A pool without a free connection is asked again as well.
      await pool.query('select pg_cancel_backend($1)', [pid]).catch(() => undefined);
      await wait(againMilliseconds, undefined, { signal: over.signal }).catch(() => undefined);
    }
  };
  let insisting = Promise.resolve();
  const onAbort = (): void => void (insisting = insist());
  signal.throwIfAborted();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const value = await work();
    signal.throwIfAborted();
    return value;
  } finally {
    signal.removeEventListener('abort', onAbort);
    over.abort();
    // The connection goes to somebody else afterwards, whose statements must not be hit.
    await insisting;
  }
}
