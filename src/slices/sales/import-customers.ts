import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import {
  accountFieldDescriptions,
  bringAccounts,
  compareAccounts,
  plannedAccounts,
  readCards,
} from '#slices/accounts/public.ts';
import { namedMost } from './contract.ts';
import { fieldsOfKind } from './domain/import-kinds.ts';
import type { Brought, KindOfImport, RunOrder } from './import-kind.ts';
import { keepTouchedAccounts, keepTouchedGroups } from './ledger.ts';
import { groupByCode, placeStates, refuseRepeated } from './staged-codes.ts';
import type { Counts } from './staging.ts';

/** Customers: their accounts are made, or brought to what the file says. */
export const customersImport: KindOfImport = {
  fields: accountFieldDescriptions,
  hashed: fieldsOfKind.customers,
  staged: [
    'document text collate "C"',
    'account_name text',
    'country text',
    'town text',
    'account_kind text',
    'vat_number text',
    'registry_number text',
    'segment text',
    'territory text',
    'account_group text',
    'group_parent text',
    'owner text',
  ],
  siblingFault: 'code-sibling',
  async compare(tx, { batch }) {
    await readCards(tx);
    await refuseRepeated(tx, 'account');
    await groupByCode(tx);
    await sql`
      create temporary table found_account on commit drop as
      select distinct document as code, account_name as name, country, town, account_kind as kind, vat_number, registry_number,
        segment, territory, account_group, group_parent, lower(owner) as owner
      from pg_temp.staged join pg_temp.staged_document using (document) where not is_rejected`.execute(tx);
    await sql`analyze pg_temp.found_account`.execute(tx);
    await compareAccounts(tx, batch.source);
    await placeStates(
      tx,
      sql`
      select code, account_id is null as is_new from pg_temp.planned_account
      union all
      select code, false from pg_temp.found_account join accounts.account_group own on own.name = account_group
      join pg_temp.touched_group using (group_id)
      where before is not null and group_parent is not null and code not in (select code from pg_temp.planned_account)`,
    );
  },
  bring,
};

async function bring(tx: Tx, order: RunOrder, counts: Counts, isLoaded: boolean): Promise<Brought> {
  const { count, first, changes } = await plannedAccounts(tx, namedMost);
  if (isLoaded) {
    order.onProgress({ phase: 'writing', rows: counts.read, share: 0.55 });
    await bringAccounts(tx);
    await keepTouchedAccounts(tx, order.batch.id);
    await keepTouchedGroups(tx, order.batch.id);
  }
  return { accountsCreated: count, productsCreated: 0, accounts: first, products: [], changes };
}
