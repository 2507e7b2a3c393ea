import type { AccountGroup, AccountGroupsReply } from '#slices/accounts/group-contract.ts';
import { RefusedError, type Client } from '../client.ts';
import { print, printJson, printTable } from './output.ts';

interface Json {
  readonly json?: boolean;
}

/** `kulcs account place`: puts a group into another one, or to the top. @throws RefusedError */
export async function placeGroup(
  client: Client,
  name: string,
  options: Json & { readonly within?: string; readonly top?: boolean },
): Promise<void> {
  if ((options.within === undefined) === (options.top !== true)) {
    throw new RefusedError('place-missing', 'Say either --within GROUP or --top.');
  }
  const { groups } = await client.request<AccountGroupsReply>('GET', '/api/account-groups');
  const group = groups.find((one) => one.name === name);
  if (!group) throw new RefusedError('not-found', `There is no group ${name}. Groups: kulcs account groups.`);
  const placed = await client.request<AccountGroup>('PUT', `/api/account-groups/${String(group.id)}/parent`, {
    parent: options.within ?? null,
  });
  if (options.json) printJson(placed);
  else
    print(placed.parent ? `${placed.name} stands within ${placed.parent.name}.` : `${placed.name} stands at the top.`);
}

/** `kulcs account groups`: every group, and the one that it stands in. */
export async function listGroups(client: Client, options: Json): Promise<void> {
  const { groups } = await client.request<AccountGroupsReply>('GET', '/api/account-groups');
  if (options.json) printJson(groups);
  else
    printTable(
      ['group', 'within'],
      groups.map(({ name, parent }) => [name, parent?.name ?? null]),
    );
}
