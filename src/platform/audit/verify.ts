import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '#platform/access/transaction.ts';

/** What a verification of the audit chain found. */
export const AuditVerdict = z.strictObject({
  ok: z.boolean(),
  entries: z.number().int(),
  root: z.string(),
  firstWrong: z.number().int().nullable(),
  /** How many roots that were written down outside the database were compared. */
  rootsCompared: z.number().int(),
});
export type AuditVerdict = z.infer<typeof AuditVerdict>;

const rootsFile = (dataFolder: string): string => path.join(dataFolder, 'audit-roots.txt');

/**
 * Recomputes the whole chain and compares it with the roots written down outside the database, so that a chain that was
 * rewritten as a whole shows too. Names the first entry that is wrong.
 */
export async function verifyChain(tx: Tx, dataFolder: string): Promise<AuditVerdict> {
  const found = await recompute(tx);
  const roots = readRoots(dataFolder);
  let firstWrong = found.wrong;
  for (const [seq, hash] of roots) {
    const stored = await sql<{ hash: string | null }>`select encode(audit.hash_at(${seq}), 'hex') as hash`.execute(tx);
    if (stored.rows[0]?.hash !== hash && (firstWrong === null || seq < firstWrong)) firstWrong = seq;
  }
  return {
    ok: firstWrong === null,
    entries: Number(found.entries),
    root: found.root,
    firstWrong: firstWrong === null ? null : Number(firstWrong),
    rootsCompared: roots.length,
  };
}

/** Recomputes the chain and writes its root beside the store; done once a day. */
export async function writeRoot(tx: Tx, dataFolder: string, now: number): Promise<void> {
  const found = await recompute(tx);
  // A broken chain gets no new root: the old ones are the evidence.
  if (found.wrong === null) keepRoot(dataFolder, found, now);
}

/** Writes down where the chain ends, as it says itself; done at each start, which must not wait for a million entries. */
export async function writeEnd(tx: Tx, dataFolder: string, now: number): Promise<void> {
  const { rows } = await sql<{ entries: bigint; root: string }>`
    select entries, encode(root, 'hex') as root from audit.end_of_chain()`.execute(tx);
  if (rows[0]) keepRoot(dataFolder, rows[0], now);
}

function keepRoot(dataFolder: string, found: { entries: bigint; root: string }, now: number): void {
  if (found.entries === 0n) return;
  const last = readRoots(dataFolder).at(-1);
  if (last?.[1] === found.root) return;
  const line = `${new Date(now).toISOString()} ${found.entries.toString()} ${found.root}\n`;
  appendFileSync(rootsFile(dataFolder), line, { mode: 0o600 });
}

async function recompute(tx: Tx): Promise<{ entries: bigint; root: string; wrong: bigint | null }> {
  const { rows } = await sql<{ entries: bigint; root: string; wrong: bigint | null }>`
    select entries, encode(root, 'hex') as root, first_wrong as wrong from audit.verify()`.execute(tx);
  const [found] = rows;
  if (!found) throw new Error('The audit chain has no head.');
  return found;
}

function readRoots(dataFolder: string): [bigint, string][] {
  let text: string;
  try {
    text = readFileSync(rootsFile(dataFolder), 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line): [bigint, string][] => {
    const [, seq, hash] = /^\S+ (\d+) ([0-9a-f]{64})$/.exec(line) ?? [];
    return seq !== undefined && hash !== undefined ? [[BigInt(seq), hash]] : [];
  });
}
