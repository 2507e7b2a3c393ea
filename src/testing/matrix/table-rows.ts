import { people, type TestHouse } from '../house.ts';
import type { World } from './world.ts';

export const commands = ['select', 'insert', 'update', 'delete'] as const;
export type Command = (typeof commands)[number];

// Owner of the row, another one beside her, those above both, and those who see all or nothing.
// prettier-ignore
export const identities = [
  'kam', 'colleague', 'manager', 'otherManager', 'support', 'director', 'finance', 'admin', 'host', 'nobody',
] as const;
export type Identity = (typeof identities)[number];

export interface Row {
  /** The row of my account, or of me. */
  readonly where: () => string;
  /** What makes a copy of it another row. */
  readonly copy: Readonly<Record<string, unknown>>;
  /** A column that can be written. */
  readonly written: string;
  readonly allowed: Readonly<Record<Command, readonly Identity[]>>;
}

/** Number of an account to which nothing was sold. */
export const plain = 999_999;

/** Of each table under row-level security one row, and who may read, add, change and remove it. */
export function rowsOfTables(house: TestHouse, world: () => World): Readonly<Record<string, Row>> {
  const keepers: readonly Identity[] = ['director', 'admin', 'host'];
  const company: readonly Identity[] = ['director', 'finance', 'host'];
  const seers: readonly Identity[] = ['kam', 'manager', 'support', ...company];

  const writers: readonly Identity[] = ['kam', 'manager', 'support', 'director', 'host'];

  const granting: readonly Identity[] = ['kam', 'manager', 'director', 'host'];

  const mine = (): string => `account_id = ${String(world().accountId('mine'))}`;
  const me = (): string => String(house.personId(people.kam.email));
  /** Facts of sales: seen by whom the account is granted, written by those who see the company. */
  const ofSales = (copy: Row['copy'], where: () => string, written = 'net'): Row => ({
    where,
    copy,
    written,
    allowed: { select: seers, insert: company, update: company, delete: company },
  });
  const ofCompany = (where: () => string, copy: Row['copy'], written: string): Row => ({
    where,
    copy,
    written,
    allowed: { select: company, insert: company, update: company, delete: company },
  });
  /** What people say of an account to whom it is granted. */
  const ofAccount = (copy: Row['copy'], written: string, insert: readonly Identity[] = seers): Row => ({
    where: mine,
    copy,
    written,
    allowed: { select: seers, insert, update: seers, delete: seers },
  });
  const firstOf = (column: string, table: string) => () =>
    `${mine()} and ${column} = (select min(${column}) from ${table} where ${mine()})`;

  /** What a person keeps for herself. */
  const ofMe = (copy: Row['copy'], written: string): Row => ({
    where: () => `person_id = ${me()}`,
    copy,
    written,
    allowed: { select: ['kam'], insert: ['kam'], update: ['kam'], delete: ['kam'] },
  });

  return {
    'platform.saved_view': ofMe({ view_id: 1_000_000, name: 'COPY' }, 'query'),
    'platform.default_view': ofMe({ list: 'products' }, 'view_id'),
    'platform.webhook': ofMe({ webhook_id: 1_000_000, name: 'COPY' }, 'name'),
    'platform.webhook_delivery': {
      where: () => 'webhook_id in (select webhook_id from platform.webhook)',
      copy: { delivery_id: 1_000_000, message_id: 'copy' },
      written: 'tries',
      // What was sent goes with its webhook only.
      allowed: { select: ['kam'], insert: ['kam'], update: ['kam'], delete: [] },
    },
    'platform.webhook_attempt': {
      where: () => 'delivery_id in (select delivery_id from platform.webhook_delivery)',
      copy: { attempt_id: 1_000_000 },
      written: 'milliseconds',
      allowed: { select: ['kam'], insert: [], update: [], delete: [] },
    },
    'accounts.account': {
      // Nothing was sold to it, so that it could be removed.
      where: () => `code = 'PLAIN'`,
      copy: { account_id: 1_000_000, code: 'COPY' },
      written: 'town',
      // A new account is granted to nobody yet, so only who sees the company makes one.
      allowed: { select: seers, insert: company, update: seers, delete: seers },
    },
    'accounts.prospect': ofAccount({ account_id: plain, code: 'COPY' }, 'reason'),
    'accounts.merge': ofSales({ merge_id: 1_000_000, gone_id: plain }, mine, 'gone_name'),
    'accounts.distinct_pair': ofAccount({ other_id: plain }, 'said_at'),
    'accounts.assignment': ofAccount({ account_id: plain, until_day: '2999-01-01' }, 'until_day'),
    'accounts.assignment_order': {
      where: () => `order_id in (select order_id from accounts.assignment where ${mine()})`,
      copy: { order_id: 1_000_000, number: 1_000_000, ordered_by: null },
      written: 'undone_at',
      allowed: {
        select: seers,
        insert: ['manager', 'otherManager', 'director', 'host'],
        update: ['manager', 'director', 'host'],
        delete: [],
      },
    },
    'accounts.account_code': ofAccount({ account_code_id: 1_000_000, code: 'COPY' }, 'source'),
    'access.holding': {
      where: mine,
      copy: { account_id: 1_000_000 },
      written: 'person_id',
      allowed: {
        select: seers,
        insert: ['director', 'host'],
        update: ['manager', 'director', 'host'],
        delete: ['manager', 'director', 'host'],
      },
    },
    'access.territory_held': {
      where: () => `person_id = ${me()}`,
      copy: { territory_held_id: 1_000_000 },
      written: 'until_day',
      allowed: { select: identities, insert: keepers, update: keepers, delete: [] },
    },
    'access.territory_of': {
      where: () => `territory = 'Zq terület'`,
      copy: { id: 2_000_001 },
      written: 'territory',
      // A trigger writes it, for whoever changes the account.
      allowed: { select: ['kam', ...company], insert: [], update: [], delete: [] },
    },
    'access.sight': {
      where: () => `person_id = ${me()} and sees_person_id = ${me()}`,
      copy: { sees_person_id: 1_000_000 },
      written: 'sees_person_id',
      // The administrator writes the line and reads nothing of it: a row that she has to look for she does not find.
      allowed: {
        select: ['kam', ...company],
        insert: ['director', 'admin', 'host'],
        update: ['director', 'host'],
        delete: ['director', 'host'],
      },
    },
    'access.class_grant': {
      where: mine,
      copy: { grant_id: 1_000_000 },
      written: 'state',
      // That there was one stays.
      allowed: { select: granting, insert: granting, update: ['director', 'host'], delete: [] },
    },
    'dossier.fact': {
      where: () => `${mine()} and class = 'internal'`,
      copy: { fact_id: 1_000_000 },
      written: 'value',
      allowed: { select: seers, insert: writers, update: writers, delete: [] },
    },
    'dossier.former_fact': {
      where: mine,
      copy: { version: 99 },
      written: 'value',
      allowed: { select: seers, insert: seers, update: [], delete: [] },
    },
    'dossier.note': {
      where: mine,
      copy: { note_id: 1_000_000 },
      written: 'text',
      allowed: { select: seers, insert: writers, update: seers, delete: [] },
    },
    'dossier.mention': {
      where: mine,
      copy: { person_id: 1 },
      written: 'note_id',
      allowed: { select: seers, insert: seers, update: seers, delete: seers },
    },
    'dossier.attachment': {
      where: mine,
      copy: { attachment_id: 1_000_000 },
      written: 'name',
      allowed: { select: seers, insert: writers, update: seers, delete: [] },
    },
    'dossier.sealed_topic': {
      where: () => `${mine()} and class = 'confidential'`,
      copy: { topic: 'copy' },
      written: 'facts',
      // It counts what others write, too; only the trigger of the facts does.
      allowed: { select: granting, insert: seers, update: granting, delete: [] },
    },
    // Somebody stood in for me, long ago: it gives nobody anything today.
    'access.substitution': {
      where: () => 'substitution_id = 1',
      copy: { substitution_id: 1_000_000, from_day: '2021-01-01', until_day: '2021-01-02' },
      written: 'until_day',
      allowed: {
        select: identities,
        insert: ['manager', 'director', 'host'],
        update: ['manager', 'director', 'host'],
        delete: [],
      },
    },
    'access.substitution_account': {
      where: mine,
      copy: { substitution_id: 2 },
      written: 'account_id',
      allowed: {
        select: ['kam', 'colleague', ...company],
        insert: ['manager', 'director', 'host'],
        update: [],
        delete: [],
      },
    },
    'team.role_held': {
      where: () => `person_id = ${me()}`,
      copy: { role_held_id: 1_000_000, role: 'support' },
      written: 'until_day',
      allowed: { select: identities, insert: keepers, update: keepers, delete: [] },
    },
    'team.reporting': {
      where: () => `person_id = ${me()}`,
      copy: { from_day: '2027-01-01' },
      written: 'reports_to',
      allowed: { select: identities, insert: keepers, update: keepers, delete: keepers },
    },
    'sales.batch': {
      where: () => `batch_id = ${String(world().batchId)}`,
      copy: { batch_id: 1_000_000 },
      written: 'state',
      // Imports stay on record.
      allowed: { select: company, insert: company, update: company, delete: [] },
    },
    'sales.document': ofSales(
      { document_id: 1_000_000, number: 'COPY' },
      firstOf('document_id', 'sales.document'),
      'day',
    ),
    'sales.line': ofSales({ document_id: 1_000_000 }, firstOf('document_id', 'sales.line')),
    'sales.former_document': ofSales(
      { document_id: 1_000_000 },
      firstOf('document_id', 'sales.former_document'),
      'day',
    ),
    // The world's is of an account that nobody owns.
    'sales.attribution': ofCompany(
      () => `account_id = ${String(world().accountId('unowned'))}`,
      { attribution_id: 1_000_000 },
      'reason',
    ),
    'sales.batch_account': ofSales({ account_id: plain }, firstOf('batch_id', 'sales.batch_account'), 'after'),
    'sales.batch_product': ofCompany(
      () => `batch_id = ${String(world().batchId)} and product_id = (select max(product_id) from sales.batch_product)`,
      { product_id: 0 },
      'after',
    ),
    'sales.former_line': ofSales({ document_id: 1_000_000 }, firstOf('document_id', 'sales.former_line')),
    'sales.product_month': ofSales({ month: '1999-01-01' }, firstOf('month', 'sales.product_month')),
    'sales.account_month': ofSales({ month: '1999-01-01' }, firstOf('month', 'sales.account_month')),
    // Its account has one, so the copy is of the account that nothing was sold to.
    'portfolio.standing': { ...ofAccount({}, 'tier'), copy: { account_id: plain } },
    'portfolio.score': ofAccount({ score_id: 1_000_000 }, 'reason'),
    'portfolio.scenario': ofAccount({ scenario_id: 1_000_000 }, 'name'),
    'portfolio.former_scenario': ofAccount({ version: 1_000_000 }, 'name'),
    // Who may neither nominate nor decide adds none, although the account is hers to see.
    'portfolio.decision': ofAccount({ decision_id: 1_000_000 }, 'reason', granting),
    'sales.company_month': ofCompany(
      () => 'month = (select min(month) from sales.company_month)',
      { month: '1999-01-01' },
      'net',
    ),
  };
}
