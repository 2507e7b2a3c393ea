import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { keyOf, kindsFor, type EventKind, type Identifiers } from '#platform/webhooks/events.ts';

/** The account of a subject `account:CODE`, as far as the actor sees it; null when she does not. */
export async function accountTold(tx: Tx, subject: string): Promise<{ id: number; code: string } | null> {
  const { rows } = await sql<{ id: number; code: string }>`
    select account_id as id, code from accounts.account where code = ${keyOf(subject)}`.execute(tx);
  return rows[0] ?? null;
}

/** Tells of the account that an entry is about, where the actor sees it. */
export const tellOfAccount: EventKind['tell'] = async (tx, { subject }) => {
  const account = await accountTold(tx, subject);
  return account && { account };
};

/** A group is told of to those who see one of its companies. */
async function ofGroup(tx: Tx, name: string): Promise<Identifiers | null> {
  const { rows } = await sql<{ id: number }>`
    select group_id as id from accounts.account_group
    where name = ${name} and exists (select from accounts.account where account.group_id = account_group.group_id)`.execute(
    tx,
  );
  return rows[0] ? { group: rows[0] } : null;
}

const kind = kindsFor('accounts.read');

/** What programs are told of accounts. */
export const accountEvents: readonly EventKind[] = [
  kind('account.assign', 'An account was given to another owner.', tellOfAccount),
  kind('account.change', 'What is known of an account was changed: name, town, country, kind.', tellOfAccount),
  kind('account.group', 'Accounts were put into a group.', (tx, { subject }) => ofGroup(tx, keyOf(subject))),
];
