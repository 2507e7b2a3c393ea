import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { stepUpMilliseconds, type SignIn } from '#platform/auth/sign-in.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { route, type Route } from '#platform/http/route.ts';
import { dayAt } from '#kernel/day.ts';
import { addPerson, changeSettings } from './commands.ts';
import {
  abilityNames,
  Me,
  NewPassword,
  NewPerson,
  PeopleReply,
  Person,
  SettingsChange,
  SignInLink,
} from './contract.ts';
import { sightOf } from './domain/abilities.ts';
import { colleagueById, companyOf, listPeople } from './views.ts';

interface TeamDoors {
  readonly database: Database;
  readonly signIn: SignIn;
  readonly clock: Clock;
  /** When the person behind the request signed in; null when the host acts. */
  readonly signedInAt: (request: FastifyRequest) => Promise<number | null>;
}

/** Doors of the team: oneself, colleagues, sign-in links. */
export function teamRoutes({ database, signIn, clock, signedInAt }: TeamDoors): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/me',
      ability: 'signed-in',
      reply: Me,
      handle: ({ actor }) =>
        asActor(database, actor, async (tx) => {
          const person = actor.personId === null ? null : await colleagueById(tx, actor.personId);
          const company = await companyOf(tx);
          if (!person || !company) throw notFound();
          return {
            person: { id: person.id, name: person.name, email: person.email, role: person.role },
            abilities: abilityNames.filter((ability) => actor.abilities.has(ability)),
            sight: sightOf(person.role),
            company,
            settings: person.settings,
            hasPassword: await signIn.hasPassword(person.userId),
            today: dayAt(clock.now(), company.timeZone),
          };
        }),
    }),
    route({
      method: 'PATCH',
      url: '/api/me/settings',
      ability: 'signed-in',
      body: SettingsChange,
      handle: async ({ actor, body }) => {
        const { personId } = actor;
        if (personId === null) throw notFound();
        await asActor(database, actor, (tx) => changeSettings(tx, personId, body));
      },
    }),
    route({
      method: 'PUT',
      url: '/api/me/password',
      ability: 'signed-in',
      body: NewPassword,
      handle: async ({ actor, body, request }) => {
        const { personId } = actor;
        const since = await signedInAt(request);
        if (personId === null || since === null) throw notFound();
        if (clock.now() - since >= stepUpMilliseconds) {
          throw new ProblemError(401, 'step-up', { minutes: stepUpMilliseconds / 60_000 });
        }
        const person = await asActor(database, actor, (tx) => colleagueById(tx, personId));
        if (!person) throw notFound();
        await signIn.setPassword(person.userId, body.password);
        await asActor(database, actor, (tx) => record(tx, 'person.password', `person:${String(person.id)}`));
      },
    }),
    route({
      method: 'GET',
      url: '/api/people',
      ability: 'signed-in',
      reply: PeopleReply,
      handle: async ({ actor }) => ({ people: await asActor(database, actor, listPeople) }),
    }),
    route({
      method: 'POST',
      url: '/api/people',
      ability: 'people.manage',
      body: NewPerson,
      reply: Person,
      status: 201,
      handle: ({ actor, body }) =>
        asActor(database, actor, async (tx) => {
          const added = await addPerson(tx, body, signIn.userFor);
          const person = (await listPeople(tx)).find((one) => one.id === added.id);
          if (!person) throw new Error('The person just added is not listed.');
          return person;
        }),
    }),
    route({
      method: 'POST',
      url: '/api/people/:id/sign-in-link',
      ability: 'people.manage',
      params: z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) }),
      body: z.strictObject({}),
      reply: SignInLink,
      status: 201,
      handle: async ({ actor, params }) => {
        const person = await asActor(database, actor, async (tx) => {
          const found = await colleagueById(tx, params.id);
          if (!found) throw notFound();
          // Whoever holds the link is that person: an administrator must not become somebody who reads the business unseen.
          await record(tx, 'person.sign-in-link', `person:${String(found.id)}`);
          return found;
        });
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
