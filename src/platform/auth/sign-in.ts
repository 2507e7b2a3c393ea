import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { magicLink } from 'better-auth/plugins';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Clock } from '#platform/clock/clock.ts';
import type { Database } from '#platform/access/transaction.ts';

/** A session ends after so long without a request, and after so long at all (reliability SES-1; NIST SP 800-63B AAL2). */
const idleMilliseconds = 60 * 60 * 1000;
const longestMilliseconds = 12 * 60 * 60 * 1000;
/** Dangerous acts ask for a sign-in that is not older than this (SES-8). */
export const stepUpMilliseconds = 10 * 60 * 1000;
const linkMilliseconds = 24 * 60 * 60 * 1000;
// Writing the time of each request would be a write per read; a minute is fine for an hour's limit.
const touchMilliseconds = 60 * 1000;

/** The only doors of the sign-in library that are open (SES-6), and the shapes of what they take. */
export const signInDoors = [
  {
    method: 'POST',
    path: '/sign-in/email',
    body: z.strictObject({ email: z.string().min(1).max(254), password: z.string().min(1).max(128) }),
    query: undefined,
  },
  { method: 'POST', path: '/sign-out', body: z.strictObject({}), query: undefined },
  {
    method: 'GET',
    path: '/magic-link/verify',
    body: undefined,
    query: z.strictObject({
      token: z.string().min(1).max(200),
      callbackURL: z.string().max(2000).optional(),
      errorCallbackURL: z.string().max(2000).optional(),
    }),
  },
] as const;

export interface SignedIn {
  readonly userId: string;
  readonly signedInAt: number;
}

export interface SignIn {
  /** Answers a request to one of `signInDoors`. */
  readonly answer: (request: Request) => Promise<Response>;
  /** Whose session the cookie names; null when there is none, or it is over. */
  readonly sessionOf: (headers: Headers) => Promise<SignedIn | null>;
  /** The sign-in library's id for this address, made when it is new. */
  readonly userFor: (email: string, name: string) => Promise<string>;
  /** An address that signs this person in once, and when it ends (instant). */
  readonly linkFor: (email: string) => Promise<{ url: string; expiresAt: number }>;
  readonly setPassword: (userId: string, password: string) => Promise<void>;
  readonly hasPassword: (userId: string) => Promise<boolean>;
}

interface SignInOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly secret: string;
  readonly publicUrl: string;
  readonly origins: readonly string[];
  /** Is told what the library complains of. */
  readonly log: (message: string) => void;
}

/** Sign-in by password and by one-time link, on better-auth. There is no sign-up: people are added by an administrator. */
export function createSignIn({ database, clock, secret, publicUrl, origins, log }: SignInOptions): SignIn {
  const isTls = publicUrl.startsWith('https://');
  const delivered = new Map<string, string>();
  const auth = betterAuth({
    appName: 'Kulcs',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: { db: database.withSchema('auth'), type: 'postgres' },
    trustedOrigins: [...origins],
    telemetry: { enabled: false },
    // Into our own log, which keeps one event on one line: what it repeats of a request may have line breaks.
    logger: { level: 'error', log: (_level, message) => log(message) },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    plugins: [
      magicLink({
        disableSignUp: true,
        storeToken: 'hashed',
        expiresIn: linkMilliseconds / 1000,
        sendMagicLink: ({ url, metadata }) => {
          if (typeof metadata?.['ticket'] === 'string') delivered.set(metadata['ticket'], url);
        },
      }),
    ],
    session: { expiresIn: longestMilliseconds / 1000, disableSessionRefresh: true, cookieCache: { enabled: false } },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 100,
      customRules: { '/sign-in/email': { window: 60, max: 10 }, '/magic-link/verify': { window: 60, max: 20 } },
    },
    advanced: {
      useSecureCookies: false,
      // Said outright, because the library leaves the check out where NODE_ENV is test: a link must not lead to another site.
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: ['x-kulcs-client-address'] },
      cookies: {
        session_token: {
          // A browser takes `__Host-` only over TLS, for this very host and the whole of it.
          name: isTls ? '__Host-kulcs-session' : 'kulcs-session',
          attributes: { secure: isTls, httpOnly: true, sameSite: 'lax', path: '/' },
        },
      },
    },
  });

  /** The library hides why it failed. A database that is away throws here, in its own words. */
  const askDatabase = () => sql`select 1`.execute(database);

  return {
    async answer(request) {
      const response = await auth.handler(request);
      if (response.status >= 500) await askDatabase();
      return response;
    },

    async sessionOf(headers) {
      const found = await auth.api
        .getSession({ headers, query: { disableRefresh: true } })
        .catch(async (error: unknown) => {
          await askDatabase();
          throw error;
        });
      if (!found) return null;
      const { id, createdAt, updatedAt } = found.session;
      const now = clock.now();
      const lastSeen = new Date(updatedAt).getTime();
      const signedInAt = new Date(createdAt).getTime();
      if (now - lastSeen >= idleMilliseconds || now - signedInAt >= longestMilliseconds) {
        await database.withSchema('auth').deleteFrom('auth.session').where('id', '=', id).execute();
        return null;
      }
      if (now - lastSeen >= touchMilliseconds) {
        await database
          .updateTable('auth.session')
          .set({ updatedAt: new Date(now).toISOString() })
          .where('id', '=', id)
          .execute();
      }
      return { userId: found.user.id, signedInAt };
    },

    async userFor(email, name) {
      const { internalAdapter } = await auth.$context;
      const known = await internalAdapter.findUserByEmail(email);
      if (known) return known.user.id;
      // The address was given by an administrator or the host, not claimed by whoever signs in, so it counts as verified.
      const made = await internalAdapter.createUser({ email, name, emailVerified: true }, { method: 'admin' });
      return made.id;
    },

    async linkFor(email) {
      const ticket = randomUUID();
      await auth.api.signInMagicLink({
        headers: new Headers({ origin: publicUrl }),
        body: { email, callbackURL: '/', errorCallbackURL: '/sign-in', metadata: { ticket } },
      });
      const url = delivered.get(ticket);
      delivered.delete(ticket);
      if (url === undefined) throw new Error('The sign-in library made no link.');
      return { url, expiresAt: clock.now() + linkMilliseconds };
    },

    async setPassword(userId, password) {
      const { internalAdapter, password: passwords } = await auth.$context;
      const hash = await passwords.hash(password);
      const accounts = await internalAdapter.findAccounts(userId);
      if (accounts.some((account) => account.providerId === 'credential')) {
        await internalAdapter.updatePassword(userId, hash);
      } else {
        await internalAdapter.createAccount({ userId, providerId: 'credential', accountId: userId, password: hash });
      }
    },

    async hasPassword(userId) {
      const { internalAdapter } = await auth.$context;
      const accounts = await internalAdapter.findAccounts(userId);
      return accounts.some((account) => account.providerId === 'credential');
    },
  };
}
