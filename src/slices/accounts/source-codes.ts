import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import type { NewSourceCode, SourceCode } from './contract.ts';
import { accountById, codesOf } from './views.ts';

/**
 * Says by which code a source knows an account: lines of that source with that code are this account's from now on. One code of
 * a source leads to one account.
 * @throws ProblemError 404 `not-found`; 409 `source-code-taken`
 */
export async function addSourceCode(tx: Tx, id: number, { source, code }: NewSourceCode): Promise<SourceCode> {
  const account = await accountById(tx, id);
  if (!account) throw notFound();
  const known = (await codesOf(tx, id)).find((one) => one.source === source && one.code === code);
  if (known) return known;
  const { rows } = await sql<SourceCode>`
    insert into accounts.account_code (account_id, source, code) values (${id}, ${source}, ${code})
    on conflict (source, code) do nothing returning account_code_id as id, source, code, version`.execute(tx);
  const [added] = rows;
  // Whose it is may be out of the actor's sight.
  if (!added) throw new ProblemError(409, 'source-code-taken', { source, code });
  await record(tx, 'account.code-add', `account:${account.code}`, { before: null, after: { source, code } });
  return added;
}

/** Takes such a code away; what was sold by it stays. @throws ProblemError 404 `not-found`; 412 `version-stale` */
export async function removeSourceCode(tx: Tx, id: number, codeId: number, seen: number): Promise<void> {
  const account = await accountById(tx, id);
  const known = (await codesOf(tx, id)).find((one) => one.id === codeId);
  if (!account || !known) throw notFound();
  checkVersion(known.version, seen);
  await sql`delete from accounts.account_code where account_code_id = ${codeId}`.execute(tx);
  await record(tx, 'account.code-remove', `account:${account.code}`, {
    before: { source: known.source, code: known.code },
    after: null,
  });
}
