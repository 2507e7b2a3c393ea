import type { RawBuilder } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import type { Period } from '#kernel/period.ts';

/** A relation, as a part of a statement. */
export type Relation = RawBuilder<unknown>;

/** What a list of accounts shows of the ledger, for the accounts that the actor sees. */
export interface FigureFrame {
  /** The last twelve whole months. */
  readonly period: Period;
  readonly currency: string;
  /** Parts of sums, several rows an account: (account_id, net, costed_net, cost, lines). */
  readonly sold: Relation;
  /** The same of the twelve months before; null where the ledger does not reach so far back. */
  readonly soldBefore: Relation | null;
  /** (account_id, day), one row a document. */
  readonly documents: Relation;
  /** Shares of the whole up to which an account is of class A, and of class B. */
  readonly edges: { readonly a: number; readonly b: number };
  /** Net of twelve months, oldest first, in whole units. */
  readonly trends: (tx: Tx, ids: readonly number[]) => Promise<ReadonlyMap<number, readonly number[]>>;
}

/** Who keeps the ledger, and tells what accounts brought in; null while nothing is sold. */
export type FigureSource = (tx: Tx) => Promise<FigureFrame | null>;
