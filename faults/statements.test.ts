import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { statementEnds } from './statements.ts';

const piecesOf = (text: string): string[] => {
  const ends = statementEnds(text);
  return ends.map((end, at) => text.slice(ends[at - 1] ?? 0, end).trim());
};

test('a statement ends at its semicolon, and at none of a string, a body or a comment', () => {
  const text = `create table a (b text default ';');
-- one; comment
do $$ begin perform 1; end $$; /* another; one */
select 'it''s; fine', "odd;name", $body$ ; $$ ; $body$;`;
  expect(piecesOf(text)).toEqual([
    `create table a (b text default ';');`,
    '-- one; comment\ndo $$ begin perform 1; end $$;',
    `/* another; one */\nselect 'it''s; fine', "odd;name", $body$ ; $$ ; $body$;`,
  ]);
});

test('nothing of any migration stands behind its last statement', () => {
  const folder = path.resolve(import.meta.dirname, '../migrations');
  const rests = readdirSync(folder).map((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    return text
      .slice(statementEnds(text).at(-1) ?? 0)
      .replaceAll(/--[^\n]*/g, '')
      .trim();
  });
  expect(rests.filter((rest) => rest !== '')).toEqual([]);
});
