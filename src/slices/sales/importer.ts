import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import type { Actor } from '#platform/access/actor.ts';
import { asActor, type Database, type Tx } from '#platform/access/transaction.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { FileFault } from '#platform/transfer/file-fault.ts';
import { inspectFile } from '#platform/transfer/inspect-file.ts';
import { companyOf } from '#slices/team/public.ts';
import type { Import, MappingChoice, Profile } from './contract.ts';
import { runImport } from './import-run.ts';
import {
  addBatch,
  addJoin,
  batchById,
  ensureSource,
  failAbandoned,
  finishBatch,
  keepProfile,
  takeForRunning,
  toImport,
  type Batch,
} from './imports.ts';
import { salesFieldDescriptions } from './transfer.ts';

/** Bytes of a file as it is sent, packed or not. */
const largestUpload = 1024 * 1024 * 1024;

interface Running {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  progress: NonNullable<Import['progress']>;
}

interface ImporterOptions {
  readonly database: Database;
  readonly pool: Pool;
  readonly folder: string;
  readonly log: Pick<FastifyBaseLogger, 'error'>;
}

export type Importer = ReturnType<typeof createImporter>;

/**
 * Takes files in and runs imports. Progress lives in this process; everything that must outlast it is in the database
 * (the import) or in `folder` (the file, and the rows handed back).
 */
export function createImporter({ database, pool, folder, log }: ImporterOptions) {
  const runner = randomUUID();
  const running = new Map<number, Running>();
  const fileOf = (id: number): string => path.join(folder, String(id), 'file');
  const rejectedFileOf = (id: number): string => path.join(folder, String(id), 'rejected.csv');
  const joinsOf = (batch: Batch) =>
    batch.joins.map((name, index) => ({ file: path.join(folder, String(batch.id), `joined-${String(index)}`), name }));

  async function present(tx: Tx, batch: Batch, actor: Actor): Promise<Import> {
    const company = await companyOf(tx);
    return toImport(batch, running.get(batch.id)?.progress ?? null, actor.language, company?.currency ?? '');
  }

  async function receive(stream: Readable, name: string): Promise<{ file: string; bytes: number; sha256: Buffer }> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = path.join(folder, `upload-${randomUUID()}`);
    const hash = createHash('sha256');
    let bytes = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        hash.update(chunk);
        done(bytes > largestUpload ? new ProblemError(413, 'body-too-large', { limit: '1 GiB' }) : null, chunk);
      },
    });
    try {
      await pipeline(stream, counted, createWriteStream(file, { mode: 0o600 }));
    } catch (error) {
      await rm(file, { force: true });
      if (error instanceof ProblemError) throw error;
      throw new ProblemError(400, 'upload-cut-off', { name });
    }
    return { file, bytes, sha256: hash.digest() };
  }

  /** Looks at a file again with what the person has chosen. @throws ProblemError 409; 422 with the file fault's code */
  async function profile(actor: Actor, id: number, given: MappingChoice): Promise<Import> {
    const batch = await asActor(database, actor, (tx) => batchById(tx, id));
    refuseClosed(batch);
    try {
      const found = await inspectFile({
        file: fileOf(id),
        fields: salesFieldDescriptions,
        given,
        ...(batch.remembered ? { remembered: batch.remembered } : {}),
        joins: joinsOf(batch),
      });
      return await asActor(database, actor, async (tx) => {
        // The reader knows fields by the names that this slice gave it, so its profile has the contract's words.
        await keepProfile(tx, id, found as Profile);
        return present(tx, await batchById(tx, id), actor);
      });
    } catch (error) {
      throw toProblem(error);
    }
  }

  return {
    rejectedFileOf,
    profile,

    /** Takes a file in, puts it on record and looks at it. A fault of the whole file is part of the answer, not an error. */
    async upload(actor: Actor, input: { source: string; fileName: string; stream: Readable }): Promise<Import> {
      const received = await receive(input.stream, input.fileName);
      const batch = await asActor(database, actor, async (tx) => {
        const sourceId = await ensureSource(tx, input.source);
        const id = await addBatch(tx, {
          sourceId,
          fileName: cleanName(input.fileName),
          bytes: received.bytes,
          sha256: received.sha256,
          personId: actor.personId,
          startedAs: actor.name,
        });
        return batchById(tx, id);
      });
      await mkdir(path.dirname(fileOf(batch.id)), { recursive: true, mode: 0o700 });
      await rename(received.file, fileOf(batch.id));
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
      const received = await receive(input.stream, input.fileName);
      await rename(received.file, path.join(folder, String(id), `joined-${String(batch.joins.length)}`));
      await asActor(database, actor, (tx) => addJoin(tx, id, cleanName(input.fileName)));
      return profile(actor, id, {});
    },

    /** Starts a run and answers at once; `one` tells how it goes on. @throws ProblemError 409, 422 */
    async start(
      actor: Actor,
      id: number,
      order: { dryRun: boolean; acceptRejected: boolean; charges?: readonly string[] | undefined },
    ): Promise<Import> {
      const { batch, currency } = await asActor(database, actor, async (tx) => {
        const found = await batchById(tx, id);
        const company = await companyOf(tx);
        if (!found.profile || !company) throw new ProblemError(409, 'import-closed', { state: found.state });
        if (found.profile.missing.length > 0)
          throw new ProblemError(422, 'columns-missing', { fields: found.profile.missing.join(', ') });
        const open = found.profile.ambiguous[0];
        if (open) throw new ProblemError(422, open === 'dateFormat' ? 'date-order-open' : 'decimal-open');
        if (!(await takeForRunning(tx, id, runner)))
          throw new ProblemError(409, 'import-closed', { state: found.state });
        return { batch: found, currency: company.currency };
      });
      const abort = new AbortController();
      const entry: Running = {
        abort,
        ended: Promise.resolve(),
        progress: { phase: 'reading', rows: 0, share: 0 },
      };
      running.set(id, entry);
      const ended = carryOut(actor, batch, currency, order, entry).finally(() => running.delete(id));
      running.set(id, Object.assign(entry, { ended }));
      return asActor(database, actor, async (tx) => present(tx, await batchById(tx, id), actor));
    },

    /** Stops a running import within two seconds; nothing of it is written. */
    async cancel(actor: Actor, id: number): Promise<Import> {
      await asActor(database, actor, (tx) => batchById(tx, id));
      const entry = running.get(id);
      if (!entry) throw new ProblemError(409, 'import-not-running');
      entry.abort.abort();
      await entry.ended;
      return asActor(database, actor, async (tx) => present(tx, await batchById(tx, id), actor));
    },

    one: (actor: Actor, id: number): Promise<Import> =>
      asActor(database, actor, async (tx) => present(tx, await batchById(tx, id), actor)),

    present,

    /** Marks what an earlier process left unfinished. Run at the start, as the host. */
    recover: (actor: Actor): Promise<number> => asActor(database, actor, (tx) => failAbandoned(tx, runner)),

    /** Stops everything that runs, for an orderly end of the process. */
    async stop(): Promise<void> {
      for (const entry of running.values()) entry.abort.abort();
      await Promise.all([...running.values()].map((entry) => entry.ended));
    },
  };

  async function carryOut(
    actor: Actor,
    batch: Batch,
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
        mapping: batch.profile.mapping,
        currency,
        dryRun: order.dryRun,
        acceptRejected: order.acceptRejected,
        charges: order.charges ?? batch.charges,
        file: fileOf(batch.id),
        joins: joinsOf(batch),
        rejectedFile: rejectedFileOf(batch.id),
        signal: entry.abort.signal,
        onProgress: (progress) => {
          entry.progress = progress;
        },
      });
      if (ended.state !== 'loaded') {
        await asActor(database, actor, (tx) => finishBatch(tx, batch.id, ended));
      }
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status >= 500) log.error({ err: error, batch: batch.id }, 'import failed');
      const wasCancelled = entry.abort.signal.aborted;
      try {
        await asActor(database, actor, (tx) =>
          finishBatch(tx, batch.id, {
            state: wasCancelled ? 'cancelled' : 'failed',
            problem: wasCancelled ? null : { code: problem.code, facts: factsOf(problem) },
          }),
        );
      } catch (second) {
        // The database is away: the next start finds the import abandoned and says so.
        log.error({ err: second, batch: batch.id }, 'import could not be marked as failed');
      }
    }
  }
}

function refuseClosed(batch: Batch): void {
  if (batch.state === 'running' || batch.state === 'loaded') {
    throw new ProblemError(409, 'import-closed', { state: batch.state });
  }
}

function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof FileFault) return new ProblemError(422, error.code, error.facts);
  return new ProblemError(500, 'import-broken');
}

const factsOf = (problem: ProblemError): Record<string, string | number | null> =>
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
