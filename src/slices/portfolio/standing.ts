import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import type { Day } from '#kernel/day.ts';
import type { Tier } from './domain/tiers.ts';

/** Where an account stands by decision, and the versions of what is decided and scored about it. */
interface Standing {
  readonly version: number;
  readonly scoreVersion: number;
  readonly tier: Tier;
  readonly since: Day | null;
}

const untouched: Standing = { version: 1, scoreVersion: 1, tier: 'none', since: null };

/**
 * The standing of an account that the actor sees.
 * @param purpose `to change` makes its row when there is none and keeps others from it until the transaction ends
 */
export async function standingOf(
  tx: Tx,
  accountId: number,
  purpose: 'to read' | 'to change' = 'to read',
): Promise<Standing> {
  if (purpose === 'to change') {
    await sql`insert into portfolio.standing (account_id) values (${accountId}) on conflict (account_id) do nothing`.execute(
      tx,
    );
  }
  const { rows } = await sql<Standing>`
    select version, score_version as "scoreVersion", tier, since from portfolio.standing
    where account_id = ${accountId} ${purpose === 'to change' ? sql`for update` : sql``}`.execute(tx);
  return rows[0] ?? untouched;
}
