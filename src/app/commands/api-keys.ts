import type { KeysReply, MadeKey, NewKey } from '#slices/team/contract.ts';
import type { Client } from '../client.ts';
import { print, printJson, printTable } from './output.ts';

interface NewKeyOptions {
  readonly name: string;
  readonly write?: boolean;
  readonly days?: number;
  readonly ability: readonly string[];
  readonly json?: boolean;
}

/** `kulcs key add`: makes a key for the person and prints it, this once. @throws RefusedError */
export async function addKey(client: Client, options: NewKeyOptions): Promise<void> {
  const wanted: NewKey = {
    name: options.name,
    writes: options.write === true,
    abilities: options.ability.length === 0 ? null : [...options.ability],
    ...(options.days === undefined ? {} : { days: options.days }),
  };
  const made = await client.request<MadeKey>('POST', '/api/keys', wanted);
  if (options.json) return printJson(made);
  print(made.secret);
  print(`${made.key.name}: ends ${made.key.endsAt.slice(0, 10)}. It is not shown again.`);
}

/** `kulcs key list` @throws RefusedError */
export async function listKeys(client: Client, options: { readonly json?: boolean }): Promise<void> {
  const { keys } = await client.request<KeysReply>('GET', '/api/keys');
  if (options.json) return printJson(keys);
  printTable(
    ['number', 'name', 'begins with', 'may', 'state', 'ends', 'last used'],
    keys.map((one) => [
      one.id,
      one.name,
      one.prefix,
      one.writes ? 'read and write' : 'read',
      one.state,
      one.endsAt.slice(0, 10),
      one.lastUsedAt?.slice(0, 10) ?? null,
    ]),
  );
}

/** `kulcs key revoke` @throws RefusedError */
export async function revokeKey(client: Client, id: number): Promise<void> {
  await client.request('DELETE', `/api/keys/${String(id)}`);
  print(`Key ${String(id)} is revoked.`);
}
