import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { parseInput } from '#platform/http/input.ts';
import { checkContentType } from '#platform/http/origin.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { clientAddressHeader } from './library.ts';
import { providerDoor, signInDoors, type SignIn } from './sign-in.ts';

/** Opens the sign-in library's doors under /api/auth, and only those of `signInDoors`, under the same rules as all doors. */
export function registerSignInDoors(app: FastifyInstance, signIn: SignIn, publicUrl: string): void {
  for (const door of signIn.singleSignOn ? [...signInDoors, providerDoor] : signInDoors) {
    app.route({
      method: door.method,
      url: `/api/auth${door.path}`,
      onRequest: async (request) => {
        checkContentType(request, door.body === undefined ? 'none' : 'json');
      },
      handler: async (request, reply) => {
        parseInput(door.query, request.query, 'query');
        const body = parseInput(door.body, request.body, 'body');
        await countTry(signIn, door.path, request, body);
        const response = await signIn.answer(toWebRequest(request, publicUrl, body));
        for (const cookie of response.headers.getSetCookie()) void reply.header('set-cookie', cookie);
        const location = response.headers.get('location');
        if (location) return reply.code(302).header('location', location).send();
        if (response.ok) return reply.code(200).send({ ok: true });
        // The library refuses a link that would lead on to another site.
        if (response.status === 403) throw new ProblemError(403, 'foreign-origin');
        if (response.status >= 500) throw new ProblemError(500, 'ours');
        // One answer for an unknown address and a wrong password, so that nobody learns who works here.
        throw new ProblemError(401, 'wrong-password');
      },
    });
  }
}

/** Guessing is slow (SES-4). @throws ProblemError 429 `too-many-tries` */
async function countTry(
  { limits }: SignIn,
  path: (typeof signInDoors)[number]['path'] | typeof providerDoor.path,
  { ip }: FastifyRequest,
  body: unknown,
): Promise<void> {
  if (path === '/magic-link/verify') await limits.takeFrom('link', ip, { most: 20, milliseconds: 60_000 });
  if (path === providerDoor.path) await limits.takeFrom('provider', ip, { most: 30, milliseconds: 60_000 });
  if (path !== '/sign-in/email') return;
  const { email } = body as z.output<(typeof signInDoors)[0]['body']>; // the shape of this very door
  await limits.takePassword(email, ip);
}

/** The request's headers as the web standard has them; the client's address is what the server saw, never what was sent. */
export function toHeaders(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value);
  }
  headers.set(clientAddressHeader, request.ip);
  return headers;
}

function toWebRequest(request: FastifyRequest, publicUrl: string, body: unknown): Request {
  const headers = toHeaders(request);
  headers.delete('content-length');
  return new Request(new URL(request.url, publicUrl), {
    method: request.method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
