import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import type { Actor } from '#platform/access/actor.ts';
import { outsideRequest } from '#platform/access/request-context.ts';
import { asActor, type Database, type Tx } from '#platform/access/transaction.ts';
import { isConnectionLost } from '#platform/db/connection-lost.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { FileFault } from '#platform/transfer/file-fault.ts';
import { inspectFile } from '#platform/transfer/inspect-file.ts';
import type { ReadLimits } from '#platform/transfer/types.ts';
import { foundedCompany } from './company.ts';
import { Profile, type Import, type ImportKind, type MappingChoice } from './contract.ts';
import { fieldsOfKind } from './domain/import-kinds.ts';
import { importFiles } from './import-files.ts';
import { importProcesses } from './import-processes.ts';
import { runImport } from './import-run.ts';
import { kindsOfImport } from './kinds-of-import.ts';
import {
  addBatch,
  addJoin,
  batchById,
  ensureSource,
  expireForgotten,
  failAbandoned,
  finishBatch,
  interrupted,
  justBegun,
  keepCharges,
  keepProfile,
  statesOf,
  takeForRunning,
  toImport,
  type Batch,
} from './imports.ts';

/** From so many rows on a file changes what the database expects of its tables. */
const manyRows = 10_000;
/** How long to wait before a database that is away is asked again. */
const lookAgainMilliseconds = 1_000;

interface Running {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  progress: NonNullable<Import['progress']>;
}

interface ImporterOptions {
  readonly database: Database;
  readonly pool: Pool;
  readonly folder: string;
  /** Where the company reads larger files than usual. */
  readonly limits: ReadLimits;
  readonly log: Pick<FastifyBaseLogger, 'error'>;
}

export type Importer = ReturnType<typeof createImporter>;

/**
 * Takes files in and runs imports. What must outlast this process, or be seen from another one, is in the database (the
 * import, and how far it is) or in `folder` (the file, and the rows handed back), which all processes share.
 */
export function createImporter({ database, pool, folder, limits, log }: ImporterOptions) {
  const processName = randomUUID();
  const running = new Map<number, Running>();
  const files = importFiles(folder);
  const stopping = new AbortController();
  const background = new Set<Promise<void>>();
  const processes = importProcesses(database, processName, stopping.signal);
  const joinsOf = (batch: Batch) =>
    batch.joins.map((name, index) => ({ file: files.joinedFileOf(batch.id, index), name }));

  async function present(tx: Tx, batch: Batch, actor: Actor): Promise<Import> {
    const { currency } = await foundedCompany(tx);
    return toImport(batch, running.get(batch.id)?.progress ?? batch.progress, actor.language, currency);
  }

  /** Looks at a file again with what the person has chosen. @throws ProblemError 409; 422 with the file fault's code */
  async function profile(actor: Actor, id: number, given: MappingChoice): Promise<Import> {
    const batch = await asActor(database, actor, (tx) => batchById(tx, id));
    refuseClosed(batch);
    refuseForeign(batch.kind, given);
    try {
      const found = await inspectFile({
        file: files.fileOf(id),
        fields: kindsOfImport[batch.kind].fields,
        given,
        ...(batch.remembered ? { remembered: batch.remembered } : {}),
        joins: joinsOf(batch),
        limits,
      });
      return await asActor(database, actor, async (tx) => {
        await keepProfile(tx, id, Profile.parse(found));
        return present(tx, await batchById(tx, id), actor);
      });
    } catch (error) {
      throw error instanceof FileFault ? toProblem(error) : error;
    }
  }

  /** Writes down how a run ended, as soon as the database can be reached. */
  async function settle(actor: Actor, id: number, run: string, end: Parameters<typeof finishBatch>[2]): Promise<void> {
    do {
      try {
        const { state } = await asActor(database, actor, async (tx) => {
          await finishBatch(tx, id, end, run);
          return batchById(tx, id);
        });
        // It may have been committed although its connection broke.
        if (state === 'loaded') await files.removeRead(id);
        return;
      } catch (error) {
        // When the process ends meanwhile, the next one finds the import abandoned and says so.
        if (!isConnectionLost(error)) return log.error({ err: error, batch: id }, 'end of an import not written');
        await lookAgain();
      }
    } while (!stopping.signal.aborted);
  }

  const lookAgain = (): Promise<void> =>
    wait(lookAgainMilliseconds, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);

  function inBackground(work: Promise<void>): Promise<void> {
    background.add(work);
    return work.finally(() => background.delete(work));
  }

  return {
    rejectedFileOf: files.rejectedFileOf,
    profile,

    /** Takes a file in, puts it on record and looks at it. A fault of the whole file is part of the answer, not an error. */
    async upload(
      actor: Actor,
      input: { kind: ImportKind; source: string; fileName: string; stream: Readable },
    ): Promise<Import> {
      await asActor(database, actor, foundedCompany);
      const received = await files.receive(input.stream, input.fileName);
      const record = async (tx: Tx): Promise<Batch> => {
        const sourceId = await ensureSource(tx, input.source);
        const id = await addBatch(tx, {
          kind: input.kind,
          sourceId,
          fileName: cleanName(input.fileName),
          bytes: received.bytes,
          sha256: received.sha256,
          personId: actor.personId,
          startedAs: actor.name,
        });
        // Before the commit, so that an import on record always has its file.
        await files.place(received, files.fileOf(id));
        return batchById(tx, id);
      };
      const batch = await asActor(database, actor, record).finally(() => files.forget(received));
      try {
        return await profile(actor, batch.id, {});
      } catch (error) {
        if (!(error instanceof ProblemError) || error.status !== 422) throw error;
        const problem = { code: error.code, facts: factsOf(error) };
        return await asActor(database, actor, async (tx) => {
          await finishBatch(tx, batch.id, { state: 'failed', problem });
          return present(tx, await batchById(tx, batch.id), actor);
        });
      }
    },

    /** Adds a file whose columns complete the rows of the main one (heads of invoices beside their lines). */
    async join(actor: Actor, id: number, input: { fileName: string; stream: Readable }): Promise<Import> {
      const batch = await asActor(database, actor, (tx) => batchById(tx, id));
      refuseClosed(batch);
      const received = await files.receive(input.stream, input.fileName);
      await files.place(received, files.joinedFileOf(id, batch.joins.length)).finally(() => files.forget(received));
      await asActor(database, actor, (tx) => addJoin(tx, id, cleanName(input.fileName)));
      return profile(actor, id, batch.profile ? chosen(batch.profile) : {});
    },

    /** Starts a run and answers at once; `one` tells how it goes on. @throws ProblemError 409, 422 */
    async start(
      actor: Actor,
      id: number,
      order: { dryRun: boolean; acceptRejected: boolean; charges?: readonly string[] | undefined },
    ): Promise<Import> {
      const run = `${processName}:${randomUUID()}`;
      const take = async (tx: Tx): Promise<{ batch: Batch; currency: string }> => {
        if (order.charges) await keepCharges(tx, id, order.charges);
        const found = await batchById(tx, id);
        const company = await foundedCompany(tx);
        if (!found.profile) throw new ProblemError(409, 'import-closed', { state: found.state });
        if (found.profile.missing.length > 0)
          throw new ProblemError(422, 'columns-missing', { fields: found.profile.missing.join(', ') });
        const open = found.profile.ambiguous[0];
        if (open) throw new ProblemError(422, openCodes[open]);
        if (!(await takeForRunning(tx, id, run))) throw new ProblemError(409, 'import-closed', { state: found.state });
        return { batch: found, currency: company.currency };
      };
      const { batch, currency } = await asActor(database, actor, take).catch((error: unknown) => {
        // It may have been taken although the answer was lost; then nobody would ever run it.
        if (isConnectionLost(error))
          void inBackground(outsideRequest(() => settle(actor, id, run, { state: 'failed', problem: interrupted })));
        throw error;
      });
      const abort = new AbortController();
      const entry: Running = {
        abort,
        ended: Promise.resolve(),
        progress: justBegun,
      };
      running.set(id, entry);
      const ended = outsideRequest(() => carryOut(actor, batch, run, currency, order, entry)).finally(() =>
        running.delete(id),
      );
      running.set(id, Object.assign(entry, { ended }));
      void inBackground(processes.keepTelling(actor, id, run, entry));
      return asActor(database, actor, async (tx) => present(tx, await batchById(tx, id), actor));
    },

    /** Stops a running import within two seconds, whichever process runs it; nothing of it is written. */
    async cancel(actor: Actor, id: number): Promise<Import> {
      await asActor(database, actor, (tx) => batchById(tx, id));
      const entry = running.get(id);
      entry?.abort.abort();
      await (entry ? entry.ended : processes.cancelElsewhere(actor, id));
      return asActor(database, actor, async (tx) => {
        const batch = await batchById(tx, id);
        // It ended by itself before it could be stopped.
        if (batch.state !== 'cancelled') throw new ProblemError(409, 'import-not-running');
        return present(tx, batch, actor);
      });
    },

    one: (actor: Actor, id: number): Promise<Import> =>
      asActor(database, actor, async (tx) => present(tx, await batchById(tx, id), actor)),

    present,

    /** Marks what an earlier process left unfinished, and clears up after it. Run at the start, as the host. */
    async recover(actor: Actor): Promise<void> {
      const elsewhere = await asActor(database, actor, (tx) => failAbandoned(tx, processName));
      if (elsewhere > 0) void inBackground(processes.watchAbandoned(actor, false));
      for (const id of await asActor(database, actor, expireForgotten)) await files.remove(id);
      await files.sweep((ids) => asActor(database, actor, (tx) => statesOf(tx, ids)));
    },

    /** Does the same from now on for processes that end while this one goes on. */
    watch: (actor: Actor): void => void inBackground(outsideRequest(() => processes.watchAbandoned(actor, true))),

    /** Stops everything that runs, for an orderly end of the process. */
    async stop(): Promise<void> {
      stopping.abort();
      for (const entry of running.values()) entry.abort.abort();
      await Promise.all([...running.values()].map((entry) => entry.ended));
      await Promise.all(background);
    },
  };

  /**
   * Lets the database count anew what a large file has changed. It does so by itself, but minutes later: until then it plans as
   * if the ledger were nearly empty, and a question that takes a second took more than fifteen.
   */
  async function countAnew(rows: number): Promise<void> {
    if (rows < manyRows) return;
    await pool.query(
      'analyze sales.document, sales.line, sales.account_month, sales.product_month, catalog.product, accounts.account',
    );
  }

  async function carryOut(
    actor: Actor,
    batch: Batch,
    run: string,
    currency: string,
    order: { dryRun: boolean; acceptRejected: boolean; charges?: readonly string[] | undefined },
    entry: Running,
  ): Promise<void> {
    try {
      if (!batch.profile) throw new Error('An import without a profile was started.');
      const ended = await runImport({
        pool,
        actor,
        batch,
        run,
        mapping: batch.profile.mapping,
        currency,
        dryRun: order.dryRun,
        acceptRejected: order.acceptRejected,
        charges: batch.charges,
        file: files.fileOf(batch.id),
        joins: joinsOf(batch),
        limits,
        rejectedFileOf: (kind) => files.rejectedFileOf(batch.id, kind),
        signal: entry.abort.signal,
        onProgress: (progress) => {
          entry.progress = progress;
        },
      });
      // What is loaded has said so itself, in the transaction that loaded it.
      if (ended.state === 'loaded') {
        await files.removeRead(batch.id);
        await countAnew(ended.result.read).catch((error: unknown) =>
          log.error({ err: error, batch: batch.id }, 'statistics of the ledger not renewed'),
        );
      } else await settle(actor, batch.id, run, ended);
    } catch (error) {
      const problem = isConnectionLost(error) ? interrupted : toProblem(error);
      if (problem.code === 'import-broken') log.error({ err: error, batch: batch.id }, 'import failed');
      const wasCancelled = entry.abort.signal.aborted;
      await settle(
        actor,
        batch.id,
        run,
        wasCancelled
          ? { state: 'cancelled', problem: null }
          : { state: 'failed', problem: { code: problem.code, facts: factsOf(problem) } },
      );
    }
  }
}

/** The parts of a mapping that a person has chosen, so that looking at the file again does not guess them anew. */
function chosen({ mapping, origin, workbook }: Profile): MappingChoice {
  return {
    ...(origin.columns === 'given' ? { columns: mapping.columns } : {}),
    ...(origin.encoding === 'given' ? { encoding: mapping.encoding } : {}),
    ...(origin.delimiter === 'given' ? { delimiter: mapping.delimiter } : {}),
    ...(origin.decimal === 'given' ? { decimal: mapping.decimal } : {}),
    ...(origin.dateFormat === 'given' ? { dateFormat: mapping.dateFormat } : {}),
    ...(workbook?.sheetOrigin === 'given' ? { sheet: mapping.sheet } : {}),
    ...(origin.shares === 'given' ? { shares: mapping.shares } : {}),
  };
}

const openCodes = { dateFormat: 'date-order-open', decimal: 'decimal-open', sheet: 'sheet-open' } as const;

function refuseClosed(batch: Batch): void {
  if (batch.state === 'running' || batch.state === 'loaded') {
    throw new ProblemError(409, 'import-closed', { state: batch.state });
  }
}

function refuseForeign(kind: ImportKind, { columns = {} }: MappingChoice): void {
  const own: readonly string[] = fieldsOfKind[kind];
  const foreign = Object.keys(columns).find((field) => !own.includes(field));
  if (foreign !== undefined) throw new ProblemError(422, 'field-foreign', { field: foreign, fields: own.join(', ') });
}

function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof FileFault) return new ProblemError(422, error.code, error.facts);
  return new ProblemError(500, 'import-broken');
}

const factsOf = (problem: Pick<ProblemError, 'facts'>): Record<string, string | number | null> =>
  Object.fromEntries(
    Object.entries(problem.facts).map(([name, value]) => [name, typeof value === 'boolean' ? String(value) : value]),
  );

/** A file's name for showing: without folders, control characters and marks that turn the direction of writing. */
function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, 200);
  return clean === '' ? 'file' : clean;
}
