import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { sentence } from '#platform/i18n/sentence.ts';
import type { BulkReply } from './contract.ts';

type Refused = BulkReply['refused'][number];

/** Does one part of a larger work so that a refusal undoes that part alone. */
export async function tried<Value>(
  tx: Tx,
  actor: Actor,
  at: number,
  work: () => Promise<Value>,
): Promise<{ value: Value } | { refused: Refused }> {
  await sql`savepoint part`.execute(tx);
  try {
    const value = await work();
    await sql`release savepoint part`.execute(tx);
    return { value };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    await sql`rollback to savepoint part`.execute(tx);
    return { refused: { at, problem: error.code, detail: sentence(actor.language, error.code, error.facts) } };
  }
}
