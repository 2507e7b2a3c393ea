import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound } from '#platform/http/problem.ts';
import type { Product, ProductKind } from './contract.ts';

/** Is told which products are of another kind from now on, in the same transaction, before anything is committed. */
export type KindFollower = (
  tx: Tx,
  productIds: readonly number[],
  before: ProductKind,
  after: ProductKind,
) => Promise<void>;

/** Sets the kind of a product by a person's word; rules of sources leave it alone from then on. @throws ProblemError 404 `not-found` */
export async function setKind(tx: Tx, code: string, kind: ProductKind, follow: KindFollower): Promise<Product> {
  const { rows } = await sql<Product & { kind: ProductKind }>`
    select product_id as id, code, name, kind, kind_is_set as "kindIsSet"
    from catalog.product where code = ${code} and product_id > 0 for update`.execute(tx);
  const product = rows[0];
  if (!product) throw notFound();
  await sql`update catalog.product set kind = ${kind}, kind_is_set = true where product_id = ${product.id}`.execute(tx);
  if (product.kind !== kind) {
    await follow(tx, [product.id], product.kind, kind);
    await record(tx, 'product.kind', `product:${code}`, { before: product.kind, after: kind });
  }
  return { ...product, kind, kindIsSet: true };
}
