import { z } from 'zod';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { route, type Route } from '#platform/http/route.ts';
import { DefaultView, NewView, SavedView, SavedViewsReply, ViewChange } from './contract.ts';
import { changeView, removeView, savedViews, saveView, setDefaultView } from './saved-views.ts';

const byId = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

/** Doors of the kept views of a list. @param ability that reading the list asks for */
export function savedViewRoutes(database: Database, list: string, ability: string): Route[] {
  const url = `/api/views/${list}`;
  return [
    route({
      method: 'GET',
      url,
      ability,
      reply: SavedViewsReply,
      handle: async ({ actor }) => ({ views: await asActor(database, actor, (tx) => savedViews(tx, list)) }),
    }),
    route({
      method: 'POST',
      url,
      isOnce: true,
      ability,
      body: NewView,
      reply: SavedView,
      status: 201,
      handle: ({ actor, body }) => asActor(database, actor, (tx) => saveView(tx, list, body)),
    }),
    route({
      method: 'PATCH',
      url: `${url}/:id`,
      ability,
      params: byId,
      body: ViewChange,
      reply: SavedView,
      isVersioned: true,
      handle: ({ actor, params, seenVersion, body }) =>
        asActor(database, actor, (tx) => changeView(tx, list, params.id, seenVersion, body)),
    }),
    route({
      method: 'DELETE',
      url: `${url}/:id`,
      ability,
      params: byId,
      isVersioned: true,
      handle: ({ actor, params, seenVersion }) =>
        asActor(database, actor, (tx) => removeView(tx, list, params.id, seenVersion)),
    }),
    route({
      method: 'POST',
      url: `${url}/default`,
      ability,
      body: DefaultView,
      handle: ({ actor, body }) => asActor(database, actor, (tx) => setDefaultView(tx, list, body.view)),
    }),
  ];
}
