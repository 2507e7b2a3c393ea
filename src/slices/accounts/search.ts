import { sql } from 'kysely';
import type { SearchSource } from '#platform/search/http.ts';

/**
 * Accounts that a person looks for: an exact code, names that begin with the words, those that contain all of them, then those
 * that look alike, so that a typing error does not hide them. Through accounts.find, which joins the grants itself.
 */
export const accountSearch: SearchSource = {
  ability: 'accounts.read',
  async find(tx, { words, whole, most }) {
    const { rows } = await sql<{ id: number; code: string; name: string; beside: string | null; isAlike: boolean }>`
      select account.account_id as id, code, name, coalesce(town, country) as beside, is_alike as "isAlike"
      from accounts.find(${[...words]}::text[], ${whole}, ${most}) with ordinality as found (account_id, is_alike, place)
      join accounts.account on account.account_id = found.account_id
      order by place`.execute(tx);
    return rows.map((row) => ({ kind: 'account', ...row }));
  },
};
