import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { sentence } from '#platform/i18n/sentence.ts';
import { colleagueById } from '#slices/team/public.ts';
import { assignOwner, groupAccounts, holdAccounts } from './commands.ts';
import type { BulkReply, GroupChange, OwnerChange } from './contract.ts';
import { accountByCode } from './views.ts';

type Refused = BulkReply['refused'][number];

/** Does one part of a larger work so that a refusal undoes that part alone. */
async function tried<Value>(
  tx: Tx,
  actor: Actor,
  at: number,
  work: () => Promise<Value>,
): Promise<{ value: Value } | { refused: Refused }> {
  await sql`savepoint part`.execute(tx);
  try {
    const value = await work();
    await sql`release savepoint part`.execute(tx);
    return { value };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    await sql`rollback to savepoint part`.execute(tx);
    return { refused: { at, problem: error.code, detail: sentence(actor.language, error.code, error.facts) } };
  }
}

/**
 * Gives several accounts to their owners, as far as the actor may: each is decided by itself, and what is refused is named.
 * @returns what was changed, with the owner before, so that the same door takes it back
 */
export async function assignOwners(tx: Tx, actor: Actor, changes: readonly OwnerChange[]): Promise<BulkReply> {
  await holdAccounts(
    tx,
    changes.map(({ code }) => code),
  );
  const reply: BulkReply = { changed: [], refused: [] };
  for (const [at, { code, owner }] of changes.entries()) {
    const result = await tried(tx, actor, at, async () => {
      const account = await accountByCode(tx, code);
      const before = account.owner ? await colleagueById(tx, account.owner.id) : null;
      await assignOwner(tx, code, owner, account.version);
      return { code, name: account.name, before: before?.email ?? null };
    });
    if ('refused' in result) reply.refused.push(result.refused);
    else reply.changed.push(result.value);
  }
  return reply;
}

/** Puts several accounts into groups, or takes them out (null); as `assignOwners`. */
export async function groupSeveral(tx: Tx, actor: Actor, changes: readonly GroupChange[]): Promise<BulkReply> {
  await holdAccounts(
    tx,
    changes.map(({ code }) => code),
  );
  const reply: BulkReply = { changed: [], refused: [] };
  const byGroup = new Map<string | null, string[]>();
  for (const [at, { code, group }] of changes.entries()) {
    const result = await tried(tx, actor, at, () => accountByCode(tx, code));
    if ('refused' in result) {
      reply.refused.push(result.refused);
      continue;
    }
    reply.changed.push({ code, name: result.value.name, before: result.value.group?.name ?? null });
    byGroup.set(group, [...(byGroup.get(group) ?? []), code]);
  }
  for (const [group, codes] of byGroup) {
    if (group === null) await ungroupAccounts(tx, codes);
    else await groupAccounts(tx, group, codes);
  }
  return reply;
}

async function ungroupAccounts(tx: Tx, codes: readonly string[]): Promise<void> {
  const { rows } = await sql<{ code: string; name: string }>`
    with before as (select account_id, code, account_group.name from accounts.account
      join accounts.account_group using (group_id) where code = any (${[...codes]}::text[]))
    update accounts.account set group_id = null, version = version + 1 from before where account.account_id = before.account_id
    returning before.code, before.name`.execute(tx);
  if (rows.length === 0) return;
  await record(tx, 'account.ungroup', `account:${rows.map(({ code }) => code).join(',')}`, {
    before: Object.fromEntries(rows.map(({ code, name }) => [code, name])),
    after: null,
  });
}
