import { z } from 'zod';
import { asActor } from '#platform/access/transaction.ts';
import type { Actor } from '#platform/access/actor.ts';
import { record } from '#platform/audit/record.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { route, type Route } from '#platform/http/route.ts';
import { FactorReset, FactorResets, RecoveryCodes, SignInPolicy, SignInPolicyChange } from './contract.ts';
import { PersonAddress, type SignInDoors } from './sign-in-http.ts';
import { askForFactorReset, confirmFactorReset, setSignInPolicy, signInPolicyOf } from './sign-in-policy.ts';
import { colleagueById, waitingResets, type Colleague } from './views.ts';

const nothing = z.strictObject({});

/** Doors of the second factor: one's own, what the company wants, and what two do together for one who lost hers. */
export function secondFactorRoutes(doors: Omit<SignInDoors, 'sessionOf'> & { readonly clock: Clock }): Route[] {
  const { database, signIn, letters, clock } = doors;
  const colleague = async (actor: Actor, id: number | null): Promise<Colleague> => {
    const found = id === null ? null : await asActor(database, actor, (tx) => colleagueById(tx, id));
    if (!found) throw notFound();
    return found;
  };
  const withFactor = async (person: Colleague): Promise<void> => {
    if (!(await signIn.factor.factorOf(person.userId))) throw new ProblemError(409, 'second-factor-none');
  };

  return [
    route({
      method: 'POST',
      url: '/api/me/second-factor/remove',
      ability: 'signed-in',
      body: nothing,
      stepUp: true,
      handle: async ({ actor }) => {
        const person = await colleague(actor, actor.personId);
        await withFactor(person);
        if (person.needsSecondFactor) throw new ProblemError(409, 'second-factor-demanded');
        await signIn.factor.remove(person.userId);
        await asActor(database, actor, (tx) =>
          record(tx, 'person.second-factor-remove', `person:${String(person.id)}`),
        );
      },
    }),
    route({
      method: 'POST',
      url: '/api/me/recovery-codes',
      ability: 'signed-in',
      body: nothing,
      reply: RecoveryCodes,
      stepUp: true,
      handle: async ({ actor }) => {
        const person = await colleague(actor, actor.personId);
        await withFactor(person);
        const recoveryCodes = [...(await signIn.factor.renewRecoveryCodes(person.userId))];
        await asActor(database, actor, (tx) => record(tx, 'person.recovery-codes', `person:${String(person.id)}`));
        return { recoveryCodes };
      },
    }),
    route({
      method: 'GET',
      url: '/api/sign-in-policy',
      ability: 'people.manage',
      reply: SignInPolicy,
      handle: ({ actor }) => asActor(database, actor, signInPolicyOf),
    }),
    route({
      method: 'PUT',
      url: '/api/sign-in-policy',
      ability: 'people.manage',
      body: SignInPolicyChange,
      reply: SignInPolicy,
      isVersioned: true,
      stepUp: true,
      handle: ({ actor, body, seenVersion }) =>
        asActor(database, actor, (tx) => setSignInPolicy(tx, body.secondFactorRoles, seenVersion)),
    }),
    route({
      method: 'GET',
      url: '/api/second-factor-resets',
      ability: 'people.manage',
      reply: FactorResets,
      handle: async ({ actor }) => ({
        resets: await asActor(database, actor, (tx) => waitingResets(tx, clock.now())),
      }),
    }),
    route({
      method: 'POST',
      url: '/api/people/:id/second-factor/reset',
      ability: 'people.manage',
      params: PersonAddress,
      body: FactorReset,
      stepUp: true,
      handle: async ({ actor, params, body }) => {
        const person = await colleague(actor, params.id);
        await withFactor(person);
        const { personId } = actor;
        if (personId === null) throw new ProblemError(409, 'reset-host-confirms');
        await asActor(database, actor, (tx) =>
          askForFactorReset(tx, person, { by: personId, reason: body.reason, at: clock.now() }),
        );
      },
    }),
    route({
      method: 'POST',
      url: '/api/people/:id/second-factor/reset/confirm',
      ability: 'people.manage',
      params: PersonAddress,
      body: nothing,
      stepUp: true,
      handle: async ({ actor, params }) => {
        const person = await colleague(actor, params.id);
        await withFactor(person);
        // The host holds the whole store already, so it needs no second one.
        const by = actor.isHost ? null : actor.personId;
        await asActor(database, actor, (tx) => confirmFactorReset(tx, person, by, clock.now()));
        await signIn.factor.remove(person.userId);
        await signIn.endSessions(person.userId);
        await letters.tellFactorReset(person);
      },
    }),
  ];
}
