import { betterAuth } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins';
import { z } from 'zod';
import type { IdentityProvider } from '#platform/configuration/services.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { libraryOptions, type Hooks, type SignInOptions } from './library.ts';

/** The one provider that there may be; it stands in the address to which the provider sends people back. */
export const providerId = 'oidc';

const discoveryMilliseconds = 5000;
/** Where people land whom the provider let in and we do not, or who came back without what they took along. */
const refusedAt = '/sign-in?by=provider';

const Discovery = z.looseObject({ issuer: z.string() });

/** Sign-in by the company's own provider (OpenID Connect). */
export interface SingleSignOn {
  readonly label: string;
  /**
   * Begins: the provider's address to go to, and the cookies to take along.
   * @param headers of the request that asks
   * @param returnTo a path of our own page
   * @throws ProblemError 503 `provider-away`
   */
  readonly begin: (headers: Headers, returnTo: string) => Promise<{ url: string; cookies: readonly string[] }>;
  /** Answers whoever comes back from the provider. @throws ProblemError 503 `provider-away` */
  readonly answer: (request: Request) => Promise<Response>;
}

/**
 * Single sign-on for people who are here already: the provider says whose address it is, verified, and nobody is added.
 * The provider is asked when somebody first comes, and asked again later when it was away: it need not be up when we start.
 */
export function createSingleSignOn(
  options: SignInOptions,
  hooks: Pick<Hooks, 'onSession'>,
  provider: IdentityProvider,
): SingleSignOn {
  let ready: ReturnType<typeof connect> | null = null;

  async function connect() {
    const discoveryUrl = `${provider.issuer}/.well-known/openid-configuration`;
    const found = await fetch(discoveryUrl, { redirect: 'error', signal: AbortSignal.timeout(discoveryMilliseconds) });
    const { issuer } = Discovery.parse(await found.json());
    if (issuer.replace(/\/$/, '') !== provider.issuer) throw new Error(`The provider calls itself ${issuer}.`);
    const auth = betterAuth({
      ...libraryOptions(options, hooks),
      account: { updateAccountOnSignIn: false },
      // Back to our own page with the reason, whatever went wrong.
      onAPIError: { errorURL: `${options.publicUrl}${refusedAt}` },
      plugins: [
        genericOAuth({
          config: [
            {
              providerId,
              discoveryUrl,
              clientId: provider.clientId,
              clientSecret: provider.clientSecret,
              scopes: ['openid', 'email', 'profile'],
              pkce: true,
              disableSignUp: true,
              requireIdTokenVerification: true,
            },
          ],
        }),
      ],
    });
    const { socialProviders } = await auth.$context;
    if (!socialProviders.some(({ id }) => id === providerId)) throw new Error('The provider describes itself badly.');
    return auth;
  }

  const library = async (): ReturnType<typeof connect> => {
    ready ??= connect();
    try {
      return await ready;
    } catch (error) {
      ready = null;
      options.log(`The identity provider cannot be used: ${error instanceof Error ? error.message : String(error)}`);
      throw new ProblemError(503, 'provider-away', { label: provider.label });
    }
  };

  return {
    label: provider.label,

    async begin(headers, returnTo) {
      const auth = await library();
      const own = new Headers({ origin: options.publicUrl, 'content-type': 'application/json' });
      for (const name of ['user-agent', 'x-kulcs-client-address']) {
        const value = headers.get(name);
        if (value !== null) own.set(name, value);
      }
      const response = await auth.handler(
        new Request(`${options.publicUrl}/api/auth/sign-in/social`, {
          method: 'POST',
          headers: own,
          body: JSON.stringify({
            provider: providerId,
            callbackURL: returnTo,
            errorCallbackURL: refusedAt,
            disableRedirect: true,
          }),
        }),
      );
      const { url } = z.looseObject({ url: z.string() }).parse(await response.json());
      return { url, cookies: response.headers.getSetCookie() };
    },

    answer: async (request) => (await library()).handler(request),
  };
}
