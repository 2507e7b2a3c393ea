import type { Account, AccountsReply, NewProspect, ProspectPolicy, StageChange } from '#slices/accounts/contract.ts';
import { RefusedError, type Client } from '../client.ts';
import { print, printJson, printTable } from './output.ts';

interface Json {
  readonly json?: boolean;
}

type Added = Json & Omit<Partial<NewProspect>, 'reason' | 'source'> & Pick<NewProspect, 'reason' | 'source'>;

/** `kulcs prospect add`. @throws RefusedError */
export async function addProspect(client: Client, name: string, options: Added): Promise<void> {
  const { json, country = null, town = null, segment = null, reason, source, owner } = options;
  const made = await client.request<Account>('POST', '/api/prospects', {
    name,
    country,
    town,
    segment,
    reason,
    source,
    ...(owner === undefined ? {} : { owner }),
  });
  if (json) printJson(made);
  else print(`${made.name} is a prospect (${made.code}).`);
}

async function prospects(client: Client, stage: 'prospect' | 'dropped'): Promise<Account[]> {
  const found: Account[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const more = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: AccountsReply = await client.request<AccountsReply>(
      'GET',
      `/api/accounts?stage=${stage}&limit=200${more}`,
    );
    found.push(...page.accounts);
    cursor = page.nextCursor;
  }
  return found;
}

/** `kulcs prospect list`. @throws RefusedError */
export async function listProspects(client: Client, options: Json & { readonly dropped?: boolean }): Promise<void> {
  const found = await prospects(client, options.dropped ? 'dropped' : 'prospect');
  if (options.json) return printJson(found);
  printTable(
    ['code', 'name', 'town', 'segment', 'owner'],
    found.map((one) => [one.code, one.name, one.town, one.segment, one.owner?.name ?? null]),
  );
  if (options.dropped) return;
  const { open, most } = await client.request<ProspectPolicy>('GET', '/api/prospect-policy');
  print(`${String(open)} of ${String(most)} places for prospects are taken.`);
}

/** `kulcs prospect convert|drop|return`. @throws RefusedError `no-prospect` */
export async function changeProspect(client: Client, code: string, to: StageChange, options: Json): Promise<void> {
  const from = to.stage === 'prospect' ? 'dropped' : 'prospect';
  const found = (await prospects(client, from)).find((one) => one.code === code);
  if (!found)
    throw new RefusedError(
      'no-prospect',
      `There is no prospect ${code}. See which there are with: kulcs prospect list`,
    );
  const changed = await client.request<Account>('PUT', `/api/accounts/${String(found.id)}/stage`, to);
  if (options.json) return printJson(changed);
  const now = { client: `an account now (${changed.code})`, prospect: 'a prospect again', dropped: 'let go' };
  print(`${changed.name} is ${now[changed.stage]}.`);
}
