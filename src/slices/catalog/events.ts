import { sql } from 'kysely';
import { keyOf, type EventKind } from '#platform/webhooks/events.ts';

/** What programs are told of products. */
export const productEvents: readonly EventKind[] = [
  {
    type: 'product.kind',
    summary: 'A product is now goods, a service or a charge.',
    ability: 'catalog.read',
    tell: async (tx, { subject }) => {
      const { rows } = await sql<{ id: number; code: string }>`
        select product_id as id, code from catalog.product where code = ${keyOf(subject)}`.execute(tx);
      return rows[0] ? { product: rows[0] } : null;
    },
  },
];
