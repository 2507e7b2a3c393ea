import { sql } from 'kysely';
import { deviceOf } from './device.ts';
import { idleMilliseconds, longestMilliseconds, sessionCookie, type SignInOptions } from './library.ts';
import { shortenedAddress } from './network.ts';
import { tokenIn } from './signed-cookie.ts';

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
  /** Whose session a request's `Cookie` names; null when there is none, or it is over. */
  readonly sessionOf: (cookie: string | undefined) => Promise<SignedIn | null>;
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

interface SessionRow {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date | string;
  readonly updatedAt: Date | string;
  readonly expiresAt: Date | string;
  readonly provenAt: Date | string | null;
  readonly secondFactorAt: Date | string | null;
  readonly secondFactorSince: Date | string | null;
}

/** Sessions, looked up at every request and kept nowhere else (SES-1). The sign-in library makes and ends them. */
export function createSessions({ database, clock, secret, publicUrl }: SignInOptions): Sessions {
  const isOver = (createdAt: number, lastSeen: number): boolean =>
    clock.now() - lastSeen >= idleMilliseconds || clock.now() - createdAt >= longestMilliseconds;
  const nowText = (): string => new Date(clock.now()).toISOString();
  const cookieName = sessionCookie(publicUrl);

  return {
    async sessionOf(cookie) {
      const token = tokenIn(cookie ?? '', cookieName, secret);
      if (token === null) return null;
      // Asked here and not through the library, which would take three statements for it at each request.
      const { rows } = await sql<SessionRow>`
        select session.id, session."userId", session."createdAt", session."updatedAt", session."expiresAt", session."provenAt",
          session."secondFactorAt", person."secondFactorSince"
        from auth.session join auth."user" person on person.id = session."userId" where session.token = ${token}`.execute(
        database,
      );
      const [found] = rows;
      if (!found) return null;
      const lastSeen = instant(found.updatedAt);
      if (isOver(instant(found.createdAt), lastSeen) || clock.now() > instant(found.expiresAt)) {
        await database.deleteFrom('auth.session').where('id', '=', found.id).execute();
        return null;
      }
      if (clock.now() - lastSeen >= touchMilliseconds) {
        await database.updateTable('auth.session').set({ updatedAt: nowText() }).where('id', '=', found.id).execute();
      }
      return {
        sessionId: found.id,
        userId: found.userId,
        provenAt: instant(found.provenAt ?? found.createdAt),
        hasSecondFactor: found.secondFactorSince !== null,
        isPastSecondFactor: found.secondFactorAt !== null,
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
