import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import type { Actor } from '#platform/access/actor.ts';
import { asActorWithCopy, type OpenCopy, type Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { sentence } from '#platform/i18n/sentence.ts';
import { extractRows } from '#platform/transfer/extract-rows.ts';
import { readRows } from '#platform/transfer/read-rows.ts';
import type { ReadLimits } from '#platform/transfer/types.ts';
import { countNewAccounts, ensureAccounts } from '#slices/accounts/public.ts';
import { countNewProducts, ensureProducts } from '#slices/catalog/public.ts';
import { toDecimal } from '#kernel/money.ts';
import type { RejectedKind } from './import-files.ts';
import { cancellable } from './cancel-statements.ts';
import type { Import, ImportResult, Mapping } from './contract.ts';
import { mayWrite } from './domain/acceptance.ts';
import {
  finishBatch,
  importLockClass,
  rememberMapping,
  setCharges,
  takeTurn,
  type Batch,
  type StoredFault,
} from './imports.ts';
import { keepTouched, writeDocuments } from './ledger.ts';
import { moveKind } from './roll-ups.ts';
import {
  checkStaged,
  collectNames,
  compareDocuments,
  copyIntoStaging,
  countRows,
  countShortened,
  createStaging,
  indexFaults,
  rejectedAfter,
  sumRows,
  type Counts,
  type RejectedLine,
} from './staging.ts';
import { hashedFields, salesFieldDescriptions } from './transfer.ts';

/** What one run is to do, and with what. */
interface RunOrder {
  readonly pool: Pool;
  readonly actor: Actor;
  readonly batch: Batch;
  readonly mapping: Mapping;
  readonly currency: string;
  readonly dryRun: boolean;
  readonly acceptRejected: boolean;
  readonly charges: readonly string[];
  readonly file: string;
  readonly joins: readonly { file: string; name: string }[];
  readonly limits: ReadLimits;
  readonly rejectedFileOf: (kind: RejectedKind) => string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: NonNullable<Import['progress']>) => void;
}

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
  await createStaging(tx);
  const reading = readRows({
    file: order.file,
    mapping: order.mapping,
    fields: salesFieldDescriptions,
    hashFields: hashedFields,
    joins: order.joins,
    limits: order.limits,
    signal: order.signal,
    onProgress: ({ rows, share }) => order.onProgress({ phase: 'reading', rows, share: share * 0.4 }),
  });
  const [summary] = await Promise.all([reading.done, pipeline(reading.output, openCopy(copyIntoStaging))]);
  await takeTurn(tx);
  order.onProgress({ phase: 'checking', rows: summary.rows, share: 0.45 });
  await checkStaged(tx, order.currency);
  await compareDocuments(tx, order.batch.sourceId);
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
  const state = order.dryRun ? 'tried' : mayWrite(counts, order.acceptRejected) ? 'loaded' : 'stopped';
  const months = await sumRows(tx, order.currency);
  const total = (part: 'net' | 'unattributedNet'): bigint => months.reduce((sum, month) => sum + month[part], 0n);
  const shortened = counts.changed > 0 ? await countShortened(tx) : 0;
  let accountsCreated = 0;
  let productsCreated = 0;
  if (counts.new + counts.changed > 0 || (counts.unchanged > 0 && mayTellMore(order))) {
    await collectNames(tx);
    if (state === 'loaded') {
      order.onProgress({ phase: 'writing', rows: counts.read, share: 0.55 });
      accountsCreated = await ensureAccounts(tx, order.batch.source);
      const products = await ensureProducts(tx, order.charges);
      productsCreated = products.created;
      await moveKind(tx, products.reclassified.productIds, 'goods', products.reclassified.kind);
      await keepTouched(tx, order.batch.id);
      if (counts.new + counts.changed > 0) {
        await writeDocuments(tx, order.batch.sourceId, order.batch.id, order.currency);
      }
    } else {
      accountsCreated = await countNewAccounts(tx, order.batch.source);
      productsCreated = await countNewProducts(tx);
    }
  }
  const result: ImportResult = {
    batch: state === 'loaded' ? order.batch.id : null,
    ...counts,
    rejectedFile:
      counts.rejected > 0
        ? `/api/sales/imports/${String(order.batch.id)}/rejected.${rejectedKindOf(order.mapping)}`
        : null,
    unattributed: {
      lines: months.reduce((sum, { unattributedLines }) => sum + unattributedLines, 0),
      net: toDecimal(total('unattributedNet'), order.currency),
    },
    accountsCreated,
    productsCreated,
    net: toDecimal(total('net'), order.currency),
    months: months.map(({ month, net, lines }) => ({ month, net: toDecimal(net, order.currency), lines })),
    shortened,
    seconds: Math.round(performance.now() - started) / 1000,
  };
  if (state === 'loaded') {
    await rememberMapping(tx, order.batch.sourceId, order.mapping);
    await setCharges(tx, order.batch.sourceId, order.charges);
    await finishBatch(tx, order.batch.id, { state, result, faults });
    await record(tx, 'sales.import', `batch:${String(order.batch.id)}`, {
      source: order.batch.source,
      sha256: order.batch.sha256.toString('hex'),
      ...counts,
    });
  }
  return { state, result, faults };
}

/** Whether documents that are here already can still tell names and charges, because they are read otherwise than the last time. */
const mayTellMore = ({ batch, mapping, charges }: RunOrder): boolean =>
  !isDeepStrictEqual(mapping, batch.remembered) || !isDeepStrictEqual(charges, batch.rememberedCharges);

const rejectedKindOf = (mapping: Mapping): RejectedKind => (mapping.sheet === undefined ? 'csv' : 'xlsx');

const shownFaults = 1000;

async function handBackRejected(tx: Tx, order: RunOrder): Promise<StoredFault[]> {
  await indexFaults(tx);
  const faults: StoredFault[] = [];
  async function* rejected(): AsyncGenerator<{ line: number; reason: string }> {
    let after = 0;
    for (;;) {
      const page = await rejectedAfter(tx, after, 5000);
      for (const row of page) {
        const fault = toStoredFault(row, order.mapping);
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
    fields: salesFieldDescriptions,
    rejected: rejected(),
    out: order.rejectedFileOf(rejectedKindOf(order.mapping)),
    limits: order.limits,
    signal: order.signal,
  });
  return faults;
}

function toStoredFault(row: RejectedLine, mapping: Mapping): StoredFault {
  // Faults found by SQL name the field, those of the reader the column.
  const columns: Readonly<Record<string, string | undefined>> = mapping.columns;
  return {
    line: row.line,
    code: row.fault ?? 'sibling',
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
