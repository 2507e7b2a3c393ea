import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import { canOwn, colleagueByEmail, type AccountsOfTeam } from '#slices/team/public.ts';
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
 * Gives an account to its owner; from the next request on she sees it, and the one before her does not.
 * @throws ProblemError 404 `not-found` (account); 412 `version-stale`; 422 `unknown-person`, `cannot-own`, `outside-the-line`
 */
export async function assignOwner(tx: Tx, code: string, email: string, seenVersion: number): Promise<Account> {
  await holdAccounts(tx, [code]);
  const account = await accountByCode(tx, code);
  checkVersion(account.version, seenVersion);
  return giveTo(tx, account, email);
}

/**
 * Whoever has this address, as the owner of an account that the actor gives her.
 * @throws ProblemError 422 `unknown-person`, `cannot-own`; `outside-the-line` unless it is `before`, who owns it already
 */
export async function ownerCalled(tx: Tx, email: string, before: number | null = null): Promise<{ id: number }> {
  const owner = await colleagueByEmail(tx, email);
  if (!owner) throw new ProblemError(422, 'unknown-person', { email });
  if (owner.isDisabled || !canOwn(owner.roles)) throw new ProblemError(422, 'cannot-own', { name: owner.name });
  if (owner.id === before) return owner;
  // Row-level security shows an actor only her own line's sight, so a manager can hand over within it and not beyond.
  const reach = await sql<{ within: boolean }>`select access.sees_all() or exists (
    select from access.reach where person_id = access.actor() and sees_person_id = ${owner.id}) as within`.execute(tx);
  if (!reach.rows[0]?.within) throw new ProblemError(422, 'outside-the-line', { name: owner.name });
  return owner;
}

async function giveTo(tx: Tx, account: Account, email: string): Promise<Account> {
  const owner = await ownerCalled(tx, email, account.owner?.id ?? null);
  if (account.owner?.id === owner.id) return account;
  await tx.updateTable('accounts.account').set({ owner_id: owner.id }).where('account_id', '=', account.id).execute();
  await holdFromToday(tx, account.id, owner.id);
  await record(tx, 'account.assign', `account:${account.code}`, { before: account.owner?.id ?? null, after: owner.id });
  return accountByCode(tx, account.code);
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

/**
 * Gives all accounts that a person holds today to another, from today on.
 * @returns how many
 * @throws ProblemError 403 `not-allowed`; 422 as `assignOwner`
 */
async function handOver(tx: Tx, fromPersonId: number, toEmail: string): Promise<number> {
  const may = await sql<{ may: boolean }>`select access.may('accounts.assign') as may`.execute(tx);
  if (!may.rows[0]?.may) throw new ProblemError(403, 'not-allowed', { ability: 'accounts.assign' });
  const { rows } = await sql<{ code: string }>`
    select account.code from access.holding join accounts.account using (account_id)
    where holding.person_id = ${fromPersonId} and holding.from_day <= access.today() and access.today() < holding.until_day
    order by account.account_id`.execute(tx);
  await holdAccounts(
    tx,
    rows.map(({ code }) => code),
  );
  for (const { code } of rows) await giveTo(tx, await accountByCode(tx, code), toEmail);
  return rows.length;
}

/** From today on the account is held by this person; who held it before stays on record with her days. */
async function holdFromToday(tx: Tx, accountId: number, ownerId: number): Promise<void> {
  const changed = await sql`update access.holding set person_id = ${ownerId}
    where account_id = ${accountId} and from_day = access.today() and access.today() < until_day`.execute(tx);
  if (changed.numAffectedRows !== 0n) return;
  const ended = await sql<{ until_day: string }>`
    with before as (select account_id, from_day, until_day from access.holding
      where account_id = ${accountId} and from_day < access.today() and access.today() < until_day)
    update access.holding set until_day = access.today() from before
    where holding.account_id = before.account_id and holding.from_day = before.from_day
    returning before.until_day::text`.execute(tx);
  await sql`insert into access.holding (account_id, person_id, capacity, from_day, until_day)
    values (${accountId}, ${ownerId}, 'owner', access.today(), ${ended.rows[0]?.until_day ?? 'infinity'}::date)`.execute(
    tx,
  );
}

/** Whoever changes the same accounts waits, so that each finds, and puts on record, what the one before her left. */
export async function holdAccounts(tx: Tx, codes: readonly string[]): Promise<void> {
  await sql`select from accounts.account where code = any (${[...codes]}::text[]) order by account_id for update`.execute(
    tx,
  );
}

/** What the team asks of accounts. */
export const accountsOfTeam: AccountsOfTeam = {
  handOver,
  async idsOf(tx, codes) {
    const ids: number[] = [];
    for (const code of codes) ids.push((await accountByCode(tx, code)).id);
    return ids;
  },
};
