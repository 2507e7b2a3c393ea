import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import type { Product, ProductKind } from './contract.ts';

/** Who keeps figures by kind, and must follow in the same transaction when a product becomes one of another kind. */
export interface KindFollower {
  /** Keeps out whoever counts by kind meanwhile, until the transaction ends. Called before the product is looked at. */
  readonly begin: (tx: Tx) => Promise<void>;
  readonly move: (tx: Tx, productIds: readonly number[], before: ProductKind, after: ProductKind) => Promise<void>;
}

/**
 * Sets the kind of a product by a person's word; rules of sources leave it alone from then on.
 * @throws ProblemError 404 `not-found`, 412 `version-stale`
 */
export async function setKind(
  tx: Tx,
  code: string,
  kind: ProductKind,
  seenVersion: number,
  follower: KindFollower,
): Promise<Product> {
  await follower.begin(tx);
  const { rows } = await sql<Product & { kind: ProductKind }>`
    select product_id as id, code, name, kind, kind_is_set as "kindIsSet", version
    from catalog.product where code = ${code} and product_id > 0 for update`.execute(tx);
  const product = rows[0];
  if (!product) throw notFound();
  checkVersion(product.version, seenVersion);
  if (product.kind === kind && product.kindIsSet) return product;
  await sql`update catalog.product set kind = ${kind}, kind_is_set = true where product_id = ${product.id}`.execute(tx);
  if (product.kind !== kind) {
    await follower.move(tx, [product.id], product.kind, kind);
    await record(tx, 'product.kind', `product:${code}`, { before: product.kind, after: kind });
  }
  return { ...product, kind, kindIsSet: true, version: product.version + 1 };
}
