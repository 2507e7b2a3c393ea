import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { asActorWithCopy, type OpenCopy, type Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { sentence } from '#platform/i18n/sentence.ts';
import { extractRows } from '#platform/transfer/extract-rows.ts';
import { readRows } from '#platform/transfer/read-rows.ts';
import type { RejectedKind } from './import-files.ts';
import { cancellable } from './cancel-statements.ts';
import type { ImportResult, Mapping } from './contract.ts';
import { mayWrite } from './domain/acceptance.ts';
import type { RunOrder } from './import-kind.ts';
import { kindsOfImport } from './kinds-of-import.ts';
import {
  finishBatch,
  importLockClass,
  interrupted,
  isInHandsOf,
  rememberMapping,
  takeTurn,
  type StoredFault,
} from './imports.ts';
import {
  copyIntoStaging,
  countRows,
  createStaging,
  indexFaults,
  rejectedAfter,
  type Counts,
  type RejectedLine,
} from './staging.ts';

type Ended = { state: 'loaded' | 'tried' | 'stopped'; result: ImportResult; faults: StoredFault[] };

// Carries the outcome of a run that must leave nothing behind out of its transaction.
class RolledBack extends Error {
  readonly ended: Ended;
  constructor(ended: Ended) {
    super('rolled back on purpose');
    this.ended = ended;
  }
}

/**
 * Reads a file in a child process into a staging table, compares it with the ledger set by set and, unless it is a dry run
 * or too much is rejected, writes it: all in one transaction.
 * @throws FileFault when the file as a whole is refused; nothing is written then
 */
export async function runImport(order: RunOrder): Promise<Ended> {
  const started = performance.now();
  try {
    return await asActorWithCopy(order.pool, order.actor, (tx, openCopy) =>
      cancellable(order.pool, tx, order.signal, () => carryOut(tx, openCopy, order, started)),
    );
  } catch (error) {
    if (error instanceof RolledBack) return error.ended;
    throw error;
  }
}

async function carryOut(tx: Tx, openCopy: OpenCopy, order: RunOrder, started: number): Promise<Ended> {
  await sql`select pg_advisory_xact_lock(${importLockClass}, ${order.batch.id})`.execute(tx);
  if (!(await isInHandsOf(tx, order.batch.id, order.run))) throw new ProblemError(409, interrupted.code);
  const kind = kindsOfImport[order.batch.kind];
  await createStaging(tx, kind.staged);
  const reading = readRows({
    file: order.file,
    mapping: order.mapping,
    fields: kind.fields,
    hashFields: kind.hashed,
    joins: order.joins,
    limits: order.limits,
    signal: order.signal,
    onProgress: ({ rows, share }) => order.onProgress({ phase: 'reading', rows, share: share * 0.4 }),
  });
  const [summary] = await Promise.all([reading.done, pipeline(reading.output, openCopy(copyIntoStaging))]);
  // It may be a while before its turn comes.
  order.onProgress({ phase: 'reading', rows: summary.rows, share: 0.4 });
  await takeTurn(tx);
  order.onProgress({ phase: 'checking', rows: summary.rows, share: 0.45 });
  await kind.compare(tx, order);
  const counts = await countRows(tx);
  const faults = counts.rejected > 0 ? await handBackRejected(tx, order) : [];
  const ended = await conclude(tx, order, counts, faults, started);
  if (ended.state !== 'loaded') throw new RolledBack(ended);
  return ended;
}

async function conclude(
  tx: Tx,
  order: RunOrder,
  counts: Counts,
  faults: StoredFault[],
  started: number,
): Promise<Ended> {
  const { batch, mapping } = order;
  const kind = kindsOfImport[batch.kind];
  const state = order.dryRun ? 'tried' : mayWrite(counts, order.acceptRejected) ? 'loaded' : 'stopped';
  const brought = await kind.bring(tx, order, counts, state === 'loaded');
  const result: ImportResult = {
    batch: state === 'loaded' ? batch.id : null,
    ...counts,
    rejectedFile:
      counts.rejected > 0 ? `/api/sales/imports/${String(batch.id)}/rejected.${rejectedKindOf(mapping)}` : null,
    ...brought,
    seconds: Math.round(performance.now() - started) / 1000,
  };
  if (state === 'loaded') {
    await rememberMapping(tx, batch.sourceId, batch.kind, mapping);
    await finishBatch(tx, batch.id, { state, result, faults });
    await record(tx, 'sales.import', `batch:${String(batch.id)}`, {
      kind: batch.kind,
      source: batch.source,
      sha256: batch.sha256.toString('hex'),
      ...counts,
    });
  }
  return { state, result, faults };
}

const rejectedKindOf = (mapping: Mapping): RejectedKind => (mapping.sheet === undefined ? 'csv' : 'xlsx');

const shownFaults = 1000;

async function handBackRejected(tx: Tx, order: RunOrder): Promise<StoredFault[]> {
  await indexFaults(tx);
  const kind = kindsOfImport[order.batch.kind];
  const faults: StoredFault[] = [];
  async function* rejected(): AsyncGenerator<{ line: number; reason: string }> {
    let after = 0;
    for (;;) {
      const page = await rejectedAfter(tx, after, 5000);
      for (const row of page) {
        const fault = toStoredFault(row, order.mapping, kind.siblingFault);
        if (faults.length < shownFaults && row.fault !== null) faults.push(fault);
        const facts = { ...fault.facts, column: fault.column, value: fault.value, line: fault.line };
        yield { line: row.line, reason: sentence(order.actor.language, fault.code, facts) };
      }
      const last = page.at(-1);
      if (!last) return;
      after = last.line;
    }
  }
  await extractRows({
    file: order.file,
    mapping: order.mapping,
    fields: kind.fields,
    rejected: rejected(),
    out: order.rejectedFileOf(rejectedKindOf(order.mapping)),
    limits: order.limits,
    signal: order.signal,
  });
  return faults;
}

function toStoredFault(row: RejectedLine, mapping: Mapping, siblingFault: string): StoredFault {
  // Faults found by SQL name the field, those of the reader the column.
  const columns: Readonly<Record<string, string | undefined>> = mapping.columns;
  return {
    line: row.line,
    code: row.fault ?? siblingFault,
    column: row.column === null ? null : (columns[row.column] ?? row.column),
    value: row.value,
    facts: {
      document: row.document,
      because: row.because,
      format: mapping.dateFormat,
      decimal: mapping.decimal,
    },
  };
}
