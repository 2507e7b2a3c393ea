import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { notFound } from '#platform/http/problem.ts';
import { sentence } from '#platform/i18n/sentence.ts';
import type { Language } from '#platform/i18n/language.ts';
import type { Fault, Import, ImportKind, ImportResult, ImportState, Mapping, Profile } from './contract.ts';

/** A rejected row as it is kept: its sentence is made for whoever reads it, in her language. */
export interface StoredFault {
  readonly line: number;
  readonly code: string;
  readonly column: string | null;
  readonly value: string | null;
  readonly facts: Readonly<Record<string, string | number | null>>;
}

/** An import as it is kept. */
export interface Batch {
  readonly id: number;
  readonly kind: ImportKind;
  readonly sourceId: number;
  readonly source: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: Buffer;
  readonly state: ImportState;
  readonly startedAs: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly wasTried: boolean;
  readonly undoneAt: string | null;
  readonly undoneAs: string | null;
  readonly profile: Profile | null;
  readonly result: ImportResult | null;
  readonly faults: readonly StoredFault[];
  readonly problem: { readonly code: string; readonly facts: Readonly<Record<string, string | number | null>> } | null;
  readonly remembered: Mapping | null;
  readonly charges: readonly string[];
  /** Those of the source, as they were at its last loaded file. */
  readonly rememberedCharges: readonly string[];
  /** Names of the files that complete the main one. */
  readonly joins: readonly string[];
  readonly loadedBefore: string | null;
  /** How far the process that runs it said last that it was; null while nothing runs. */
  readonly progress: Import['progress'];
}

const batches = sql`
  select batch.batch_id as id, batch.kind, batch.source_id as "sourceId", source.name as source, batch.file_name as "fileName",
    batch.bytes::float8 as bytes, batch.sha256, batch.state, batch.started_as as "startedAs", batch.created_at as "createdAt",
    batch.finished_at as "finishedAt", batch.was_tried as "wasTried", batch.undone_at as "undoneAt", batch.undone_as as "undoneAs", batch.profile, batch.result, batch.faults, batch.problem,
    source_mapping.mapping as remembered, source.charges as "rememberedCharges", coalesce(batch.charges, source.charges) as charges, batch.joins,
    case when batch.state = 'running' then batch.progress end as progress,
    (select max(twin.finished_at) from sales.batch twin
      where twin.source_id = batch.source_id and twin.kind = batch.kind and twin.sha256 = batch.sha256 and twin.state = 'loaded'
        and twin.batch_id < batch.batch_id) as "loadedBefore"
  from sales.batch join sales.source using (source_id)
  left join sales.source_mapping on source_mapping.source_id = batch.source_id and source_mapping.kind = batch.kind`;

/** One import. @throws ProblemError 404 `not-found` */
export async function batchById(tx: Tx, id: number): Promise<Batch> {
  const { rows } = await sql<Batch>`${batches} where batch.batch_id = ${id}`.execute(tx);
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** The newest hundred imports, and the names of all sources. */
export async function newestBatches(tx: Tx): Promise<{ batches: Batch[]; sources: string[] }> {
  const { rows } = await sql<Batch>`${batches} order by batch.batch_id desc limit 100`.execute(tx);
  const sources = await sql<{ name: string }>`select name from sales.source order by name collate "hu-x-icu"`.execute(
    tx,
  );
  return { batches: rows, sources: sources.rows.map((source) => source.name) };
}

/** The source of this name, made when it is new. */
export async function ensureSource(tx: Tx, name: string): Promise<number> {
  await sql`insert into sales.source (name) values (${name}) on conflict (name) do nothing`.execute(tx);
  const { rows } = await sql<{ id: number }>`select source_id as id from sales.source where name = ${name}`.execute(tx);
  if (!rows[0]) throw new Error('The source just made is not there.');
  return rows[0].id;
}

/** Puts an uploaded file on record. */
export async function addBatch(
  tx: Tx,
  batch: {
    kind: ImportKind;
    sourceId: number;
    fileName: string;
    bytes: number;
    sha256: Buffer;
    personId: number | null;
    startedAs: string;
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into sales.batch (kind, source_id, file_name, bytes, sha256, state, started_by, started_as)
    values (${batch.kind}, ${batch.sourceId}, ${batch.fileName}, ${batch.bytes}, ${batch.sha256}, 'uploaded', ${batch.personId}, ${batch.startedAs})
    returning batch_id as id`.execute(tx);
  if (!rows[0]) throw new Error('The import was not recorded.');
  return rows[0].id;
}

/** Keeps what was found in the file. */
export async function keepProfile(tx: Tx, id: number, profile: Profile): Promise<void> {
  await sql`update sales.batch set profile = ${JSON.stringify(profile)}::jsonb where batch_id = ${id}`.execute(tx);
}

/** Puts a file that completes the main one on record. */
export async function addJoin(tx: Tx, id: number, fileName: string): Promise<void> {
  await sql`update sales.batch set joins = joins || ${fileName}::text where batch_id = ${id}`.execute(tx);
}

/** Keeps how the source writes its files of this kind, so that the next one needs no questions. */
export async function rememberMapping(tx: Tx, sourceId: number, kind: ImportKind, mapping: Mapping): Promise<void> {
  await sql`insert into sales.source_mapping (source_id, kind, mapping)
    values (${sourceId}, ${kind}, ${JSON.stringify(mapping)}::jsonb)
    on conflict (source_id, kind) do update set mapping = excluded.mapping`.execute(tx);
}

/** Keeps which product codes of the source are charges. */
export async function setCharges(tx: Tx, sourceId: number, patterns: readonly string[]): Promise<void> {
  await sql`update sales.source set charges = ${[...patterns]}::text[] where source_id = ${sourceId}`.execute(tx);
}

/** Keeps what the person has said of charges, from the dry run on. */
export async function keepCharges(tx: Tx, id: number, patterns: readonly string[]): Promise<void> {
  await sql`update sales.batch set charges = ${[...patterns]}::text[] where batch_id = ${id}`.execute(tx);
}

/** How far an import is that was only just taken. */
export const justBegun: NonNullable<Import['progress']> = { phase: 'reading', rows: 0, share: 0 };

/**
 * Takes an import for running, once: of two who start it, one gets false.
 * @param run names the process and this run of it, as `process:run`
 */
export async function takeForRunning(tx: Tx, id: number, run: string): Promise<boolean> {
  const taken = await sql`
    update sales.batch set state = 'running', runner = ${run}, problem = null, finished_at = null,
      progress = ${JSON.stringify(justBegun)}::jsonb, seen_at = clock_timestamp(), is_cancel_wanted = false
    where batch_id = ${id} and state in ('uploaded', 'tried', 'stopped', 'failed', 'cancelled')`.execute(tx);
  return taken.numAffectedRows === 1n;
}

/** Whether an import is still in the hands of this run: one that began late may have been given up by another process. */
export async function isInHandsOf(tx: Tx, id: number, run: string): Promise<boolean> {
  const { rows } = await sql`
    select from sales.batch where batch_id = ${id} and state = 'running' and runner = ${run}`.execute(tx);
  return rows.length > 0;
}

/** Tells other processes how far a run is, and that it is there. @returns whether somebody there wants it cancelled */
export async function tellProgress(
  tx: Tx,
  id: number,
  run: string,
  progress: NonNullable<Import['progress']>,
): Promise<boolean> {
  const { rows } = await sql<{ isCancelWanted: boolean }>`
    update sales.batch set progress = ${JSON.stringify(progress)}::jsonb, seen_at = clock_timestamp()
    where batch_id = (select batch_id from sales.batch
      where batch_id = ${id} and state = 'running' and runner = ${run}
      -- At its end the run itself holds the row, and is seen by that.
      for update skip locked)
    returning is_cancel_wanted as "isCancelWanted"`.execute(tx);
  return rows[0]?.isCancelWanted ?? false;
}

/** Asks the process that runs an import, whichever that is, to stop it. @returns whether it runs */
export async function wantCancel(tx: Tx, id: number): Promise<boolean> {
  const asked = await sql`
    update sales.batch set is_cancel_wanted = true where batch_id = ${id} and state = 'running'`.execute(tx);
  return asked.numAffectedRows === 1n;
}

/**
 * Writes down how a run ended.
 * @param run only while the import is still in the hands of this run: one that was committed before its connection broke
 *   stays loaded, whatever the process then believes
 */
export async function finishBatch(
  tx: Tx,
  id: number,
  end: { state: ImportState; result?: ImportResult; faults?: readonly StoredFault[]; problem?: Batch['problem'] },
  run: string | null = null,
): Promise<void> {
  await sql`
    update sales.batch set state = ${end.state}, finished_at = now(), runner = null, was_tried = was_tried or ${end.state === 'tried'},
      result = ${end.result ? JSON.stringify(end.result) : null}::jsonb,
      faults = ${JSON.stringify(end.faults ?? [])}::jsonb,
      problem = ${end.problem ? JSON.stringify(end.problem) : null}::jsonb
    where batch_id = ${id} and (${run}::text is null or (state = 'running' and runner = ${run}))`.execute(tx);
}

/**
 * Imports that a process left running when it ended: nothing of them was written, and they say so.
 * @returns how many still seem to run elsewhere: in another process, or in a connection that has not noticed its end
 */
export async function failAbandoned(tx: Tx, processName: string): Promise<number> {
  await sql`
    update sales.batch set state = 'failed', finished_at = now(), runner = null,
      problem = ${JSON.stringify(interrupted)}::jsonb
    where state = 'running' and split_part(runner, ':', 1) <> ${processName}
      -- Before its transaction and after it, a run says by this alone that it is there.
      and coalesce(seen_at, '-infinity') < clock_timestamp() - interval '3 seconds'
      -- The run's own transaction holds this lock as long as its connection lives.
      and pg_try_advisory_xact_lock(${importLockClass}, batch_id)`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from sales.batch
    where state = 'running' and split_part(runner, ':', 1) <> ${processName}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** So many days an import that was never loaded keeps its file. */
const keptDays = 30;

/**
 * Gives up imports that were looked at or tried long ago and never loaded: their files go, what they said stays on record.
 * @returns whose files can go
 */
export async function expireForgotten(tx: Tx): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update sales.batch set state = 'failed', profile = null, problem = ${JSON.stringify(expired)}::jsonb
    where state in ('uploaded', 'tried', 'stopped', 'failed', 'cancelled') and problem ->> 'code' is distinct from ${expired.code}
      and coalesce(finished_at, created_at) < now() - make_interval(days => ${keptDays})
    returning batch_id as id`.execute(tx);
  return rows.map(({ id }) => id);
}

const expired = { code: 'import-expired', facts: { days: keptDays } } as const;

/** What an import says whose server or database ended under it. */
export const interrupted = { code: 'import-interrupted', facts: {} } as const;

/** States of those of these imports that are on record. */
export async function statesOf(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, ImportState>> {
  const { rows } = await sql<{ id: number; state: ImportState }>`
    select batch_id as id, state from sales.batch where batch_id = any (${[...ids]}::int[])`.execute(tx);
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** First key of the advisory locks of imports: (class, batch) while one runs, (class, 0) for the turn to write. */
export const importLockClass = 7_110;

/**
 * Waits for the turn to write lines or roll-ups and keeps it until the transaction ends: two that write at once would not see
 * each other's rows, and roll-ups would miss some.
 */
export async function takeTurn(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${importLockClass}, 0)`.execute(tx);
}

/** A rejected row for a reader of this language. */
const toFault = (fault: StoredFault, language: Language): Fault => ({
  line: fault.line,
  code: fault.code,
  column: fault.column,
  value: fault.value,
  reason: sentence(language, fault.code, {
    ...fault.facts,
    column: fault.column,
    value: fault.value,
    line: fault.line,
  }),
});

/** An import as the API tells it. */
export function toImport(batch: Batch, progress: Import['progress'], language: Language, currency: string): Import {
  return {
    id: batch.id,
    kind: batch.kind,
    source: batch.source,
    fileName: batch.fileName,
    bytes: batch.bytes,
    state: batch.state,
    loadedBefore: batch.loadedBefore,
    startedBy: batch.startedAs,
    startedAt: batch.createdAt,
    finishedAt: batch.finishedAt,
    wasTried: batch.wasTried,
    undone: batch.undoneAt === null ? null : { by: batch.undoneAs ?? '', at: batch.undoneAt },
    joins: [...batch.joins],
    progress,
    profile: batch.profile,
    result: batch.result,
    faults: batch.faults.slice(0, 100).map((fault) => toFault(fault, language)),
    problem: batch.problem
      ? { code: batch.problem.code, detail: sentence(language, batch.problem.code, batch.problem.facts) }
      : null,
    currency,
  };
}
