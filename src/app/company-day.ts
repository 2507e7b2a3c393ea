import type { Actor } from '#platform/access/actor.ts';
import { outsideRequest } from '#platform/access/request-context.ts';
import { asActor, type Database } from '#platform/access/transaction.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { showOwnersOfToday } from '#slices/accounts/public.ts';
import { companyOf } from '#slices/team/public.ts';
import { dayAt, type Day } from '#kernel/day.ts';

/**
 * The company's calendar day now. Its time zone is fixed when it is founded; before that there is only Greenwich. Nothing is
 * answered on a new day before it is shown who owns the accounts from that day on.
 */
export function todayOf(db: Database, clock: Clock, host: Actor): () => Promise<Day> {
  let zone: string | null = null;
  let shown: { readonly day: Day; readonly done: Promise<void> } | null = null;
  return async () => {
    zone ??= (await asActor(db, host, companyOf))?.timeZone ?? null;
    const today = dayAt(clock.now(), zone ?? 'UTC');
    if (zone === null) return today;
    if (shown?.day !== today) {
      const done = outsideRequest(() => asActor(db, { ...host, today }, showOwnersOfToday));
      shown = { day: today, done };
    }
    const { done } = shown;
    await done.catch((error: unknown) => {
      // The next request tries again.
      if (shown?.done === done) shown = null;
      throw error;
    });
    return today;
  };
}
