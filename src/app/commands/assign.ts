import type { AssignmentReply, NewAssignmentOrder } from '#slices/accounts/assignment-contract.ts';
import { RefusedError, type Client } from '../client.ts';
import { print, printJson } from './output.ts';

interface AssignOptions {
  readonly owner: string;
  readonly reason?: string;
  readonly from?: string;
  readonly proposedBy?: string;
  readonly json?: boolean;
}

/** `kulcs account assign`: one order for all these accounts. @throws RefusedError `not-assigned` when one of them was refused */
export async function assignAccounts(
  client: Client,
  codes: readonly string[],
  { owner, reason, from, proposedBy, json }: AssignOptions,
): Promise<void> {
  const { order, refused } = await client.request<AssignmentReply>('POST', '/api/assignment-orders', {
    owner,
    reason: reason ?? null,
    from: from ?? null,
    proposedBy: proposedBy ?? null,
    accounts: [...codes],
  } satisfies NewAssignmentOrder);
  if (json) printJson({ order, refused });
  else if (order) {
    print(
      `Order ${String(order.number)}/${String(order.year)}: from ${order.from} on these belong to ${order.owner.name}.`,
    );
    for (const { code, name } of order.accounts) print(`${name} (${code})`);
  } else if (refused.length === 0) print('They belong to that owner already; there is no order.');
  if (refused.length > 0) {
    const told = refused.map(({ at, detail }) => `${codes[at] ?? ''}: ${detail}`).join(' ');
    throw new RefusedError('not-assigned', told);
  }
}
