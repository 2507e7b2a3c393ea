import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { createHash, type Hash } from 'node:crypto';
import type { Contents, TableCount } from './frames.ts';

type Table = Contents['tables'][number];
type Sequence = Contents['sequences'][number];

const ours = `n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`;
const nobodysExtension = `not exists (select from pg_depend where objid = c.oid and deptype = 'e')`;

/**
 * How values are written as text, the same everywhere; and no limit of time, because a large table takes long. A large
 * table is read from its start, by one process, so that the same rows always give the same text.
 */
const manners = `
  select set_config('datestyle', 'ISO, YMD', true), set_config('intervalstyle', 'iso_8601', true),
    set_config('timezone', 'UTC', true), set_config('extra_float_digits', '1', true), set_config('bytea_output', 'hex', true),
    set_config('client_encoding', 'UTF8', true), set_config('synchronize_seqscans', 'off', true),
    set_config('max_parallel_workers_per_gather', '0', true), set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true), set_config('kulcs.sees_all', 'on', true),
    set_config('kulcs.keeping', 'on', true)`;

/** Sets the manners of reading for this transaction. */
export const takeManners = async (client: ClientBase): Promise<void> => void (await client.query(manners));

/** All tables with the columns that can be written, and those among them that can be summed; by name. */
export async function tablesOf(client: ClientBase): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(`
    select format('%I.%I', n.nspname, c.relname) as name, columns.names as columns, columns.sums
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (
      select array_agg(attname::text order by attnum) as names,
        coalesce(array_agg(attname::text order by attnum) filter (where atttypid in ('int8'::regtype, 'numeric'::regtype)), '{}') as sums
      from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = ''
    ) as columns
    where c.relkind = 'r' and c.relpersistence = 'p' and ${ours} and ${nobodysExtension} and columns.names is not null
    order by 1`);
  return rows;
}

/** All sequences with where they stand. */
export async function sequencesOf(client: ClientBase): Promise<readonly Sequence[]> {
  const { rows } = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and c.relpersistence = 'p' and ${ours} and ${nobodysExtension} order by 1`);
  const found: Sequence[] = [];
  for (const { name } of rows) {
    const state = await client.query<{ last: string; isCalled: boolean }>(
      `select last_value::text as last, is_called as "isCalled" from ${name}`,
    );
    if (state.rows[0]) found.push({ name, ...state.rows[0] });
  }
  return found;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Columns of a table as SQL. */
export const columnsOf = ({ columns }: Pick<Table, 'columns'>): string => columns.map(quoted).join(', ');

async function sumsOf(client: ClientBase, { name, sums }: Table): Promise<Record<string, string>> {
  if (sums.length === 0) return {};
  const { rows } = await client.query<Record<string, string>>(
    `select ${sums.map((column) => `coalesce(sum(${quoted(column)}), 0)::text as ${quoted(column)}`).join(', ')} from ${name}`,
  );
  return rows[0] ?? {};
}

const lineBreak = 10;

/** Counts rows in the text of COPY, where a line break inside a value is written otherwise. */
export function rowCounter(): { add: (bytes: Buffer) => void; result: () => { rows: number; sha256: string } } {
  const hash: Hash = createHash('sha256');
  let rows = 0;
  return {
    add(bytes) {
      hash.update(bytes);
      for (let at = bytes.indexOf(lineBreak); at !== -1; at = bytes.indexOf(lineBreak, at + 1)) rows += 1;
    },
    result: () => ({ rows, sha256: hash.digest('hex') }),
  };
}

const frameBytes = 128 * 1024;

/** The rows of a table as the text of COPY, in chunks worth a frame; gives at its end what was counted. */
export async function* rowsOf(client: ClientBase, table: Table): AsyncGenerator<Buffer, TableCount> {
  const counter = rowCounter();
  const stream = client.query(copyTo(`copy ${table.name} (${columnsOf(table)}) to stdout`));
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    counter.add(chunk);
    waiting.push(chunk);
    size += chunk.length;
    if (size < frameBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting);
  return { ...counter.result(), sums: await sumsOf(client, table) };
}

/** Counts a table without keeping its rows. */
export async function countTable(client: ClientBase, table: Table): Promise<TableCount> {
  const rows = rowsOf(client, table);
  for (;;) {
    const next = await rows.next();
    if (next.done) return next.value;
  }
}

/** A table under policies that would hide rows from this connection without a word; null when there is none. */
export async function hiddenTable(client: ClientBase): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (
      select coalesce(bool_or(polpermissive and asks), false) as "isLetIn", coalesce(bool_or(not polpermissive and not asks), false) as "isNarrowed"
      from pg_policy p, lateral (select pg_get_expr(p.polqual, c.oid) like '%access.keeping()%' as asks) one
      where p.polrelid = c.oid and p.polcmd in ('r', '*')
        and (p.polroles = '{0}' or exists (select from unnest(p.polroles) role where pg_has_role(role, 'usage')))
    ) as policies
    where c.relkind = 'r' and ${ours} and row_security_active(c.oid) and (not "isLetIn" or "isNarrowed")
    order by 1 limit 1`);
  return rows[0]?.name ?? null;
}

/** The chain of the audit as it is now: how many entries, its newest hash, and the first wrong entry if there is one. */
export async function auditOf(client: ClientBase): Promise<{ entries: number; root: string; wrong: string | null }> {
  const { rows } = await client.query<{ entries: string; root: string; wrong: string | null }>(
    `select entries::text, encode(root, 'hex') as root, first_wrong::text as wrong from audit.verify()`,
  );
  const [found] = rows;
  return { entries: Number(found?.entries ?? 0), root: found?.root ?? '', wrong: found?.wrong ?? null };
}
