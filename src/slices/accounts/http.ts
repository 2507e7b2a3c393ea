import { z } from 'zod';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { notFound } from '#platform/http/problem.ts';
import { route, type Route } from '#platform/http/route.ts';
import { allFormats } from '#platform/transfer/table.ts';
import { assignmentRoutes, type TellOwners } from './assignments-http.ts';
import { groupSeveral } from './bulk.ts';
import { changeAccount, groupAccounts } from './commands.ts';
import {
  Account,
  AccountChange,
  AccountCode,
  AccountFiltersReply,
  AccountReply,
  AccountsExportQuery,
  AccountsQuery,
  AccountsReply,
  BulkReply,
  GroupChanges,
  Grouping,
  NewSourceCode,
  SourceCode,
} from './contract.ts';
import { exportAccounts } from './export.ts';
import { isListAlone, listAccounts, type ListSources } from './list.ts';
import { groupRoutes } from './groups-http.ts';
import { mergeRoutes } from './merge-http.ts';
import type { AccountMover } from './moving.ts';
import { prospectRoutes } from './prospects-http.ts';
import { addSourceCode, removeSourceCode } from './source-codes.ts';
import { accountById, codesOf, filtersOf, membersOf, mergedInto, ownersOf, prospectOf } from './views.ts';

const byId = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });
const byCode = z.strictObject({ code: AccountCode });
const byCodeId = byId.extend({ codeId: z.coerce.number().int().min(1).max(2_147_483_647) });

interface AccountDoors {
  readonly database: Database;
  readonly sources: ListSources;
  readonly movers: readonly AccountMover[];
  readonly tellOwners: TellOwners;
}

/** Doors of the accounts: list, search, one account, its owner and its group. */
export function accountsRoutes({ database, sources, movers, tellOwners }: AccountDoors): Route[] {
  return [
    ...mergeRoutes(database, movers),
    ...assignmentRoutes(database, tellOwners),
    ...prospectRoutes(database, sources.figures),
    ...groupRoutes(database, sources.figures),
    route({
      method: 'GET',
      url: '/api/accounts',
      ability: 'accounts.read',
      query: AccountsQuery,
      reply: AccountsReply,
      handle: ({ actor, query }) =>
        asActor(database, actor, (tx) => listAccounts(tx, actor, query, sources), {
          isOneStatement: isListAlone(actor, query),
        }),
    }),
    ...allFormats.map((format) =>
      route({
        method: 'GET',
        url: `/api/accounts.${format}`,
        ability: 'accounts.read',
        stepUp: true,
        query: AccountsExportQuery,
        handle: ({ actor, query, reply }) => exportAccounts(database, actor, query, sources, reply, format),
      }),
    ),
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
          return {
            account,
            members: account.group ? await membersOf(tx, account.group.id) : [],
            codes: await codesOf(tx, account.id),
            owners: await ownersOf(tx, account.id),
            merged: await mergedInto(tx, account.id),
            prospect: await prospectOf(tx, account.id),
            standing: actor.abilities.has('portfolio.read') ? await sources.standings.of(tx, account.id) : null,
          };
        }),
    }),
    route({
      method: 'POST',
      url: '/api/account-groupings',
      isOnce: true,
      ability: 'accounts.group',
      body: GroupChanges,
      reply: BulkReply,
      handle: ({ actor, body }) => asActor(database, actor, (tx) => groupSeveral(tx, actor, body.changes)),
    }),
    route({
      method: 'PATCH',
      url: '/api/account-codes/:code',
      ability: 'accounts.edit',
      params: byCode,
      body: AccountChange,
      reply: Account,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        asActor(database, actor, (tx) => changeAccount(tx, params.code, body, seenVersion)),
    }),
    route({
      method: 'POST',
      url: '/api/accounts/:id/codes',
      isOnce: true,
      ability: 'accounts.edit',
      params: byId,
      body: NewSourceCode,
      reply: SourceCode,
      status: 201,
      handle: ({ actor, params, body }) => asActor(database, actor, (tx) => addSourceCode(tx, params.id, body)),
    }),
    route({
      method: 'DELETE',
      url: '/api/accounts/:id/codes/:codeId',
      ability: 'accounts.edit',
      params: byCodeId,
      isVersioned: true,
      handle: ({ actor, params, seenVersion }) =>
        asActor(database, actor, (tx) => removeSourceCode(tx, params.id, params.codeId, seenVersion)),
    }),
    route({
      method: 'POST',
      url: '/api/account-groups',
      ability: 'accounts.group',
      isOnce: true,
      body: Grouping,
      handle: ({ actor, body }) => asActor(database, actor, (tx) => groupAccounts(tx, body.name, body.accounts)),
    }),
  ];
}
