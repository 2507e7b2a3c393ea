import { z } from 'zod';

/** goods = pieces on a shelf; service = work; charge = postage, fees, corrections and the like, which no one buys for itself. */
export const ProductKind = z.enum(['goods', 'service', 'charge']);
export type ProductKind = z.infer<typeof ProductKind>;

export const Product = z.strictObject({
  id: z.number().int(),
  code: z.string(),
  name: z.string().nullable(),
  kind: ProductKind,
  /** Whether a person set the kind; rules of a source do not change it then. */
  kindIsSet: z.boolean(),
  /** Sent back as If-Match with a change. */
  version: z.number().int(),
});
export type Product = z.infer<typeof Product>;

/** GET /api/products?search=&kind=&limit=&cursor= (sorted by code, keyset). */
export const ProductsQuery = z.strictObject({
  search: z.string().max(200).optional(),
  kind: ProductKind.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().max(400).optional(),
});
export const ProductsReply = z.strictObject({
  products: z.array(Product),
  nextCursor: z.string().nullable(),
  abilities: z.strictObject({ edit: z.boolean() }),
});
export type ProductsReply = z.infer<typeof ProductsReply>;

/** PUT /api/product-codes/:code/kind : 200 with the product. Roll-ups by kind follow in the same transaction. */
export const KindChange = z.strictObject({ kind: ProductKind });
