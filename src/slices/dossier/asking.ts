import { dayAt, type Day } from '#kernel/day.ts';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database, type Tx } from '#platform/access/transaction.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { companyOf } from '#slices/team/public.ts';

/** Who asks, and when: the instant, and the company's day. */
export interface Asking {
  readonly actor: Actor;
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly today: Day;
}

export interface DossierTools {
  readonly database: Database;
  readonly clock: Clock;
}

/** Runs `work` in one transaction for the actor, and tells it the time. */
export function asAsking<Value>(
  { database, clock }: DossierTools,
  actor: Actor,
  work: (tx: Tx, asking: Asking) => Promise<Value>,
): Promise<Value> {
  return asActor(database, actor, async (tx) => {
    const instant = clock.now();
    const zone = (await companyOf(tx))?.timeZone ?? 'UTC';
    return work(tx, { actor, now: new Date(instant).toISOString(), today: dayAt(instant, zone) });
  });
}
