import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { asActor, type Database } from '#platform/access/transaction.ts';
import type { Actor } from '#platform/access/actor.ts';
import { record } from '#platform/audit/record.ts';
import type { SignedIn } from '#platform/auth/sessions.ts';
import type { SignIn } from '#platform/auth/sign-in.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { route, type Route } from '#platform/http/route.ts';
import { EndedSessions, MySignIn, NewPassword, Posting, Proof, SessionAddress, SignInLink } from './contract.ts';
import type { Letters } from './letters.ts';
import { colleagueById, type Colleague } from './views.ts';

export interface SignInDoors {
  readonly database: Database;
  readonly signIn: SignIn;
  readonly letters: Letters;
  /** The session behind the request; null when the host acts. */
  readonly sessionOf: (request: FastifyRequest) => SignedIn | null;
}

/** The number of a person in an address. */
export const PersonAddress = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });
const nothing = z.strictObject({});
/** A proof is tried so often in an hour: a browser that was left open is no place to guess. */
const proofs = { most: 20, milliseconds: 3_600_000 };

/** Doors about signing in: one's own password and sessions, the proof before dangerous acts, what is done for a colleague. */
export function signInRoutes({ database, signIn, letters, sessionOf }: SignInDoors): Route[] {
  const colleague = async (actor: Actor, id: number | null): Promise<Colleague> => {
    const found = id === null ? null : await asActor(database, actor, (tx) => colleagueById(tx, id));
    if (!found) throw notFound();
    return found;
  };
  const note = (actor: Actor, action: string, person: Colleague, detail: Record<string, unknown> = {}) =>
    asActor(database, actor, (tx) => record(tx, action, `person:${String(person.id)}`, detail));
  /** Of a person in her browser; the host has none. */
  const own = (request: FastifyRequest): SignedIn => {
    const session = sessionOf(request);
    if (!session) throw notFound();
    return session;
  };

  return [
    route({
      method: 'GET',
      url: '/api/me/sign-in',
      ability: 'signed-in',
      reply: MySignIn,
      handle: async ({ actor, request }) => {
        const { userId, sessionId } = own(request);
        const sessions = await signIn.sessionsOf(userId);
        const person = await colleague(actor, actor.personId);
        return {
          hasPassword: await signIn.hasPassword(userId),
          secondFactor: await signIn.factor.factorOf(userId),
          isSecondFactorDemanded: person.needsSecondFactor,
          sessions: sessions.map((one) => ({ ...one, isThis: one.id === sessionId })),
        };
      },
    }),
    route({
      method: 'PUT',
      url: '/api/me/password',
      ability: 'signed-in',
      body: NewPassword,
      stepUp: true,
      handle: async ({ actor, body, request }) => {
        const { userId, sessionId } = own(request);
        const person = await colleague(actor, actor.personId);
        await signIn.setPassword(userId, body.password);
        // Whoever knew the old one is out.
        await signIn.endSessions(userId, sessionId);
        await note(actor, 'person.password', person);
      },
    }),
    route({
      method: 'GET',
      url: '/api/me/proof',
      ability: 'signed-in',
      // What it answers is whether it does.
      stepUp: true,
      reply: z.strictObject({ proven: z.literal(true) }),
      handle: () => Promise.resolve({ proven: true as const }),
    }),
    route({
      method: 'POST',
      url: '/api/me/proof',
      ability: 'signed-in',
      body: Proof,
      handle: async ({ body, request }) => {
        const { userId, sessionId } = own(request);
        await signIn.limits.take('proof', userId, proofs);
        const isRight =
          body.by === 'password'
            ? await signIn.isPassword(userId, body.secret)
            : await signIn.factor.isCode(userId, body.secret);
        if (!isRight) throw new ProblemError(422, 'wrong-proof');
        await signIn.proveSession(sessionId, 'password');
      },
    }),
    route({
      method: 'POST',
      url: '/api/me/sessions/:id/end',
      ability: 'signed-in',
      params: SessionAddress,
      body: nothing,
      handle: async ({ actor, params, request }) => {
        const person = await colleague(actor, actor.personId);
        if (!(await signIn.endSession(own(request).userId, params.id))) throw notFound();
        await note(actor, 'person.sessions-end', person, { ended: 1 });
      },
    }),
    route({
      method: 'POST',
      url: '/api/me/sessions/end-others',
      ability: 'signed-in',
      body: nothing,
      reply: EndedSessions,
      handle: async ({ actor, request }) => {
        const { userId, sessionId } = own(request);
        const person = await colleague(actor, actor.personId);
        const ended = await signIn.endSessions(userId, sessionId);
        await note(actor, 'person.sessions-end', person, { ended });
        return { ended };
      },
    }),
    route({
      method: 'POST',
      url: '/api/people/:id/sessions/end',
      ability: 'people.manage',
      params: PersonAddress,
      body: nothing,
      reply: EndedSessions,
      handle: async ({ actor, params }) => {
        const person = await colleague(actor, params.id);
        const ended = await signIn.endSessions(person.userId);
        await note(actor, 'person.sessions-end', person, { ended });
        return { ended };
      },
    }),
    route({
      method: 'POST',
      url: '/api/people/:id/invitation',
      isOnce: true,
      ability: 'people.manage',
      params: PersonAddress,
      body: nothing,
      reply: Posting,
      handle: async ({ actor, params }) => {
        const person = await colleague(actor, params.id);
        const mail = (await signIn.hasPassword(person.userId))
          ? await letters.reset(person)
          : await letters.invite(person, actor.name);
        if (mail === 'no-server') throw new ProblemError(409, 'mail-missing', { email: person.email });
        await note(actor, 'person.invite', person, { mail });
        return { mail };
      },
    }),
    route({
      method: 'POST',
      url: '/api/people/:id/sign-in-link',
      ability: 'people.manage',
      params: PersonAddress,
      body: nothing,
      reply: SignInLink,
      status: 201,
      handle: async ({ actor, params }) => {
        // Whoever holds the link is that person: shown to an administrator, it would let her read the business (ACC-9).
        if (!actor.isHost) throw new ProblemError(403, 'not-allowed', { ability: 'host' });
        const person = await colleague(actor, params.id);
        if (person.isDisabled) throw new ProblemError(409, 'person-disabled', { name: person.name });
        await note(actor, 'person.sign-in-link', person);
        const link = await signIn.linkFor(person.email);
        return {
          email: person.email,
          name: person.name,
          role: person.role,
          url: link.url,
          expiresAt: new Date(link.expiresAt).toISOString(),
        };
      },
    }),
  ];
}
