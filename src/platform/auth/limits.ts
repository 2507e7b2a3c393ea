import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '#platform/access/transaction.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { networkOf } from './network.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** So many tries within so long. */
interface Limit {
  readonly most: number;
  readonly milliseconds: number;
}

/** From one network: fast enough for a room of colleagues behind one address, too slow to guess. */
const perNetwork = { most: 10, milliseconds: minute } as const satisfies Limit;
/** Of one person's password: from where she has never been, and from where she has. Together at most 100 an hour (SES-4). */
const perPersonElsewhere = { most: 60, milliseconds: hour } as const satisfies Limit;
const perPersonAtHome = { most: 40, milliseconds: hour } as const satisfies Limit;
/** How long a network counts as known after the last sign-in from it. */
const knownFor = 90 * day;

export interface Limits {
  /** Counts a try. @throws ProblemError 429 `too-many-tries` when it is one too many */
  readonly take: (what: string, who: string, limit?: Limit) => Promise<void>;
  /** The same for whoever asks from this network address. */
  readonly takeFrom: (what: string, address: string, limit?: Limit) => Promise<void>;
  /**
   * Counts a try of somebody's password: strangers elsewhere use up another budget than she herself where she has been
   * before, so that nobody can lock her out. Asked in the same way whether there is such a person or not.
   */
  readonly takePassword: (email: string, address: string) => Promise<void>;
  /** Notes that a person came in from this address. */
  readonly know: (userId: string, address: string) => Promise<void>;
}

/** Counters against guessing, in the database, so that all processes count together. */
export function createLimits(database: Database, clock: Clock, secret: string): Limits {
  const hash = (text: string): string => createHmac('sha256', secret).update(`limits\n${text}`).digest('base64url');
  const at = (milliseconds: number): string => new Date(milliseconds).toISOString();

  const take: Limits['take'] = async (what, who, limit = perNetwork) => {
    const now = clock.now();
    const { rows } = await sql<{ count: number }>`
      insert into auth.attempt (key, count, began) values (${hash(`${what}\n${who}`)}, 1, ${at(now)}::timestamptz)
      on conflict (key) do update set
        count = case when attempt.began <= ${at(now - limit.milliseconds)}::timestamptz then 1 else attempt.count + 1 end,
        began = case when attempt.began <= ${at(now - limit.milliseconds)}::timestamptz then excluded.began else attempt.began end
      returning count`.execute(database);
    const count = rows[0]?.count ?? 1;
    if (count === 1) await sql`delete from auth.attempt where began < ${at(now - day)}::timestamptz`.execute(database);
    if (count > limit.most) throw new ProblemError(429, 'too-many-tries');
  };

  return {
    take,
    takeFrom: (what, address, limit) => take(what, networkOf(address), limit),
    async takePassword(email, address) {
      await take('password', networkOf(address));
      const { rows } = await sql<{ known: boolean }>`
        select exists (select from auth.known_network as known join auth."user" as person on person."id" = known.user_id
          where person."email" = ${email.trim().toLowerCase()} and known.network = ${hash(networkOf(address))}
            and known.last_at > ${at(clock.now() - knownFor)}::timestamptz) as known`.execute(database);
      const isKnown = rows[0]?.known ?? false;
      await take(
        isKnown ? 'password at home' : 'password elsewhere',
        email.trim().toLowerCase(),
        isKnown ? perPersonAtHome : perPersonElsewhere,
      );
    },
    async know(userId, address) {
      await sql`insert into auth.known_network (user_id, network, last_at)
        values (${userId}, ${hash(networkOf(address))}, ${at(clock.now())}::timestamptz)
        on conflict (user_id, network) do update set last_at = excluded.last_at`.execute(database);
    },
  };
}
