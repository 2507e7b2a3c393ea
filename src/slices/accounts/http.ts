import { z } from 'zod';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { notFound } from '#platform/http/problem.ts';
import { route, type Route } from '#platform/http/route.ts';
import { assignOwner, changeAccount, groupAccounts } from './commands.ts';
import {
  Account,
  AccountChange,
  AccountCode,
  AccountFiltersReply,
  AccountReply,
  AccountsQuery,
  AccountsReply,
  Assignment,
  Grouping,
  SearchQuery,
  SearchReply,
} from './contract.ts';
import type { FigureSource } from './figures.ts';
import { listAccounts } from './list.ts';
import { accountById, filtersOf, membersOf, searchAccounts } from './views.ts';

const byId = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });
const byCode = z.strictObject({ code: AccountCode });

/** Doors of the accounts: list, search, one account, its owner and its group. */
export function accountsRoutes(database: Database, figures: FigureSource): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/accounts',
      ability: 'accounts.read',
      query: AccountsQuery,
      reply: AccountsReply,
      handle: ({ actor, query }) => asActor(database, actor, (tx) => listAccounts(tx, actor, query, figures)),
    }),
    route({
      method: 'GET',
      url: '/api/account-filters',
      ability: 'accounts.read',
      reply: AccountFiltersReply,
      handle: ({ actor }) => asActor(database, actor, filtersOf),
    }),
    route({
      method: 'GET',
      url: '/api/accounts/:id',
      ability: 'accounts.read',
      params: byId,
      reply: AccountReply,
      handle: ({ actor, params }) =>
        asActor(database, actor, async (tx) => {
          const account = await accountById(tx, params.id);
          if (!account) throw notFound();
          return { account, members: account.group ? await membersOf(tx, account.group.id) : [] };
        }),
    }),
    route({
      method: 'GET',
      url: '/api/search',
      ability: 'accounts.read',
      query: SearchQuery,
      reply: SearchReply,
      handle: async ({ actor, query }) => ({
        accounts: await asActor(database, actor, (tx) => searchAccounts(tx, query.q)),
      }),
    }),
    route({
      method: 'PUT',
      url: '/api/account-codes/:code/owner',
      ability: 'accounts.assign',
      params: byCode,
      body: Assignment,
      reply: Account,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        asActor(database, actor, (tx) => assignOwner(tx, params.code, body.owner, seenVersion)),
    }),
    route({
      method: 'PATCH',
      url: '/api/account-codes/:code',
      ability: 'accounts.group',
      params: byCode,
      body: AccountChange,
      reply: Account,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        asActor(database, actor, (tx) => changeAccount(tx, params.code, body, seenVersion)),
    }),
    route({
      method: 'POST',
      url: '/api/account-groups',
      ability: 'accounts.group',
      body: Grouping,
      handle: ({ actor, body }) => asActor(database, actor, (tx) => groupAccounts(tx, body.name, body.accounts)),
    }),
  ];
}
