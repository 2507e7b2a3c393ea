import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import type { Tier } from './domain/tiers.ts';
import type { Relation } from './figures.ts';

/** Who decides which accounts are key and judges them, and tells it of the accounts that the actor sees. */
export interface StandingSource {
  /** (account_id, tier, since, score, attractiveness, strength), one row for each account that has any of it. */
  readonly all: (tx: Tx, actor: Actor) => Promise<Relation>;
  /** The tier of one account, and since when. */
  readonly of: (tx: Tx, accountId: number) => Promise<{ readonly tier: Tier; readonly since: string | null }>;
}
