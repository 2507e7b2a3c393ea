import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { IdentityProvider } from '#platform/configuration/services.ts';
import { createLibrary, linkMilliseconds, type Hooks, type SignInOptions } from './library.ts';
import { createLimits, type Limits } from './limits.ts';
import { createPasswordLinks, type PasswordLinks } from './password-links.ts';
import { createSecondFactor, type SecondFactor } from './second-factor.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createSingleSignOn, providerId, type SingleSignOn } from './single-sign-on.ts';

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

/** Where the company's own provider sends people back to; open only where there is one. */
export const providerDoor = {
  method: 'GET',
  path: `/callback/${providerId}`,
  body: undefined,
  query: z.looseObject({}),
} as const;

export interface SignIn extends Sessions {
  /** Sign-in by the company's own provider; null where none is configured. */
  readonly singleSignOn: SingleSignOn | null;
  readonly limits: Limits;
  readonly links: PasswordLinks;
  readonly factor: SecondFactor;
  /** Answers a request to one of `signInDoors`. */
  readonly answer: (request: Request) => Promise<Response>;
  /** The sign-in library's id for this address, made when it is new. */
  readonly userFor: (email: string, name: string) => Promise<string>;
  /** An address that signs this person in once, and when it ends (instant). For the host only: whoever holds it is that person. */
  readonly linkFor: (email: string) => Promise<{ url: string; expiresAt: number }>;
  /** From now on this person signs in by this address. */
  readonly changeAddress: (userId: string, email: string) => Promise<void>;
  /** Sets a new password. Sessions stay: the caller ends those that are to end. */
  readonly setPassword: (userId: string, password: string) => Promise<void>;
  readonly hasPassword: (userId: string) => Promise<boolean>;
  /** Whether this is the person's password. False for whoever has none; it takes the same time. */
  readonly isPassword: (userId: string, password: string) => Promise<boolean>;
}

/** Sign-in by password and by one-time link, on better-auth. There is no sign-up: people are added by an administrator. */
export function createSignIn(options: SignInOptions & { readonly provider?: IdentityProvider | null }): SignIn {
  const { database, clock, secret, publicUrl } = options;
  const delivered = new Map<string, string>();
  const limits = createLimits(database, clock, secret);
  const onSession: Hooks['onSession'] = ({ userId, address }) => limits.know(userId, address);
  const auth = createLibrary(options, { onLink: (ticket, url) => delivered.set(ticket, url), onSession });
  const singleSignOn = options.provider ? createSingleSignOn(options, { onSession }, options.provider) : null;

  /** The library hides why it failed. A database that is away throws here, in its own words. */
  const askDatabase = () => sql`select 1`.execute(database);

  const hashOf = async (userId: string): Promise<string | null> => {
    const { internalAdapter } = await auth.$context;
    const accounts = await internalAdapter.findAccounts(userId);
    return accounts.find((account) => account.providerId === 'credential')?.password ?? null;
  };

  return {
    ...createSessions(options),
    singleSignOn,
    limits,
    links: createPasswordLinks(options),
    factor: createSecondFactor(options),

    async answer(request) {
      const isBack = singleSignOn !== null && new URL(request.url).pathname === `/api/auth${providerDoor.path}`;
      const response = await (isBack ? singleSignOn.answer(request) : auth.handler(request));
      if (response.status >= 500) await askDatabase();
      return response;
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

    async changeAddress(userId, email) {
      const { internalAdapter } = await auth.$context;
      await internalAdapter.updateUser(userId, { email, emailVerified: true });
    },

    async setPassword(userId, password) {
      const { internalAdapter, password: passwords } = await auth.$context;
      const hash = await passwords.hash(password);
      if ((await hashOf(userId)) !== null) await internalAdapter.updatePassword(userId, hash);
      else await internalAdapter.createAccount({ userId, providerId: 'credential', accountId: userId, password: hash });
    },

    hasPassword: async (userId) => (await hashOf(userId)) !== null,

    async isPassword(userId, password) {
      const { password: passwords } = await auth.$context;
      const hash = await hashOf(userId);
      if (hash !== null) return passwords.verify({ hash, password });
      await passwords.hash(password);
      return false;
    },
  };
}
