import { asActor, type Database } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { route, type Route } from '#platform/http/route.ts';
import { sendTable } from '#platform/http/send-table.ts';
import { exportFormats } from '#platform/transfer/table.ts';
import { setPolicy } from './commands.ts';
import { KeyAccountsQuery, KeyAccountsReply, Policy, PolicyReply } from './contract.ts';
import { decisionRoutes } from './decision-http.ts';
import { keyAccountTable } from './export.ts';
import { judgementRoutes } from './judgement-http.ts';
import { keyAccounts } from './key-accounts.ts';
import { policyInForce } from './views.ts';

/** Doors of the portfolio: who is key, the same as CSV and XLSX, the policy behind it, judgement and decisions. */
export function portfolioRoutes(database: Database, clock: Clock): Route[] {
  return [
    ...judgementRoutes(database),
    ...decisionRoutes(database, clock),
    route({
      method: 'GET',
      url: '/api/portfolio/key-accounts',
      ability: 'portfolio.read',
      query: KeyAccountsQuery,
      reply: KeyAccountsReply,
      handle: ({ actor, query }) => asActor(database, actor, (tx) => keyAccounts(tx, actor, query)),
    }),
    ...exportFormats.map((format) =>
      route({
        method: 'GET',
        url: `/api/portfolio/key-accounts.${format}`,
        ability: 'portfolio.read',
        query: KeyAccountsQuery,
        handle: async ({ actor, query, reply }) => {
          const found = await asActor(database, actor, async (tx) => {
            const all = await keyAccounts(tx, actor, { ...query, offset: 0, limit: 1_000_000, trend: false });
            await record(tx, 'export.key-accounts', 'export:key-accounts', { rows: all.accounts.length, format });
            return all;
          });
          const { table, about } = keyAccountTable(found, actor);
          const { language } = actor;
          await sendTable(reply, table, {
            format,
            language,
            fileName: 'kulcs-key-accounts',
            sheetName: about.name,
            about,
          });
        },
      }),
    ),
    route({
      method: 'GET',
      url: '/api/portfolio/policy',
      ability: 'portfolio.read',
      reply: PolicyReply,
      handle: async ({ actor }) => ({
        ...(await asActor(database, actor, policyInForce)),
        abilities: { edit: actor.abilities.has('portfolio.policy') },
      }),
    }),
    route({
      method: 'PUT',
      url: '/api/portfolio/policy',
      ability: 'portfolio.policy',
      body: Policy,
      reply: PolicyReply,
      isVersioned: true,
      handle: ({ actor, body, seenVersion }) =>
        asActor(database, actor, async (tx) => {
          await setPolicy(tx, actor, body, seenVersion);
          return { ...(await policyInForce(tx)), abilities: { edit: true } };
        }),
    }),
  ];
}
