import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '#platform/access/transaction.ts';
import {
  ByCode,
  ByNumber,
  keyOf,
  kindsFor,
  type EventKind,
  type Recorded,
  type Telling,
} from '#platform/webhooks/events.ts';

interface Told {
  readonly id: number;
  readonly code: string;
}

/** The account of a subject `account:CODE`, as far as the actor sees it; null when she does not. */
export async function accountTold(tx: Tx, subject: string): Promise<Told | null> {
  const { rows } = await sql<Told>`
    select account_id as id, code from accounts.account where code = ${keyOf(subject)}`.execute(tx);
  return rows[0] ?? null;
}

/** Tells of the account that an entry is about, where the actor sees it. */
export const tellOfAccount: Telling = {
  data: z.strictObject({ account: ByCode }),
  async tell(tx, { subject }) {
    const account = await accountTold(tx, subject);
    return account && { account };
  },
};

/** A group is told of to those who see one of its companies. */
const tellOfGroup: Telling = {
  data: z.strictObject({ group: ByNumber }),
  async tell(tx, { subject }) {
    const { rows } = await sql<{ id: number }>`
      select group_id as id from accounts.account_group
      where name = ${keyOf(subject)} and exists (select from accounts.account where account.group_id = account_group.group_id)`.execute(
      tx,
    );
    return rows[0] ? { group: rows[0] } : null;
  },
};

/** Codes that an entry names as `before` or `after`, where those are accounts by their codes. */
function codesIn({ detail }: Recorded, side: 'before' | 'after'): string[] {
  const named = detail[side];
  return typeof named === 'object' && named !== null ? Object.keys(named) : [];
}

const numberOfProspect = /^prospect-([1-9][0-9]{0,8})$/;

/**
 * A prospect takes another code when it becomes a client, and its own again when it goes back; whichever it has by now, it is
 * found by the number that its first code is made of.
 */
const tellOfProspect: Telling = {
  data: z.strictObject({ account: ByCode }),
  async tell(tx, { subject, detail }) {
    const codes = [{ code: keyOf(subject) }, detail['before'], detail['after']].map((one) =>
      typeof one === 'object' && one !== null && 'code' in one ? String(one.code) : '',
    );
    const [number] = codes.flatMap((code) => numberOfProspect.exec(code)?.[1] ?? []);
    if (number === undefined) return null;
    const { rows } = await sql<Told>`
      select account_id as id, code from accounts.account where account_id = ${Number(number)}`.execute(tx);
    return rows[0] ? { account: rows[0] } : null;
  },
};

/** The other code leads to the account that stayed; once they are apart again, it is none of its. */
const tellOfMerge: Telling = {
  data: z.strictObject({ account: ByCode, other: z.strictObject({ code: z.string() }).optional() }),
  async tell(tx, recorded) {
    const account = await accountTold(tx, recorded.subject);
    if (!account) return null;
    const codes = codesIn(recorded, 'before').filter((code) => code !== account.code);
    const { rows } = await sql<{ code: string }>`
      select code from accounts.account_code
      where account_id = ${account.id} and source = '' and code = any (${codes}::text[])`.execute(tx);
    return rows[0] ? { account, other: { code: rows[0].code } } : { account };
  },
};

/** Each of the two is told of to those who see it. */
const tellApart: Telling = {
  data: z.strictObject({ account: ByCode.optional(), other: ByCode.optional() }),
  async tell(tx, recorded) {
    const other = await accountTold(tx, recorded.subject);
    const [kept] = codesIn(recorded, 'before');
    const account = kept === undefined ? null : await accountTold(tx, kept);
    return account || other ? { ...(account && { account }), ...(other && { other }) } : null;
  },
};

const kind = kindsFor('accounts.read');

/** What programs are told of accounts. */
export const accountEvents: readonly EventKind[] = [
  kind('account.assign', 'An account was given to another owner.', tellOfAccount),
  kind('account.change', 'What is known of an account was changed: name, town, country, kind.', tellOfAccount),
  kind('account.group', 'Accounts were put into a group.', tellOfGroup),
  kind('account.group-place', 'A group was put into another one, or to the top.', tellOfGroup),
  kind('account.merge', 'Two accounts were made one: `other` is a code of `account` from now on.', tellOfMerge),
  kind('account.merge-undo', 'Two accounts that were made one are two again.', tellApart),
  kind('account.stage', 'A prospect became a client, was let go of, or is one again.', tellOfProspect),
  kind('prospect.add', 'A prospect was added: a company that does not buy yet.', tellOfProspect),
];
