import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import type { Account, AccountChange } from './contract.ts';
import { readRegistryNumber, readVatNumber } from './domain/identity.ts';
import { accountByCode } from './views.ts';

/** What can be changed, and the column that keeps it. */
const accountFields = {
  name: 'name',
  town: 'town',
  country: 'country',
  kind: 'kind',
  segment: 'segment',
  territory: 'territory',
  vatNumber: 'vat_number',
  registryNumber: 'registry_number',
} as const satisfies Record<keyof AccountChange, string>;
const fieldNames = Object.keys(accountFields) as (keyof AccountChange)[]; // the keys of the object just above

/** What is asked for as it is kept. @throws ProblemError 422 `vat-number-form`, `registry-number-form` */
function asKept(change: AccountChange, account: Account): AccountChange {
  const { vatNumber, registryNumber } = change;
  const country = change.country === undefined ? account.country : change.country;
  const kept = { ...change };
  if (vatNumber) {
    kept.vatNumber = readVatNumber(vatNumber);
    if (kept.vatNumber === null) throw new ProblemError(422, 'vat-number-form', { value: vatNumber });
  }
  if (registryNumber) {
    kept.registryNumber = readRegistryNumber(registryNumber, country);
    if (kept.registryNumber === null) throw new ProblemError(422, 'registry-number-form', { value: registryNumber });
  }
  for (const field of fieldNames) if (field !== 'name' && kept[field] === '') kept[field] = null;
  return kept;
}

/**
 * Puts accounts into the group of this name, which is made when it is new; an account leaves the group it was in.
 * @throws ProblemError 404 `not-found` when one of the accounts is not there
 */
export async function groupAccounts(tx: Tx, name: string, codes: readonly string[]): Promise<void> {
  await holdAccounts(tx, codes);
  const members: Account[] = [];
  for (const code of codes) members.push(await accountByCode(tx, code));
  const moved = members.filter((member) => member.group?.name !== name);
  if (moved.length === 0) return;
  await sql`insert into accounts.account_group (name) values (${name}) on conflict (name) do nothing`.execute(tx);
  const group = await tx
    .selectFrom('accounts.account_group')
    .select('group_id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('accounts.account')
    .set({ group_id: group.group_id })
    .where(
      'account_id',
      'in',
      moved.map((member) => member.id),
    )
    .execute();
  await record(tx, 'account.group', `group:${name}`, {
    before: Object.fromEntries(moved.map((member) => [member.code, member.group?.name ?? null])),
    after: name,
  });
}

/**
 * Changes what is known of the account itself; a blank takes a value away.
 * @throws ProblemError 404 `not-found`; 412 `version-stale`; 422 `vat-number-form`, `registry-number-form`
 */
export async function changeAccount(tx: Tx, code: string, given: AccountChange, seenVersion: number): Promise<Account> {
  await holdAccounts(tx, [code]);
  const account = await accountByCode(tx, code);
  checkVersion(account.version, seenVersion);
  const change = asKept(given, account);
  const fields = fieldNames.filter((field) => change[field] !== undefined && change[field] !== account[field]);
  if (fields.length === 0) return account;
  const of = (source: AccountChange) => Object.fromEntries(fields.map((field) => [field, source[field] ?? null]));
  const columns = Object.fromEntries(fields.map((field) => [accountFields[field], change[field] ?? null]));
  await tx.updateTable('accounts.account').set(columns).where('account_id', '=', account.id).execute();
  await record(tx, 'account.change', `account:${code}`, { before: of(account), after: of(change) });
  return accountByCode(tx, code);
}

/** Whoever changes the same accounts waits, so that each finds, and puts on record, what the one before her left. */
export async function holdAccounts(tx: Tx, codes: readonly string[]): Promise<void> {
  await sql`select from accounts.account where code = any (${[...codes]}::text[]) order by account_id for update`.execute(
    tx,
  );
}
