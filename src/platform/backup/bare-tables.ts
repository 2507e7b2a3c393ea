import type { PoolClient } from 'pg';

const ours = `n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`;

/** Each finds things that stand in the way of filling tables at once: `down` takes one off, `up` puts it back. */
const references = `
  select format('alter table %s drop constraint %I', conrelid::regclass, conname) as down,
    format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(con.oid)) as up
  from pg_constraint con join pg_namespace n on n.oid = con.connamespace
  where con.contype = 'f' and con.conparentid = 0 and ${ours} order by conrelid::regclass::text, conname`;
const indexes = `
  select format('drop index %s', i.indexrelid::regclass) as down, pg_get_indexdef(i.indexrelid) as up
  from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and not c.relispartition and ${ours}
    and not exists (select from pg_constraint where conindid = i.indexrelid)
    and not i.indisreplident and not i.indisclustered order by 1`;
const triggers = `
  select distinct format('alter table %s disable trigger user', t.tgrelid::regclass) as down,
    format('alter table %s enable trigger user', t.tgrelid::regclass) as up
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
  where not t.tgisinternal and ${ours} order by 1`;
const bonds = `
  select format('alter table %s no force row level security', c.oid::regclass) as down,
    format('alter table %s force row level security', c.oid::regclass) as up
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and c.relforcerowsecurity and ${ours} order by 1`;

/**
 * Empties all tables of the database and takes off what would stand in the way of filling them. References are checked
 * once, when all rows are there: tables may point at each other in a circle. Sorting once is quicker than keeping an index
 * in order row by row. What a trigger would derive is in the backup itself. The owner of the tables, whom policies bind,
 * fills them for nobody in particular.
 * @returns puts everything back; references are checked then
 */
export async function layBare(client: PoolClient): Promise<() => Promise<void>> {
  const takeOff = async (query: string): Promise<readonly string[]> => {
    const { rows } = await client.query<{ down: string; up: string }>(query);
    for (const { down } of rows) await client.query(down);
    return rows.map(({ up }) => up);
  };
  const ups = {
    references: await takeOff(references),
    indexes: await takeOff(indexes),
    triggers: await takeOff(triggers),
    bonds: await takeOff(bonds),
  };
  const { rows } = await client.query<{ names: string | null }>(`
    select string_agg(c.oid::regclass::text, ', ') as names
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${ours}`);
  if (rows[0]?.names) await client.query(`truncate ${rows[0].names}`);
  return async () => {
    // The bonds last: under them a reference to a row that nobody sees would count as broken.
    for (const up of [...ups.indexes, ...ups.references, ...ups.triggers, ...ups.bonds]) await client.query(up);
  };
}
