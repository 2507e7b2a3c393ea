import { sql } from 'kysely';
import { z } from 'zod';
import { ByCode, keyOf, kindsFor, type EventKind, type Telling } from '#platform/webhooks/events.ts';

const tellOfProduct: Telling = {
  data: z.strictObject({ product: ByCode }),
  async tell(tx, { subject }) {
    const { rows } = await sql<{ id: number; code: string }>`
      select product_id as id, code from catalog.product where code = ${keyOf(subject)}`.execute(tx);
    return rows[0] ? { product: rows[0] } : null;
  },
};

const kind = kindsFor('catalog.read');

/** What programs are told of products. */
export const productEvents: readonly EventKind[] = [
  kind('product.kind', 'A product is now goods, a service or a charge.', tellOfProduct),
];
