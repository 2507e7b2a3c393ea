import type { Account, AccountsReply, DuplicatesReply, MergeReply } from '#slices/accounts/contract.ts';
import { RefusedError, type Client } from '../client.ts';
import { print, printJson, printTable } from './output.ts';

interface Json {
  readonly json?: boolean;
}

/** `kulcs account duplicates`: pairs that could be one company, the surest first. */
export async function listDuplicates(client: Client, { json = false }: Json): Promise<void> {
  const reply = await client.request<DuplicatesReply>('GET', '/api/account-duplicates');
  if (json) return printJson(reply);
  if (reply.pairs.length === 0) return print('No two accounts look like one company.');
  printTable(
    ['code', 'name', 'code', 'name', 'because of'],
    reply.pairs.map(({ accounts: [one, other], reasons }) => [
      one.code,
      one.name,
      other.code,
      other.name,
      reasons.join(', '),
    ]),
  );
}

/** @throws RefusedError */
async function accountWith(client: Client, code: string): Promise<Account> {
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = new URLSearchParams({ search: code, limit: '200', ...(cursor === '' ? {} : { cursor }) });
    const page: AccountsReply = await client.request<AccountsReply>('GET', `/api/accounts?${query.toString()}`);
    const found = page.accounts.find((account) => account.code === code);
    if (found) return found;
    cursor = page.nextCursor;
  }
  throw new RefusedError('not-found', `There is no account ${code}. See which there are with: kulcs account list`);
}

/** `kulcs account merge`: everything of one account becomes the other's. @throws RefusedError */
export async function mergeAccounts(
  client: Client,
  code: string,
  { into, json = false }: Json & { readonly into: string },
): Promise<void> {
  const [gone, keep] = [await accountWith(client, code), await accountWith(client, into)];
  const merged = await client.request<MergeReply>('POST', '/api/account-merges', { keep: keep.id, gone: gone.id });
  if (json) return printJson(merged);
  print(
    `${gone.name} (${gone.code}) is ${merged.account.name} (${merged.account.code}) now. ` +
      `Apart again: kulcs account unmerge ${String(merged.merge)}`,
  );
}

/** `kulcs account unmerge`. @throws RefusedError */
export async function undoMerge(client: Client, merge: number, { json = false }: Json): Promise<void> {
  const account = await client.request<Account>('POST', `/api/account-merges/${String(merge)}/undo`, {});
  if (json) printJson(account);
  else print(`${account.name} (${account.code}) is an account of its own again.`);
}
