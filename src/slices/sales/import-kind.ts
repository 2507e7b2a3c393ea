import type { Pool } from 'pg';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import type { FieldDescription, ReadLimits } from '#platform/transfer/types.ts';
import type { Import, ImportField, ImportKind, ImportResult, Mapping } from './contract.ts';
import type { RejectedKind } from './import-files.ts';
import type { Batch } from './imports.ts';
import type { Counts } from './staging.ts';

/** What one run is to do, and with what. */
export interface RunOrder {
  readonly pool: Pool;
  readonly actor: Actor;
  readonly batch: Batch;
  /** Name of the run, as `takeForRunning` was given it. */
  readonly run: string;
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

/** What a run says beyond its counts. */
export type Brought = Omit<ImportResult, keyof Counts | 'batch' | 'rejectedFile' | 'seconds'>;

/** What is peculiar to one kind of file; everything else is the same for all of them. */
export interface KindOfImport {
  readonly fields: readonly (FieldDescription & { readonly name: ImportField })[];
  /** Fields whose values make two rows the same. */
  readonly hashed: readonly ImportField[];
  /** Columns of the staging table, as `createStaging` wants them. */
  readonly staged: readonly string[];
  /** What a row is told that is right itself, when another row of its document is not. */
  readonly siblingFault: string;
  /** Adds faults that the reader cannot see, and says of each document in `staged_document` what it is to the store. */
  readonly compare: (tx: Tx, order: RunOrder) => Promise<void>;
  /** Writes what is new and changed, or only says what would be. */
  readonly bring: (tx: Tx, order: RunOrder, counts: Counts, isLoaded: boolean) => Promise<Brought>;
}

export type KindsOfImport = Readonly<Record<ImportKind, KindOfImport>>;
