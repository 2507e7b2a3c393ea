import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import { asActor, type Database, type Tx } from '#platform/access/transaction.ts';
import { hostActor } from '#app/wiring.ts';
import { differencesFromRecount } from '#slices/sales/public.ts';
import { expectedLedger, type Holding, type LoadedFile, type Outcome } from './expected-ledger.ts';
import type { Version } from './sales-files.ts';
import type { Damage } from './workload.ts';

/** Name under which a generated file is sent; it tells the examination what must be in it. */
export const fileNameOf = (file: number, version: Version): string => `${String(file)}-${version}.csv`;

/** @throws Error for a name that `fileNameOf` did not make */
export function fileOfName(name: string): Pick<LoadedFile, 'file' | 'version'> {
  const [, file, version] = /^(\d+)-(first|corrected)\.csv$/.exec(name) ?? [];
  if (version !== 'first' && version !== 'corrected') throw new Error(`A file of another name was loaded: ${name}`);
  return { file: Number(file), version };
}

interface RecordedImport {
  readonly id: number;
  readonly fileName: string;
  readonly state: string;
  readonly problem: string | null;
  readonly result: (Outcome & { readonly read: number; readonly rejected: number }) | null;
}

interface Found {
  readonly imports: readonly RecordedImport[];
  readonly holdings: ReadonlyMap<number, Holding>;
  /** Imports that the audit tells of. */
  readonly audited: readonly number[];
  readonly rollUpDifferences: number;
  /** Documents that say to be of an import which was not loaded. */
  readonly ofNoImport: number;
}

async function findAll(tx: Tx): Promise<Omit<Found, 'audited'>> {
  const imports = await sql<RecordedImport>`
    select batch_id as id, file_name as "fileName", state, problem ->> 'code' as problem, result
    from sales.batch order by finished_at, batch_id`.execute(tx);
  // Document numbers begin with the letter F and the number of their file.
  const holdings = await sql<Holding & { file: number; told: number }>`
    with ours as (
      select account_id, document_id, lines, substring(number from '^F(\\d+)-')::int as file from sales.document
    ), kept as (
      select file, count(*)::float8 as documents, sum(told)::float8 as told, sum(lines)::float8 as lines, sum(net)::float8 as net
      from (select file, ours.lines as told, count(line.position) as lines, coalesce(sum(net), 0) as net
        from ours left join sales.line using (account_id, document_id)
        group by file, account_id, document_id, ours.lines) counted
      group by file
    ), former as (
      select substring(number from '^F(\\d+)-')::int as file, count(*)::float8 as lines, sum(net)::float8 as net
      from sales.former_line group by 1
    )
    select file, coalesce(documents, 0) as documents, coalesce(told, 0) as told, coalesce(kept.lines, 0) as lines,
      coalesce(kept.net, 0) as net, coalesce(former.lines, 0) as "formerLines", coalesce(former.net, 0) as "formerNet"
    from kept full join former using (file)`.execute(tx);
  const astray = await sql<{ count: number }>`
    select count(*)::int as count from (select batch_id from sales.document
      union all select replaced_by from sales.former_line) written
    join sales.batch using (batch_id) where state <> 'loaded'`.execute(tx);
  return {
    imports: imports.rows,
    holdings: new Map(
      holdings.rows.map(({ file, told, ...holding }) => [
        file,
        told === holding.lines ? holding : { ...holding, lines: Number.NaN },
      ]),
    ),
    rollUpDifferences: await differencesFromRecount(tx),
    ofNoImport: astray.rows[0]?.count ?? 0,
  };
}

/** Only the owner reads the audit itself, so this goes past the application role. */
async function auditedImports(pool: Pool): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>(
    `select substring(subject from '^batch:(\\d+)$')::int as id from audit.entry where action = 'sales.import'`,
  );
  return rows.map(({ id }) => id);
}

const inWords = (value: unknown): string => JSON.stringify(value);

function halvesOf(found: Found): string[] {
  const halves: string[] = [];
  const loaded = found.imports.filter(({ state }) => state === 'loaded');
  const expected = expectedLedger(loaded.map(({ id, fileName }) => ({ batch: id, ...fileOfName(fileName) })));
  const empty: Holding = { documents: 0, lines: 0, net: 0, formerLines: 0, formerNet: 0 };
  for (const file of new Set([...expected.holdings.keys(), ...found.holdings.keys()])) {
    const [is, should] = [found.holdings.get(file) ?? empty, expected.holdings.get(file) ?? empty];
    if (inWords(is) !== inWords({ ...is, ...should })) {
      halves.push(`file ${String(file)}: holds ${inWords(is)} instead of ${inWords(should)}`);
    }
  }
  for (const { id, result } of loaded) {
    const should = expected.outcomes.get(id);
    const told = { new: result?.new, unchanged: result?.unchanged, changed: result?.changed };
    if (inWords(told) !== inWords(should))
      halves.push(`import ${String(id)}: told ${inWords(told)}, not ${inWords(should)}`);
  }
  for (const { id, state, problem } of found.imports) {
    if (state === 'running') halves.push(`import ${String(id)}: says that it runs, and does not`);
    if (state === 'failed' && problem !== 'import-interrupted')
      halves.push(`import ${String(id)}: failed with ${problem ?? 'nothing'}`);
  }
  const ids = loaded.map(({ id }) => id).sort((a, b) => a - b);
  if (inWords(found.audited.toSorted((a, b) => a - b)) !== inWords(ids))
    halves.push('the audit tells of other imports than were loaded');
  if (found.rollUpDifferences > 0)
    halves.push(`${String(found.rollUpDifferences)} rows of the roll-ups differ from a recount`);
  if (found.ofNoImport > 0)
    halves.push(`${String(found.ofNoImport)} documents or former lines of imports that were not loaded`);
  return halves;
}

/** What lies in the folder of imports and should not, and the imports whose files are there. */
function examineFolder(
  folder: string,
  found: Found,
): { readonly left: string[]; readonly withFile: ReadonlySet<number> } {
  const states = new Map(found.imports.map(({ id, state }) => [String(id), state]));
  const left: string[] = [];
  const withFile = new Set<number>();
  for (const entry of existsSync(folder) ? readdirSync(folder) : []) {
    const state = states.get(entry);
    const hasFile = state !== undefined && readdirSync(path.join(folder, entry)).includes('file');
    if (hasFile) withFile.add(Number(entry));
    if (state === undefined) left.push(`${entry} lies in the folder of imports and belongs to none`);
    else if (state === 'loaded' && hasFile) left.push(`the file of import ${entry} was loaded and still takes room`);
  }
  return { left, withFile };
}

/**
 * Compares ledger, history, roll-ups, audit and the folder of files with what the loaded files say must be there.
 * @param acknowledged lines `uploaded ID`, `loaded ID`, and `wrong ID …` for what a client itself saw to be wrong
 */
export async function examineImports(
  database: Database,
  pool: Pool,
  folder: string,
  acknowledged: readonly string[],
): Promise<Required<Damage>> {
  const found = { ...(await asActor(database, hostActor, findAll)), audited: await auditedImports(pool) };
  const states = new Map(found.imports.map(({ id, state }) => [id, state]));
  const { left, withFile } = examineFolder(folder, found);
  const records = acknowledged.map((record) => record.split(' '));
  const of = (what: string): Set<number> =>
    new Set(records.filter(([first]) => first === what).map(([, id]) => Number(id)));
  const [uploaded, loaded] = [of('uploaded'), of('loaded')];
  const isLoaded = (id: number): boolean => states.get(id) === 'loaded';
  const lost = [
    ...[...uploaded].filter((id) => !isLoaded(id) && !withFile.has(id)).map((id) => `upload ${String(id)}`),
    ...[...loaded].filter((id) => !isLoaded(id)).map((id) => `import ${String(id)}`),
  ];
  const wrong = acknowledged.filter((record) => record.startsWith('wrong '));
  const failed = [...states.values()].filter((state) => state === 'failed').length;
  return {
    lost,
    halves: [...halvesOf(found), ...left, ...wrong],
    seen: `${String(found.audited.length)} imports loaded, ${String(failed)} interrupted and not taken up again`,
  };
}
