import type { PoolClient } from 'pg';

const ours = `n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`;

/** Statements that undo and redo what stands in the way of filling tables at once; `down` and `up` of each thing. */
const obstacles: readonly string[] = [
  // References are checked once, when all rows are there: tables may point at each other in a circle.
  `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as down,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(con.oid)) as up
   from pg_constraint con join pg_namespace n on n.oid = con.connamespace
   where con.contype = 'f' and con.conparentid = 0 and ${ours} order by conrelid::regclass::text, conname`,
  // Sorting once is quicker than keeping an index in order row by row.
  `select format('drop index %s', i.indexrelid::regclass) as down, pg_get_indexdef(i.indexrelid) as up
   from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
   where c.relkind = 'r' and not c.relispartition and ${ours}
     and not exists (select from pg_constraint where conindid = i.indexrelid)
     and not i.indisreplident and not i.indisclustered order by 1`,
  // What a trigger would derive is in the backup itself.
  `select distinct format('alter table %s disable trigger user', t.tgrelid::regclass) as down,
      format('alter table %s enable trigger user', t.tgrelid::regclass) as up
   from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
   where not t.tgisinternal and ${ours} order by 1`,
  // The owner of the tables fills them, for nobody in particular.
  `select format('alter table %s no force row level security', c.oid::regclass) as down,
      format('alter table %s force row level security', c.oid::regclass) as up
   from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and c.relforcerowsecurity and ${ours} order by 1`,
];

/**
 * Empties all tables of the database and takes off what would stand in the way of filling them: references, indexes,
 * triggers, and the policies that bind the owner.
 * @returns puts everything back; references are checked then
 */
export async function layBare(client: PoolClient): Promise<() => Promise<void>> {
  const ups: string[] = [];
  for (const query of obstacles) {
    const { rows } = await client.query<{ down: string; up: string }>(query);
    for (const { down } of rows) await client.query(down);
    ups.push(...rows.map(({ up }) => up));
  }
  const { rows } = await client.query<{ names: string | null }>(`
    select string_agg(c.oid::regclass::text, ', ') as names
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${ours}`);
  if (rows[0]?.names) await client.query(`truncate ${rows[0].names}`);
  return async () => {
    for (const up of ups.reverse()) await client.query(up);
  };
}
