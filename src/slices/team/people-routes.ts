import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database, type Tx } from '#platform/access/transaction.ts';
import type { SignIn } from '#platform/auth/sign-in.ts';
import { notFound } from '#platform/http/problem.ts';
import { route, type Route } from '#platform/http/route.ts';
import { addPerson, changePerson, disablePerson } from './commands.ts';
import type { Letters } from './letters.ts';
import {
  AddedPerson,
  Disabling,
  NewPerson,
  NewRole,
  PeopleReply,
  Person,
  PersonChange,
  PersonReply,
  RoleDecision,
  RoleEnd,
  RoleHeld,
  RoleRequestsReply,
} from './contract.ts';
import type { AccountsOfTeam } from './ports.ts';
import { addRole, decideRole, endRole } from './role-commands.ts';
import { NewTerritory, TerritoryEnd, TerritoryHeld } from './territory-contract.ts';
import { endTerritory, giveTerritory, territoriesOf } from './territories.ts';
import { listPeople, rolesHeld, superiorsOf } from './views.ts';

interface PeopleDoors {
  readonly database: Database;
  readonly signIn: Pick<SignIn, 'userFor' | 'changeAddress'>;
  readonly letters: Letters;
  readonly accounts: AccountsOfTeam;
}

const id = z.coerce.number().int().min(1).max(2_147_483_647);
export const byId = z.strictObject({ id });
const byRoleId = z.strictObject({ roleId: id });
const byTerritoryId = z.strictObject({ territoryId: id });

/** Doors of the colleagues: who is here, in which roles from when until when, and who is let in no more. */
export function peopleRoutes({ database, signIn, letters, accounts }: PeopleDoors): Route[] {
  const listed = async (tx: Tx, personId: number): Promise<Person> => {
    const person = (await listPeople(tx)).find((one) => one.id === personId);
    if (!person) throw notFound();
    return person;
  };
  const changing = (actor: Actor, personId: number, change: (tx: Tx) => Promise<void>): Promise<Person> =>
    asActor(database, actor, async (tx) => {
      await change(tx);
      return listed(tx, personId);
    });
  return [
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
        const { invite, ...input } = body;
        const { added, person } = await asActor(database, actor, async (tx) => {
          const made = await addPerson(tx, actor, input, signIn.userFor);
          return { added: made, person: await listed(tx, made.id) };
        });
        // Only when she is there for good: a letter cannot be called back.
        return { ...person, mail: invite !== false ? await letters.invite(added, actor.name) : ('none' as const) };
      },
    }),
    route({
      method: 'GET',
      url: '/api/people/:id',
      ability: 'signed-in',
      params: byId,
      reply: PersonReply,
      handle: ({ actor, params }) =>
        asActor(database, actor, async (tx) => ({
          person: await listed(tx, params.id),
          roles: await rolesHeld(tx, sql`held.person_id = ${params.id}`),
          territories: await territoriesOf(tx, params.id),
          superiors: await superiorsOf(tx, params.id),
        })),
    }),
    route({
      method: 'PATCH',
      url: '/api/people/:id',
      ability: 'people.manage',
      params: byId,
      body: PersonChange,
      stepUp: true,
      reply: Person,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        changing(actor, params.id, (tx) => changePerson(tx, actor, params.id, seenVersion, body, signIn.changeAddress)),
    }),
    route({
      method: 'PUT',
      url: '/api/people/:id/disabled',
      ability: 'people.manage',
      params: byId,
      body: Disabling,
      stepUp: true,
      reply: Person,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        changing(actor, params.id, (tx) => disablePerson(tx, actor, params.id, seenVersion, body, accounts)),
    }),
    route({
      method: 'POST',
      url: '/api/people/:id/roles',
      isOnce: true,
      ability: 'people.manage',
      params: byId,
      body: NewRole,
      stepUp: true,
      reply: RoleHeld,
      status: 201,
      handle: ({ actor, params, body }) => asActor(database, actor, (tx) => addRole(tx, actor, params.id, body)),
    }),
    route({
      method: 'PATCH',
      url: '/api/roles/:roleId',
      ability: 'people.manage',
      params: byRoleId,
      body: RoleEnd,
      stepUp: true,
      reply: RoleHeld,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        asActor(database, actor, (tx) => endRole(tx, actor, params.roleId, seenVersion, body.until)),
    }),
    route({
      method: 'POST',
      url: '/api/people/:id/territories',
      isOnce: true,
      ability: 'people.manage',
      params: byId,
      body: NewTerritory,
      stepUp: true,
      reply: TerritoryHeld,
      status: 201,
      handle: ({ actor, params, body }) => asActor(database, actor, (tx) => giveTerritory(tx, actor, params.id, body)),
    }),
    route({
      method: 'PATCH',
      url: '/api/territories/:territoryId',
      ability: 'people.manage',
      params: byTerritoryId,
      body: TerritoryEnd,
      stepUp: true,
      reply: TerritoryHeld,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        asActor(database, actor, (tx) => endTerritory(tx, actor, params.territoryId, seenVersion, body.until)),
    }),
    route({
      method: 'GET',
      url: '/api/role-requests',
      ability: 'people.manage',
      reply: RoleRequestsReply,
      handle: async ({ actor }) => ({
        requests: await asActor(database, actor, (tx) => rolesHeld(tx, sql`held.state = 'asked'`)),
      }),
    }),
    route({
      method: 'POST',
      url: '/api/role-requests/:roleId/decision',
      ability: 'people.manage',
      params: byRoleId,
      body: RoleDecision,
      stepUp: true,
      reply: RoleHeld,
      handle: ({ actor, params, body }) =>
        asActor(database, actor, (tx) => decideRole(tx, actor, params.roleId, body.give)),
    }),
  ];
}
