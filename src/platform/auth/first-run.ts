import { createHash, randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';

// Without letters and digits that look alike; of 32 letters each gives five bits.
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const groups = 4;
const lettersOfGroup = 4;
const lifetime = 24 * 3_600_000;

/** A code as people type it: in small letters, with blanks, without the dashes. */
const plain = (code: string): string => code.replaceAll(/[\s-]/g, '').toUpperCase();
const hashOf = (code: string): Buffer => createHash('sha256').update(plain(code)).digest();
const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

const randomGroup = (): string =>
  Array.from({ length: lettersOfGroup }, () => alphabet[randomInt(alphabet.length)] ?? '').join('');

/** Makes a code for the first run, which is shown this once. @returns it, and when it ends (instant) */
export async function makeFirstRunCode(tx: Tx, now: number): Promise<{ code: string; endsAt: number }> {
  const code = Array.from({ length: groups }, randomGroup).join('-');
  const endsAt = now + lifetime;
  await sql`delete from platform.first_run_code where ends_at <= ${instant(now)}`.execute(tx);
  await sql`insert into platform.first_run_code values (${hashOf(code)}, ${instant(endsAt)})`.execute(tx);
  return { code, endsAt };
}

/** Uses a code up. Of two at once one gets it. @returns whether it was one that counts */
export async function spendFirstRunCode(tx: Tx, code: string, now: number): Promise<boolean> {
  const spent = await sql`
    delete from platform.first_run_code where code_hash = ${hashOf(code)} and ends_at > ${instant(now)}`.execute(tx);
  return spent.numAffectedRows === 1n;
}

/** Ends all codes: the company is founded. */
export async function endFirstRun(tx: Tx): Promise<void> {
  await sql`delete from platform.first_run_code`.execute(tx);
}
