import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';

/**
 * Adds an entry to the audit chain in the same transaction as what it tells of. Who acts is taken from the transaction.
 * Call it last: it holds the end of the chain until the transaction ends.
 * @param subject what was changed, as `kind:id` (`account:14646`)
 * @param detail before, after and why, as far as they are not secret to those who may verify the chain
 */
export async function record(
  tx: Tx,
  action: string,
  subject: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await sql`select audit.append(${action}, ${subject}, ${JSON.stringify(detail)}::jsonb)`.execute(tx);
}
