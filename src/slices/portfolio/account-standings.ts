import { sql } from 'kysely';
import type { StandingSource } from '#slices/accounts/public.ts';
import { standingRows } from './matrix.ts';
import { standingOf } from './standing.ts';

/** What lists of accounts show of decisions and of the score card in force, worked out where every page gets it from. */
export const accountStandings: StandingSource = {
  async all(tx, actor) {
    const rows = await standingRows(tx, actor);
    return sql`select * from unnest(${rows.map(({ id }) => id)}::int[], ${rows.map(({ tier }) => tier)}::text[],
      ${rows.map(({ since }) => since)}::date[], ${rows.map(({ judged }) => judged.score)}::numeric[],
      ${rows.map(({ judged }) => judged.attractiveness)}::numeric[], ${rows.map(({ judged }) => judged.strength)}::numeric[])
      as told (account_id, tier, since, score, attractiveness, strength)`;
  },
  async of(tx, accountId) {
    const { tier, since } = await standingOf(tx, accountId);
    return { tier, since };
  },
};
