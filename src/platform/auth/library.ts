import { betterAuth } from 'better-auth';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { magicLink } from 'better-auth/plugins';
import type { Clock } from '#platform/clock/clock.ts';
import type { Database } from '#platform/access/transaction.ts';
import { createSlots } from '#platform/transfer/slots.ts';

/** A session ends after so long without a request, and after so long at all (reliability SES-1; NIST SP 800-63B AAL2). */
export const idleMilliseconds = 60 * 60 * 1000;
export const longestMilliseconds = 12 * 60 * 60 * 1000;
export const linkMilliseconds = 24 * 60 * 60 * 1000;
/** Bounds of a password (NIST SP 800-63B: length, not signs). */
const passwordLength = { shortest: 12, longest: 128 } as const;

/** What the sign-in is given by the house. */
export interface SignInOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly secret: string;
  readonly publicUrl: string;
  readonly origins: readonly string[];
  /** Is told what the library complains of. */
  readonly log: (message: string) => void;
}

export interface Hooks {
  /** Is given each one-time link with the ticket under which it was asked for. */
  readonly onLink: (ticket: string, url: string) => void;
  /** Is told of every sign-in, by whatever way. */
  readonly onSession: (session: { readonly userId: string; readonly address: string }) => Promise<void>;
}

// A hash takes 16 MB and a processor for a while: more at once would make everybody wait for those who guess (SES-4).
const hashing = createSlots(4);

async function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  const giveBack = await hashing.take();
  try {
    return await work();
  } finally {
    giveBack();
  }
}

// A browser takes `__Host-` only over TLS, for this very host and the whole of it.
const cookieName = (name: string, publicUrl: string): string =>
  publicUrl.startsWith('https://') ? `__Host-kulcs-${name}` : `kulcs-${name}`;

/** The cookie that holds a session: its token, a point, and the token's signature. */
export const sessionCookie = (publicUrl: string): string => cookieName('session', publicUrl);

/** What every use of the library has in common: what it may do, and how its cookies look. */
export function libraryOptions(
  { database, secret, publicUrl, origins, log }: SignInOptions,
  { onSession }: Pick<Hooks, 'onSession'>,
) {
  const isTls = publicUrl.startsWith('https://');
  const cookie = (name: string) => ({
    name: cookieName(name, publicUrl),
    attributes: { secure: isTls, httpOnly: true, sameSite: 'lax', path: '/' } as const,
  });
  return {
    appName: 'Kulcs',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: { db: database.withSchema('auth'), type: 'postgres' as const },
    trustedOrigins: [...origins],
    telemetry: { enabled: false },
    // Into our own log, which keeps one event on one line: what it repeats of a request may have line breaks.
    logger: { level: 'error' as const, log: (_level: string, message: string) => log(message) },
    user: { additionalFields: { secondFactorSince: { type: 'date', required: false, input: false } } } as const,
    session: {
      expiresIn: longestMilliseconds / 1000,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      additionalFields: {
        provenAt: { type: 'date', required: false, input: false },
        secondFactorAt: { type: 'date', required: false, input: false },
      },
    } as const,
    databaseHooks: {
      session: {
        create: {
          after: ({ userId, ipAddress }: { userId: string; ipAddress?: string | null | undefined }) =>
            onSession({ userId, address: ipAddress ?? '' }),
        },
      },
      account: {
        create: {
          // We ask the provider nothing afterwards, so its tokens are not kept.
          before: async (account: Record<string, unknown>) => ({
            data: { ...account, accessToken: null, refreshToken: null, idToken: null },
          }),
        },
      },
    },
    // Ours count by person as well (limits.ts).
    rateLimit: { enabled: false },
    advanced: {
      useSecureCookies: false,
      // Said outright, because the library leaves the check out where NODE_ENV is test: a link must not lead to another site.
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      cookies: { session_token: cookie('session'), state: cookie('state') },
    },
  };
}

/** The sign-in library for passwords and one-time links. */
export function createLibrary(options: SignInOptions, hooks: Hooks) {
  return betterAuth({
    ...libraryOptions(options, hooks),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.shortest,
      maxPasswordLength: passwordLength.longest,
      password: {
        hash: (password) => inTurn(() => hashPassword(password)),
        verify: (given) => inTurn(() => verifyPassword(given)),
      },
    },
    plugins: [
      magicLink({
        disableSignUp: true,
        storeToken: 'hashed',
        expiresIn: linkMilliseconds / 1000,
        sendMagicLink: ({ url, metadata }) => {
          if (typeof metadata?.['ticket'] === 'string') hooks.onLink(metadata['ticket'], url);
        },
      }),
    ],
  });
}

/** Where the library finds the address that the server saw; what a browser sends under this name is overwritten. */
export const clientAddressHeader = 'x-kulcs-client-address';
