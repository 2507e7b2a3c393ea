import { asActor, type Database } from '#platform/access/transaction.ts';
import type { SignIn } from '#platform/auth/sign-in.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { notFound } from '#platform/http/problem.ts';
import { route, type Route } from '#platform/http/route.ts';
import { dayAt } from '#kernel/day.ts';
import { addPerson, changeSettings } from './commands.ts';
import { abilityNames, AddedPerson, Me, NewPerson, PeopleReply, SettingsChange } from './contract.ts';
import type { Letters } from './letters.ts';
import { sightOf } from './domain/abilities.ts';
import { colleagueById, companyOf, listPeople } from './views.ts';

interface TeamDoors {
  readonly database: Database;
  readonly signIn: SignIn;
  readonly clock: Clock;
  readonly letters: Letters;
}

/** Doors of the team: oneself and colleagues. */
export function teamRoutes({ database, signIn, clock, letters }: TeamDoors): Route[] {
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
      isOnce: true,
      body: NewPerson,
      reply: AddedPerson,
      status: 201,
      handle: async ({ actor, body }) => {
        const { invite, ...rest } = body;
        const input = { ...rest, language: rest.language ?? actor.language };
        const { added, person } = await asActor(database, actor, async (tx) => {
          const made = await addPerson(tx, input, signIn.userFor);
          const listed = (await listPeople(tx)).find((one) => one.id === made.id);
          if (!listed) throw new Error('The person just added is not listed.');
          return { added: made, person: listed };
        });
        // Only when she is there for good: a letter cannot be called back.
        return { ...person, mail: invite !== false ? await letters.invite(added, actor.name) : ('none' as const) };
      },
    }),
  ];
}
