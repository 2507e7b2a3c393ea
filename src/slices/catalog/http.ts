import { sql } from 'kysely';
import { z } from 'zod';
import { asActor, type Database } from '#platform/access/transaction.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { route, type Route } from '#platform/http/route.ts';
import { setKind, type KindFollower } from './commands.ts';
import { KindChange, Product, ProductsQuery, ProductsReply } from './contract.ts';

/** Doors of the catalog: the products and their kinds. */
export function catalogRoutes(database: Database, follower: KindFollower): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/products',
      ability: 'catalog.read',
      query: ProductsQuery,
      reply: ProductsReply,
      handle: async ({ actor, query }) => {
        const after = query.cursor === undefined ? '' : decodeCursor(query.cursor, ['string'] as const)[0];
        const pattern = query.search ? `%${query.search.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)}%` : null;
        const { rows } = await asActor(database, actor, (tx) =>
          sql<Product>`
            select product_id as id, code, name, kind, kind_is_set as "kindIsSet", version
            from catalog.product
            where product_id > 0 and code > ${after}
              and (${pattern}::text is null or code ilike ${pattern} or name ilike ${pattern})
              and (${query.kind ?? null}::text is null or kind = ${query.kind ?? null})
            order by code limit ${query.limit + 1}`.execute(tx),
        );
        const page = rows.slice(0, query.limit);
        const last = page.at(-1);
        return {
          products: page,
          nextCursor: rows.length > query.limit && last ? encodeCursor([last.code]) : null,
          abilities: { edit: actor.abilities.has('catalog.edit') },
        };
      },
    }),
    route({
      method: 'PUT',
      url: '/api/product-codes/:code/kind',
      ability: 'catalog.edit',
      params: z.strictObject({ code: z.string().min(1).max(100) }),
      body: KindChange,
      reply: Product,
      isVersioned: true,
      handle: ({ actor, params, body, seenVersion }) =>
        asActor(database, actor, (tx) => setKind(tx, params.code, body.kind, seenVersion, follower)),
    }),
  ];
}
