import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { holdAccounts } from './commands.ts';
import type { Account, Merging } from './contract.ts';
import { filledFrom, ownRows, putBack } from './merge-own.ts';
import type { AccountMover, Move, Moved } from './moving.ts';
import { accountById } from './views.ts';

/** From here to the end of the work rows that the actor may not read can be moved; nothing is read from them. */
const mayMove = (tx: Tx, on: boolean) => sql`select set_config('kulcs.moves', ${on ? 'on' : ''}, true)`.execute(tx);

async function bothOf(tx: Tx, keep: number, gone: number): Promise<readonly [Account, Account]> {
  const [first, second] = [await accountById(tx, keep), await accountById(tx, gone)];
  if (!first || !second || keep === gone) throw notFound();
  await holdAccounts(tx, [first.code, second.code]);
  return [(await accountById(tx, keep)) ?? first, (await accountById(tx, gone)) ?? second];
}

/**
 * Makes two accounts one: everything of the one that goes (sales, facts, notes, files, scores, decisions, codes) is the other's from now
 * on, and what the other does not know of itself is filled in. The code of the one that goes leads to the one that stays, in every source.
 * @throws ProblemError 404 `not-found`; 409 `merge-into-client`, and what the slices refuse
 */
export async function mergeAccounts(
  tx: Tx,
  actor: Actor,
  { keep, gone }: Merging,
  movers: readonly AccountMover[],
): Promise<{ merge: number; account: Account }> {
  const [kept, going] = await bothOf(tx, keep, gone);
  if (going.stage === 'client' && kept.stage !== 'client') {
    throw new ProblemError(409, 'merge-into-client', { client: going.name, prospect: kept.name });
  }
  const move: Move = { from: gone, to: keep };
  await mayMove(tx, true);
  const moved: Record<string, Moved> = {};
  for (const mover of [ownRows, ...movers]) moved[mover.slice] = await mover.move(tx, move);
  const filled = await filledFrom(tx, kept, going);
  await sql`update accounts.account set merged_into = ${keep} where account_id = ${gone}`.execute(tx);
  await sql`insert into accounts.account_code (account_id, source, code) values (${keep}, '', ${going.code})`.execute(
    tx,
  );
  const { rows } = await sql<{ id: number }>`
    insert into accounts.merge (account_id, gone_id, gone_code, gone_name, moved, merged_by)
    values (${keep}, ${gone}, ${going.code}, ${going.name}, ${JSON.stringify({ ...moved, filled })}::jsonb, ${actor.personId})
    returning merge_id as id`.execute(tx);
  await mayMove(tx, false);
  const merge = rows[0]?.id ?? 0;
  const account = await accountById(tx, keep);
  if (!account) throw notFound();
  await record(tx, 'account.merge', `account:${account.code}`, {
    merge,
    before: { [kept.code]: kept.name, [going.code]: going.name },
    after: { [account.code]: account.name },
  });
  return { merge, account };
}

/**
 * Takes two accounts apart again: what went along goes back, and what was written since stays with the one that stayed.
 * @throws ProblemError 404 `not-found`; 409 `merge-undone`, `merge-built-on`
 */
export async function undoMerge(tx: Tx, id: number, movers: readonly AccountMover[]): Promise<Account> {
  const { rows } = await sql<{
    keep: number;
    gone: number;
    code: string;
    moved: Record<string, Moved>;
    isUndone: boolean;
  }>`
    select account_id as keep, gone_id as gone, gone_code as code, moved, undone_at is not null as "isUndone"
    from accounts.merge where merge_id = ${id} for update`.execute(tx);
  const [merge] = rows;
  const kept = merge && (await accountById(tx, merge.keep));
  if (!merge || !kept) throw notFound();
  if (merge.isUndone) throw new ProblemError(409, 'merge-undone', { name: kept.name });
  await holdAccounts(tx, [kept.code]);
  const move: Move = { from: merge.gone, to: merge.keep };
  await mayMove(tx, true);
  await sql`delete from accounts.account_code where source = '' and code = ${merge.code}`.execute(tx);
  for (const mover of [...movers, ownRows]) await mover.back(tx, move, merge.moved[mover.slice] ?? {});
  await putBack(tx, merge.keep, merge.moved['filled'] ?? {});
  await sql`update accounts.account set merged_into = null where account_id = ${merge.gone}`.execute(tx);
  await sql`update accounts.merge set undone_at = now(), undone_by = access.actor() where merge_id = ${id}`.execute(tx);
  await mayMove(tx, false);
  const account = await accountById(tx, merge.gone);
  if (!account) throw notFound();
  await record(tx, 'account.merge-undo', `account:${account.code}`, {
    merge: id,
    before: { [kept.code]: kept.name },
    after: { [kept.code]: kept.name, [account.code]: account.name },
  });
  return account;
}
