import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';

/** From one account to another. */
export interface Move {
  readonly from: number;
  readonly to: number;
}

/** What went along, by table: the keys of its rows; and whatever else a slice needs to take it back. No content of anything. */
export type Moved = Readonly<Record<string, unknown>>;

/**
 * What a slice does when two accounts become one, and when that is taken back. The wiring puts all of them together; a test asks that
 * every table with an account is named by one of them.
 */
export interface AccountMover {
  readonly slice: string;
  /** Its tables with an account, also those whose rows stay where they are. */
  readonly tables: readonly string[];
  /** @throws ProblemError 409 where the two cannot be one */
  readonly move: (tx: Tx, move: Move) => Promise<Moved>;
  /** @throws ProblemError 409 `merge-built-on` when later work builds on it */
  readonly back: (tx: Tx, move: Move, moved: Moved) => Promise<void>;
}

/** Tables whose rows just change their account, each with the column that names a row. */
type PlainTables = Readonly<Record<string, string>>;

/** Gives all rows of these tables from one account to another. @returns the keys of those rows, by table */
export async function moveRows(tx: Tx, tables: PlainTables, { from, to }: Move): Promise<Record<string, string[]>> {
  const moved: Record<string, string[]> = {};
  for (const [table, key] of Object.entries(tables)) {
    const { rows } = await sql<{ key: string }>`
      update ${sql.table(table)} set account_id = ${to} where account_id = ${from} returning ${sql.ref(key)}::text as key`.execute(
      tx,
    );
    moved[table] = [...new Set(rows.map((row) => row.key))];
  }
  return moved;
}

/** Gives those rows back, as far as they are still with the account they went to. */
export async function moveRowsBack(tx: Tx, tables: PlainTables, { from, to }: Move, moved: Moved): Promise<void> {
  for (const [table, key] of Object.entries(tables)) {
    await sql`update ${sql.table(table)} set account_id = ${from}
      where account_id = ${to} and ${sql.ref(key)}::text = any (${keysIn(moved, table)}::text[])`.execute(tx);
  }
}

/** The keys that were kept under a name. */
export function keysIn(moved: Moved, name: string): string[] {
  const kept = moved[name];
  return Array.isArray(kept) ? kept.map(String) : [];
}
