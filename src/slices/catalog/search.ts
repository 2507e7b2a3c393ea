import { sql } from 'kysely';
import type { SearchSource } from '#platform/search/http.ts';

/** Products that a person looks for, by code and name; then those that look alike. */
export const productSearch: SearchSource = {
  ability: 'catalog.read',
  async find(tx, { words, whole, most }) {
    const { rows } = await sql<{ id: number; code: string; name: string; beside: string | null; isAlike: boolean }>`
      select product.product_id as id, code, coalesce(name, code) as name, case when name is not null then code end as beside,
        is_alike as "isAlike"
      from catalog.find(${[...words]}::text[], ${whole}, ${most}) with ordinality as found (product_id, is_alike, place)
      join catalog.product on product.product_id = found.product_id
      order by place`.execute(tx);
    return rows.map((row) => ({ kind: 'product', ...row }));
  },
};
