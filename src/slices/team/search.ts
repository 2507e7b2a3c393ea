import { sql } from 'kysely';
import type { SearchSource } from '#platform/search/http.ts';

/** Colleagues by the beginnings of their names; everybody knows who works here. */
export const colleagueSearch: SearchSource = {
  ability: 'signed-in',
  async find(tx, { words, most }) {
    const { rows } = await sql<{ id: number; name: string; beside: string }>`
      select person_id as id, name, email as beside
      from team.person,
        lateral (select ' ' || lower(regexp_replace(normalize(name, NFD), '[\u0300-\u036f]', '', 'g')) as folded) plain
      where folded like all (${words.map((word) => `% ${word}%`)}::text[])
      order by name collate "hu-x-icu", person_id limit ${most}`.execute(tx);
    return rows.map((row) => ({ kind: 'colleague', code: null, isAlike: false, ...row }));
  },
};
