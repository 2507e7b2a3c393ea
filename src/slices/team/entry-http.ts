import type { FastifyRequest } from 'fastify';
import { renderSVG } from 'uqr';
import { z } from 'zod';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { toHeaders } from '#platform/auth/doors.ts';
import { addressOfSecret } from '#platform/auth/one-time-code.ts';
import { stepUpMilliseconds, type SignedIn } from '#platform/auth/sessions.ts';
import type { SignIn } from '#platform/auth/sign-in.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { openRoute, type OpenRoute } from '#platform/http/open-routes.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import type { Post } from '#platform/mail/post.ts';
import {
  FactorCode,
  FactorSecret,
  Forgotten,
  PasswordByLink,
  PasswordLink,
  PasswordLinkFacts,
  ProviderAddress,
  ProviderStart,
  RecoveryCodes,
  SignInState,
} from './contract.ts';
import { wallOf } from './domain/second-factor.ts';
import type { Letters } from './letters.ts';
import type { Colleague } from './views.ts';

interface EntryDoors {
  readonly database: Database;
  readonly signIn: SignIn;
  readonly clock: Clock;
  readonly post: Post;
  readonly letters: Letters;
  readonly companyName: () => Promise<string>;
  /** The session that the request's cookie names, whatever it has still to show. */
  readonly sessionOf: (request: FastifyRequest) => Promise<SignedIn | null>;
  /** A person who may sign in; null for whoever is none, or no longer. */
  readonly personOf: (userId: string) => Promise<Colleague | null>;
  readonly personByEmail: (email: string) => Promise<Colleague | null>;
  /** That person acting, with nothing but her name: all that these doors record is her own doing. */
  readonly acting: (person: Colleague) => Actor;
  /** Does something after the answer, so that its time tells nothing. */
  readonly later: (work: () => Promise<unknown>) => void;
}

const hour = 3_600_000;
const forgottenFrom = { most: 5, milliseconds: 10 * 60_000 };
const forgottenOf = { most: 3, milliseconds: hour };
const linksFrom = { most: 20, milliseconds: 60_000 };
const codes = { most: 30, milliseconds: hour };

/** Doors on the way in, for those who are not signed in yet, or not past their second factor. */
export function entryRoutes(doors: EntryDoors): OpenRoute[] {
  const { database, signIn, clock, post, letters, companyName, sessionOf, personOf, personByEmail, acting, later } =
    doors;
  const note = (person: Colleague, action: string, detail: Record<string, unknown> = {}) =>
    asActor(database, acting(person), (tx) => record(tx, action, `person:${String(person.id)}`, detail));
  const present = async (request: FastifyRequest): Promise<{ session: SignedIn; person: Colleague }> => {
    const session = await sessionOf(request);
    const person = session && (await personOf(session.userId));
    if (!person) throw new ProblemError(401, 'signed-out');
    return { session, person };
  };
  const proven = async (request: FastifyRequest): ReturnType<typeof present> => {
    const found = await present(request);
    if (clock.now() - found.session.provenAt >= stepUpMilliseconds) throw new ProblemError(401, 'step-up');
    if (found.session.hasSecondFactor) throw new ProblemError(409, 'second-factor-there');
    return found;
  };

  return [
    openRoute({
      method: 'GET',
      url: '/api/sign-in',
      reply: SignInState,
      handle: async ({ request }) => {
        const session = await sessionOf(request);
        const person = session && (await personOf(session.userId));
        const wall = session && person ? wallOf(session, person.needsSecondFactor) : null;
        const state: SignInState['state'] = wall === null ? 'signed-out' : wall === 'open' ? 'signed-in' : wall;
        return { state, canMail: await post.canSend(), provider: signIn.singleSignOn?.label ?? null };
      },
    }),
    openRoute({
      method: 'POST',
      url: '/api/sign-in/provider',
      body: ProviderStart,
      reply: ProviderAddress,
      handle: async ({ body, request, reply }) => {
        if (!signIn.singleSignOn) throw notFound();
        await signIn.limits.takeFrom('provider', request.ip, { most: 30, milliseconds: 60_000 });
        const { url, cookies } = await signIn.singleSignOn.begin(toHeaders(request), body.returnTo);
        for (const cookie of cookies) void reply.header('set-cookie', cookie);
        return { url };
      },
    }),
    openRoute({
      method: 'POST',
      url: '/api/sign-in/forgotten',
      body: Forgotten,
      handle: async ({ body, request }) => {
        await signIn.limits.takeFrom('forgotten', request.ip, forgottenFrom);
        later(async () => {
          const person = await personByEmail(body.email);
          if (!person) return;
          await signIn.limits.take('forgotten', person.userId, forgottenOf);
          const mail = await letters.reset(person);
          await note(person, 'person.forgotten', { mail });
        });
      },
    }),
    openRoute({
      method: 'POST',
      url: '/api/sign-in/link',
      body: PasswordLink,
      reply: PasswordLinkFacts,
      handle: async ({ body, request }) => {
        await signIn.limits.takeFrom('link', request.ip, linksFrom);
        const holder = await signIn.links.look(body.token);
        const person = holder && (await personOf(holder.userId));
        if (!person) throw new ProblemError(404, 'link-over');
        return { purpose: holder.purpose, name: person.name, email: person.email };
      },
    }),
    openRoute({
      method: 'POST',
      url: '/api/sign-in/link/password',
      body: PasswordByLink,
      handle: async ({ body, request }) => {
        await signIn.limits.takeFrom('link', request.ip, linksFrom);
        const holder = await signIn.links.spend(body.token);
        const person = holder && (await personOf(holder.userId));
        if (!person) throw new ProblemError(404, 'link-over');
        await signIn.setPassword(person.userId, body.password);
        await signIn.endSessions(person.userId);
        await note(person, 'person.password', { by: holder.purpose });
      },
    }),
    openRoute({
      method: 'POST',
      url: '/api/sign-in/second-factor',
      body: FactorCode,
      handle: async ({ body, request }) => {
        const { session, person } = await present(request);
        await signIn.limits.take('second factor', session.userId, codes);
        if (!(await signIn.factor.isCode(session.userId, body.code))) {
          if (!(await signIn.factor.isRecoveryCode(session.userId, body.code)))
            throw new ProblemError(422, 'wrong-code');
          await note(person, 'person.recovery-code-use');
        }
        await signIn.proveSession(session.sessionId, 'second-factor');
      },
    }),
    openRoute({
      method: 'POST',
      url: '/api/sign-in/second-factor/set-up',
      body: z.strictObject({}),
      reply: FactorSecret,
      handle: async ({ request }) => {
        const { person } = await proven(request);
        const secret = await signIn.factor.begin(person.userId);
        if (secret === null) throw new ProblemError(409, 'second-factor-there');
        const address = addressOfSecret(secret, await companyName(), person.email);
        return { secret, address, picture: renderSVG(address, { ecc: 'M', border: 2, pixelSize: 4 }) };
      },
    }),
    openRoute({
      method: 'POST',
      url: '/api/sign-in/second-factor/confirm',
      body: FactorCode,
      reply: RecoveryCodes,
      handle: async ({ body, request }) => {
        const { session, person } = await proven(request);
        await signIn.limits.take('second factor', session.userId, codes);
        const recoveryCodes = await signIn.factor.confirm(person.userId, body.code);
        if (!recoveryCodes) throw new ProblemError(422, 'wrong-code');
        await signIn.proveSession(session.sessionId, 'second-factor');
        await note(person, 'person.second-factor-set');
        return { recoveryCodes: [...recoveryCodes] };
      },
    }),
  ];
}
