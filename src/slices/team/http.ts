import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database, type Tx } from '#platform/access/transaction.ts';
import type { SignIn } from '#platform/auth/sign-in.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { notFound } from '#platform/http/problem.ts';
import { route, type Route } from '#platform/http/route.ts';
import { dayAt } from '#kernel/day.ts';
import { changeSettings } from './commands.ts';
import { abilityNames, Me, SettingsChange } from './contract.ts';
import type { Letters } from './letters.ts';
import { peopleRoutes } from './people-routes.ts';
import type { AccountsOfTeam } from './ports.ts';
import { substitutionRoutes } from './substitution-routes.ts';
import { colleagueById, companyOf, standingInFor } from './views.ts';

interface TeamDoors {
  readonly database: Database;
  readonly signIn: SignIn;
  readonly clock: Clock;
  readonly letters: Letters;
  readonly accounts: AccountsOfTeam;
  /** How many mentions of herself the actor has not read. */
  readonly unreadMentions: (tx: Tx, actor: Actor) => Promise<number>;
}

/** Doors of the team: oneself, colleagues, substitutions. */
export function teamRoutes({ database, signIn, clock, letters, accounts, unreadMentions }: TeamDoors): Route[] {
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
            person: {
              id: person.id,
              name: person.name,
              email: person.email,
              role: person.role,
              roles: [...person.roles],
            },
            standsInFor: standingInFor(person),
            abilities: abilityNames.filter((ability) => actor.abilities.has(ability)),
            sight: person.sight,
            company,
            settings: person.settings,
            hasPassword: await signIn.hasPassword(person.userId),
            today: dayAt(clock.now(), company.timeZone),
            unreadMentions: await unreadMentions(tx, actor),
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
    ...peopleRoutes({ database, signIn, letters, accounts }),
    ...substitutionRoutes({ database, accounts }),
  ];
}
