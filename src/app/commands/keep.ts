import type { Configuration } from '#platform/configuration/configuration.ts';
import type { AuditVerdict } from '#platform/audit/verify.ts';
import type { Account, AccountsReply } from '#slices/accounts/contract.ts';
import type { Doctor } from '../host-routes.ts';
import { RefusedError, type Client } from '../client.ts';
import { print, printJson, printTable } from './output.ts';

interface Json {
  readonly json?: boolean;
}

/** `kulcs init`: founds an empty company with its first administrator. @throws RefusedError */
export async function init(
  client: Client,
  configuration: Configuration,
  options: Json & {
    readonly company: string;
    readonly currency: string;
    readonly adminEmail: string;
    readonly timeZone: string;
    readonly language?: 'en' | 'hu';
  },
): Promise<void> {
  const founded = await client.request<{ name: string; currency: string; signInLink: string }>('POST', '/api/company', {
    name: options.company,
    currency: options.currency,
    timeZone: options.timeZone,
    ...(options.language === undefined ? {} : { language: options.language }),
    adminEmail: options.adminEmail,
  });
  if (options.json) return printJson({ ...founded, dataFolder: configuration.dataFolder });
  print(`${founded.name} is founded (${founded.currency}), in ${configuration.dataFolder}.`);
  print(`Start the server with: kulcs start. The administrator then signs in once with ${founded.signInLink}`);
  print('An administrator does not see the business. Add whoever does with: kulcs user add --role director …');
}

/** `kulcs account group`. @throws RefusedError */
export async function groupAccounts(
  client: Client,
  codes: readonly string[],
  options: { readonly name: string },
): Promise<void> {
  await client.request('POST', '/api/account-groups', { name: options.name, accounts: codes });
  print(`${String(codes.length)} accounts are in the group ${options.name}.`);
}

/** `kulcs account list` */
export async function listAccounts(client: Client, options: Json & { readonly search?: string }): Promise<void> {
  const accounts: Account[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = new URLSearchParams({
      limit: '200',
      ...(cursor === '' ? {} : { cursor }),
      ...(options.search ? { search: options.search } : {}),
    });
    const page: AccountsReply = await client.request<AccountsReply>('GET', `/api/accounts?${query.toString()}`);
    accounts.push(...page.accounts);
    cursor = page.nextCursor;
  }
  if (options.json) printJson(accounts);
  else
    printTable(
      ['code', 'name', 'town', 'group', 'owner'],
      accounts.map((one) => [one.code, one.name, one.town, one.group?.name ?? null, one.owner?.name ?? null]),
    );
}

/** `kulcs product kind`. @throws RefusedError */
export async function setProductKind(client: Client, code: string, kind: string): Promise<void> {
  await client.request('PUT', `/api/product-codes/${encodeURIComponent(code)}/kind`, { kind });
  print(`${code} is of kind ${kind}.`);
}

/** `kulcs doctor`: exit code 1 when something is wrong. @throws RefusedError */
export async function doctor(client: Client, options: Json): Promise<void> {
  const found = await client.request<Doctor>('GET', '/api/doctor');
  if (options.json) printJson(found);
  else
    for (const finding of found.findings) print(`${finding.ok ? 'ok   ' : 'WRONG'} ${finding.name}: ${finding.value}`);
  if (!found.ok) throw new RefusedError('unhealthy', 'Something is wrong: see the lines marked WRONG.');
}

/** `kulcs audit verify`: exit code 1 when the chain is broken. @throws RefusedError */
export async function verifyAudit(client: Client, options: Json): Promise<void> {
  const verdict = await client.request<AuditVerdict>('GET', '/api/audit/verification');
  if (options.json) printJson(verdict);
  else
    print(
      `${String(verdict.entries)} entries, root ${verdict.root}, ${String(verdict.rootsCompared)} outside roots compared.`,
    );
  if (!verdict.ok) {
    throw new RefusedError(
      'audit-broken',
      `The audit chain is not whole: the first wrong entry is ${String(verdict.firstWrong)}. Keep the store as it is and look into who could write to the database.`,
    );
  }
}
