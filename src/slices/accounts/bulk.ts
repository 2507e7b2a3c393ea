import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { groupAccounts, holdAccounts } from './commands.ts';
import type { BulkReply, GroupChange } from './contract.ts';
import { tried } from './parts.ts';
import { accountByCode } from './views.ts';

/**
 * Puts several accounts into groups, or takes them out (null), as far as the actor may: each is decided by itself.
 * @returns what was changed, with the group before, so that the same door takes it back; and what was refused, by its place
 */
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
