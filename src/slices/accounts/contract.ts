import { z } from 'zod';
import { isDay } from '#kernel/day.ts';
import { parseColumns, parseSort } from './domain/list-columns.ts';
import { stages } from './domain/stages.ts';
import { tiers } from './domain/tiers.ts';

export const AccountCode = z.string().trim().min(1).max(100);

const Stage = z.enum(stages);
/** Where an account stands by decision. */
export const Tier = z.enum(tiers);

/** An account as a row of a list and as the head of its own page. */
export const Account = z.strictObject({
  id: z.number().int(),
  code: z.string(),
  name: z.string(),
  country: z.string().nullable(),
  town: z.string().nullable(),
  kind: z.string().nullable(),
  segment: z.string().nullable(),
  territory: z.string().nullable(),
  /** With its country in front, or a Hungarian tax number (10537914-4-44). */
  vatNumber: z.string().nullable(),
  registryNumber: z.string().nullable(),
  /** A prospect is nobody's client yet; one that was let go of is listed only when asked for. */
  stage: Stage,
  group: z.strictObject({ id: z.number().int(), name: z.string(), members: z.number().int() }).nullable(),
  owner: z.strictObject({ id: z.number().int(), name: z.string() }).nullable(),
  createdOn: z.string(),
  /** Sent back as If-Match with a change. */
  version: z.number().int(),
});
export type Account = z.infer<typeof Account>;

/** What the ledger knows of an account in the last twelve whole months; only what was asked for. Amounts are decimal text. */
export const AccountFigures = z.strictObject({
  net: z.string().nullable().optional(),
  margin: z.string().nullable().optional(),
  /** Against the twelve months before; null where there was nothing. */
  change: z.number().nullable().optional(),
  /** Among the accounts that the person sees. */
  class: z.enum(['A', 'B', 'C']).nullable().optional(),
  /** Net by month, oldest first. */
  trend: z.array(z.number()).optional(),
  /** Days of the first and the last invoice. */
  first: z.string().nullable().optional(),
  last: z.string().nullable().optional(),
});
export type AccountFigures = z.infer<typeof AccountFigures>;

/** What was decided about an account, and its score card; only what was asked for. */
export const AccountStanding = z.strictObject({
  tier: Tier.optional(),
  /** Comes with the tier. */
  since: z.string().nullable().optional(),
  /** 0 to 100; null while nothing is scored. */
  score: z.number().nullable().optional(),
  /** 1 to 10. */
  attractiveness: z.number().nullable().optional(),
  strength: z.number().nullable().optional(),
});
export type AccountStanding = z.infer<typeof AccountStanding>;

export const ListedAccount = Account.extend({
  figures: AccountFigures.optional(),
  standing: AccountStanding.optional(),
});
export type ListedAccount = z.infer<typeof ListedAccount>;

const id = z.coerce.number().int().min(1).max(2_147_483_647);
const points = z.coerce.number().min(0).max(100);
const amount = z.string().regex(/^-?\d{1,12}(\.\d{1,4})?$/);

/** Which accounts a list holds. `none` stands for accounts without an owner or a group. */
export const AccountFilter = z.strictObject({
  search: z.string().max(200).optional(),
  owner: z.union([z.enum(['none', 'me']), id]).optional(),
  group: z.union([z.literal('none'), id]).optional(),
  country: z.string().max(100).optional(),
  kind: z.string().max(100).optional(),
  segment: z.string().max(100).optional(),
  territory: z.string().max(100).optional(),
  /** Without a word clients and prospects. */
  stage: Stage.optional(),
  class: z.enum(['A', 'B', 'C']).optional(),
  tier: Tier.optional(),
  /** Of the score card, from and to; what is not scored is in neither. */
  scoreFrom: points.optional(),
  scoreTo: points.optional(),
  /** Net of the last twelve whole months, from and to; nothing sold counts as zero. */
  netFrom: amount.optional(),
  netTo: amount.optional(),
});
export type AccountFilter = z.infer<typeof AccountFilter>;

const order = {
  sort: z
    .string()
    .default('name')
    .refine((text) => parseSort(text) !== null),
  columns: z
    .string()
    .max(200)
    .default('')
    .refine((text) => parseColumns(text) !== null),
};

/**
 * GET /api/accounts: keyset pages. `sort` is a column, with a minus for the other direction; `columns` names figures that shall
 * come along (net, margin, change, class, trend, first, last; tier, score, attractiveness, strength), separated by commas.
 * 403 `not-allowed` for margins, decisions and scores that are not shown.
 */
export const AccountsQuery = AccountFilter.extend({
  ...order,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});
export type AccountsQuery = z.infer<typeof AccountsQuery>;
export const AccountsReply = z.strictObject({
  accounts: z.array(ListedAccount),
  nextCursor: z.string().nullable(),
  /** Of the figures; null while nothing is sold, and when none were asked for. */
  period: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
  currency: z.string().nullable(),
});
export type AccountsReply = z.infer<typeof AccountsReply>;

/** GET /api/accounts.csv, .xlsx and .json: the same list as a file; without `columns` all that there are. Recorded. */
export const AccountsExportQuery = AccountFilter.extend(order);
export type AccountsExportQuery = z.infer<typeof AccountsExportQuery>;

/** GET /api/account-filters: what the accounts that the person sees can be filtered by. */
export const AccountFiltersReply = z.strictObject({
  owners: z.array(z.strictObject({ id: z.number().int(), name: z.string() })),
  groups: z.array(z.strictObject({ id: z.number().int(), name: z.string() })),
  countries: z.array(z.string()),
  kinds: z.array(z.string()),
  segments: z.array(z.string()),
  territories: z.array(z.string()),
});
export type AccountFiltersReply = z.infer<typeof AccountFiltersReply>;

/** By which code a source of sales lines knows an account. */
export const SourceCode = z.strictObject({
  id: z.number().int(),
  /** Empty: every source, where an account was merged into this one. */
  source: z.string(),
  code: z.string(),
  version: z.number().int(),
});
export type SourceCode = z.infer<typeof SourceCode>;

export const Prospect = z.strictObject({
  /** The code that it has or had as a prospect. */
  code: z.string(),
  reason: z.string(),
  source: z.string(),
  /** Null: the host. */
  addedBy: z.string().nullable(),
  addedOn: z.string(),
  droppedBecause: z.string().nullable(),
});
export type Prospect = z.infer<typeof Prospect>;

/** GET /api/accounts/:id. 404 `not-found` for an account that is not there and for one the person may not see, alike. */
export const AccountReply = z.strictObject({
  account: Account,
  members: z.array(Account),
  codes: z.array(SourceCode),
  /** Who owned it from which day until which (not on that one), the last one first, as far as they are of the person's line. */
  owners: z.array(z.strictObject({ name: z.string(), from: z.string().nullable(), until: z.string().nullable() })),
  /** What went into it, the last one first; each can be taken back as long as nothing builds on it. */
  merged: z.array(
    z.strictObject({
      merge: z.number().int(),
      code: z.string(),
      name: z.string(),
      at: z.string(),
      by: z.string().nullable(),
    }),
  ),
  /** Why it could become a client, of one that is or was a prospect. */
  prospect: Prospect.nullable(),
  /** Where it stands by decision; null for those who do not read that. */
  standing: z.strictObject({ tier: Tier, since: z.string().nullable() }).nullable(),
});
export type AccountReply = z.infer<typeof AccountReply>;

/** PUT /api/account-codes/:code/owner: an order about one account; from today without a day. */
export const Assignment = z.strictObject({
  owner: z.email().max(254),
  from: z.iso.date().refine(isDay).nullable().default(null),
  reason: z.string().trim().min(1).max(2000).nullable().default(null),
});
/** POST /api/account-groups: puts accounts into the group of that name, making it when it is new. */
export const Grouping = z.strictObject({
  name: z.string().trim().min(1).max(200),
  accounts: z.array(AccountCode).min(1).max(500),
});
/** PATCH /api/account-codes/:code: what is known of the account itself. 422 `vat-number-form`, `registry-number-form` */
export const AccountChange = z.strictObject({
  name: z.string().trim().min(1).max(300).optional(),
  town: z.string().trim().max(200).nullable().optional(),
  country: z.string().trim().max(100).nullable().optional(),
  kind: z.string().trim().max(100).nullable().optional(),
  segment: z.string().trim().max(100).nullable().optional(),
  territory: z.string().trim().max(100).nullable().optional(),
  vatNumber: z.string().trim().max(30).nullable().optional(),
  registryNumber: z.string().trim().max(40).nullable().optional(),
});
export type AccountChange = z.infer<typeof AccountChange>;

/** POST /api/accounts/:id/codes. 409 `source-code-taken` */
export const NewSourceCode = z.strictObject({ source: z.string().trim().min(1).max(200), code: AccountCode });
export type NewSourceCode = z.infer<typeof NewSourceCode>;

/** POST /api/account-groupings: several accounts at once, each into the group of that name, or out of its group (null). */
export const GroupChange = z.strictObject({ code: AccountCode, group: z.string().trim().min(1).max(200).nullable() });
export type GroupChange = z.infer<typeof GroupChange>;
export const GroupChanges = z.strictObject({ changes: z.array(GroupChange).min(1).max(500) });

/**
 * What came of it: what was there before, as the same door takes it back; and which changes were refused, by their place among
 * those sent, and why, in the person's language.
 */
export const BulkReply = z.strictObject({
  changed: z.array(z.strictObject({ code: z.string(), name: z.string(), before: z.string().nullable() })),
  refused: z.array(z.strictObject({ at: z.number().int(), problem: z.string(), detail: z.string() })),
});
export type BulkReply = z.infer<typeof BulkReply>;

const words = (most: number) => z.string().trim().min(1).max(most);

/** POST /api/prospects: `owner` is an e-mail; without it whoever adds it. 409 `prospects-full`; 422 as an assignment. */
export const NewProspect = z.strictObject({
  name: words(300),
  country: words(100).nullable().default(null),
  town: words(200).nullable().default(null),
  segment: words(100).nullable().default(null),
  /** Why it could become one of our clients. */
  reason: words(2000),
  /** Where we know it from. */
  source: words(300),
  owner: z.email().max(254).optional(),
});
export type NewProspect = z.infer<typeof NewProspect>;

/**
 * PUT /api/accounts/:id/stage, with the version that was seen: makes a prospect a client with its code, lets go of one with the
 * reason, or takes either back. 409 `code-taken`, `stage-not-from`, `prospects-full`, `account-sold`.
 */
export const StageChange = z.discriminatedUnion('stage', [
  z.strictObject({ stage: z.literal('client'), code: AccountCode }),
  z.strictObject({ stage: z.literal('prospect') }),
  z.strictObject({ stage: z.literal('dropped'), reason: words(2000) }),
]);
export type StageChange = z.infer<typeof StageChange>;

/** GET and PUT /api/prospect-policy: how many prospects there may be at once, and how many there are. */
export const ProspectPolicy = z.strictObject({
  most: z.number().int(),
  open: z.number().int(),
  version: z.number().int(),
});
export type ProspectPolicy = z.infer<typeof ProspectPolicy>;
export const ProspectPolicyChange = z.strictObject({ most: z.number().int().min(0).max(1000) });

/** GET /api/account-duplicates: accounts that look like one company, the surest first; `account`: only its pairs. */
export const DuplicatesQuery = z.strictObject({ account: id.optional() });
export const DuplicatePair = z.strictObject({
  accounts: z.tuple([Account, Account]),
  /** The same VAT number, registry number or name in the same town; or a near name. */
  reasons: z.array(z.enum(['vat', 'registry', 'name', 'alike'])),
  /** Of the names, 0 to 1. */
  likeness: z.number(),
});
export type DuplicatePair = z.infer<typeof DuplicatePair>;
export const DuplicatesReply = z.strictObject({ pairs: z.array(DuplicatePair) });
export type DuplicatesReply = z.infer<typeof DuplicatesReply>;

/** The number of an account in a body, where nothing is read out of a text. */
const named = z.number().int().min(1).max(2_147_483_647);

/** POST /api/account-distinctions: says that two accounts are two companies, or takes that back. */
export const Distinction = z.strictObject({ accounts: z.tuple([named, named]), distinct: z.boolean() });
export type Distinction = z.infer<typeof Distinction>;

/** POST /api/account-merges: `gone` becomes one with `keep`. 409 `merge-into-client`, `merge-shared-document` */
export const Merging = z.strictObject({ keep: named, gone: named });
export type Merging = z.infer<typeof Merging>;
export const MergeReply = z.strictObject({ merge: z.number().int(), account: Account });
export type MergeReply = z.infer<typeof MergeReply>;
