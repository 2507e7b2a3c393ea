import type { Clock } from '#platform/clock/clock.ts';
import type { Database } from '#platform/access/transaction.ts';
import { deviceOf } from './device.ts';
import { idleMilliseconds, longestMilliseconds, type Library } from './library.ts';
import { shortenedAddress } from './network.ts';

/** Dangerous acts ask for a proof that is not older than this (SES-8). */
export const stepUpMilliseconds = 10 * 60 * 1000;
// Writing the time of each request would be a write per read; a minute is fine for an hour's limit.
const touchMilliseconds = 60 * 1000;

/** A session as the server needs it to let somebody in. */
export interface SignedIn {
  readonly sessionId: string;
  readonly userId: string;
  /** When whoever holds it last proved who she is: at the sign-in, or since (instant). */
  readonly provenAt: number;
  /** Whether the person has a second factor, and whether this session has passed it. */
  readonly hasSecondFactor: boolean;
  readonly isPastSecondFactor: boolean;
}

/** A session as its person sees it in her list. */
export interface ListedSession {
  readonly id: string;
  readonly browser: string | null;
  readonly system: string | null;
  readonly address: string;
  /** Instants, ISO 8601. */
  readonly since: string;
  readonly lastUsed: string;
}

export interface Sessions {
  /** Whose session the cookie names; null when there is none, or it is over. */
  readonly sessionOf: (headers: Headers) => Promise<SignedIn | null>;
  /** Those of a person that are not over, the last used first. */
  readonly sessionsOf: (userId: string) => Promise<ListedSession[]>;
  /** Ends one session of a person. @returns whether there was one */
  readonly endSession: (userId: string, sessionId: string) => Promise<boolean>;
  /** Ends all sessions of a person, but for one where it is given. From the next request on they are over. @returns how many */
  readonly endSessions: (userId: string, exceptSessionId?: string) => Promise<number>;
  /** Notes that the person has just proven who she is; with the second factor, that she passed it. */
  readonly proveSession: (sessionId: string, byFactor: 'password' | 'second-factor') => Promise<void>;
}

const instant = (value: Date | string): number => new Date(value).getTime();

/** Sessions, looked up at every request and kept nowhere else (SES-1). */
export function createSessions(
  auth: Library,
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  askDatabase: () => Promise<unknown>,
): Sessions {
  const isOver = (createdAt: number, lastSeen: number): boolean =>
    clock.now() - lastSeen >= idleMilliseconds || clock.now() - createdAt >= longestMilliseconds;
  const nowText = (): string => new Date(clock.now()).toISOString();

  return {
    async sessionOf(headers) {
      const found = await auth.api
        .getSession({ headers, query: { disableRefresh: true } })
        .catch(async (error: unknown) => {
          await askDatabase();
          throw error;
        });
      if (!found) return null;
      const { id, createdAt, updatedAt, provenAt, secondFactorAt } = found.session;
      const lastSeen = instant(updatedAt);
      if (isOver(instant(createdAt), lastSeen)) {
        await database.deleteFrom('auth.session').where('id', '=', id).execute();
        return null;
      }
      if (clock.now() - lastSeen >= touchMilliseconds) {
        await database.updateTable('auth.session').set({ updatedAt: nowText() }).where('id', '=', id).execute();
      }
      return {
        sessionId: id,
        userId: found.user.id,
        provenAt: instant(provenAt ?? createdAt),
        hasSecondFactor: Boolean(found.user.secondFactorSince),
        isPastSecondFactor: Boolean(secondFactorAt),
      };
    },

    async sessionsOf(userId) {
      const rows = await database
        .selectFrom('auth.session')
        .select(['id', 'createdAt', 'updatedAt', 'ipAddress', 'userAgent'])
        .where('userId', '=', userId)
        .orderBy('updatedAt', 'desc')
        .orderBy('id')
        .execute();
      return rows
        .filter((row) => !isOver(instant(row.createdAt), instant(row.updatedAt)))
        .map((row) => ({
          id: row.id,
          ...deviceOf(row.userAgent ?? ''),
          address: shortenedAddress(row.ipAddress ?? ''),
          since: new Date(row.createdAt).toISOString(),
          lastUsed: new Date(row.updatedAt).toISOString(),
        }));
    },

    async endSession(userId, sessionId) {
      const ended = await database
        .deleteFrom('auth.session')
        .where('userId', '=', userId)
        .where('id', '=', sessionId)
        .returning('id')
        .execute();
      return ended.length > 0;
    },

    async endSessions(userId, exceptSessionId) {
      const ended = await database
        .deleteFrom('auth.session')
        .where('userId', '=', userId)
        .where('id', '<>', exceptSessionId ?? '')
        .returning('id')
        .execute();
      return ended.length;
    },

    async proveSession(sessionId, byFactor) {
      const now = nowText();
      await database
        .updateTable('auth.session')
        .set({ provenAt: now, ...(byFactor === 'second-factor' ? { secondFactorAt: now } : {}) })
        .where('id', '=', sessionId)
        .execute();
    },
  };
}
