import { createServer, type Server } from 'node:http';
import Provider from 'oidc-provider';

/** What the provider says of somebody. */
export interface Claims {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
}

interface TestProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Goes through the provider's sign-in as this person, the way a browser does. @returns where the provider sends the browser */
  readonly visit: (url: string, who: Claims) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** A real OpenID Connect server on this machine (oidc-provider), which lets in whom the test names. */
export async function startIdentityProvider(port: number, redirectUri: string): Promise<TestProvider> {
  const issuer = `http://127.0.0.1:${String(port)}`;
  const client = { id: 'kulcs', secret: 'a secret of the test client, long enough' };
  const known = new Map<string, Claims>();
  let visitor: Claims | null = null;
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: ['keys of the test'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ name: 'Név', ...(known.get(id) ?? { sub: id }) }),
    }),
    async loadExistingGrant(context) {
      const { client: asking, session } = context.oidc;
      const grant = new provider.Grant({ clientId: asking?.clientId ?? '', accountId: session?.accountId ?? '' });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  const server: Server = createServer((request, response) => {
    if (request.url?.startsWith('/interaction/') === true && visitor) {
      known.set(visitor.sub, visitor);
      void provider.interactionFinished(request, response, { login: { accountId: visitor.sub } });
    } else void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    issuer,
    clientId: client.id,
    clientSecret: client.secret,
    async visit(url, who) {
      visitor = who;
      const cookies = new Map<string, string>();
      for (let at = url, steps = 0; steps < 10; steps += 1) {
        const reply = await fetch(at, {
          redirect: 'manual',
          headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        });
        for (const cookie of reply.headers.getSetCookie()) {
          const [name = '', value = ''] = (cookie.split(';', 1)[0] ?? '').split(/=(.*)/s);
          cookies.set(name, value);
        }
        const next = reply.headers.get('location');
        if (next === null) throw new Error(`The provider answers ${String(reply.status)}: ${await reply.text()}`);
        at = new URL(next, at).href;
        if (!at.startsWith(issuer)) return at;
      }
      throw new Error('The provider leads in a circle.');
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
