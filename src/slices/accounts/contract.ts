import { z } from 'zod';

export const AccountCode = z.string().trim().min(1).max(100);

/** An account as a row of a list and as the head of its own page. */
export const Account = z.strictObject({
  id: z.number().int(),
  code: z.string(),
  name: z.string(),
  country: z.string().nullable(),
  town: z.string().nullable(),
  kind: z.string().nullable(),
  group: z.strictObject({ id: z.number().int(), name: z.string(), members: z.number().int() }).nullable(),
  owner: z.strictObject({ id: z.number().int(), name: z.string() }).nullable(),
  createdOn: z.string(),
  /** Sent back as If-Match with a change. */
  version: z.number().int(),
});
export type Account = z.infer<typeof Account>;

/** GET /api/accounts?search=&limit=&cursor= (sorted by name, Hungarian collation, keyset). */
export const AccountsQuery = z.strictObject({
  search: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});
export const AccountsReply = z.strictObject({ accounts: z.array(Account), nextCursor: z.string().nullable() });
export type AccountsReply = z.infer<typeof AccountsReply>;

/** GET /api/accounts/:id. 404 `not-found` for an account that is not there and for one the person may not see, alike. */
export const AccountReply = z.strictObject({ account: Account, members: z.array(Account) });
export type AccountReply = z.infer<typeof AccountReply>;

/** PUT /api/account-codes/:code/owner. */
export const Assignment = z.strictObject({ owner: z.email().max(254) });
/** POST /api/account-groups: puts accounts into the group of that name, making it when it is new. */
export const Grouping = z.strictObject({
  name: z.string().trim().min(1).max(200),
  accounts: z.array(AccountCode).min(1).max(500),
});
/** PATCH /api/account-codes/:code: what is known of the account itself. */
export const AccountChange = z.strictObject({
  name: z.string().trim().min(1).max(300).optional(),
  town: z.string().trim().max(200).nullable().optional(),
  country: z.string().trim().max(100).nullable().optional(),
  kind: z.string().trim().max(100).nullable().optional(),
});
export type AccountChange = z.infer<typeof AccountChange>;

/** GET /api/search?q= : accounts for the command menu, best first, at most 8. */
export const SearchQuery = z.strictObject({ q: z.string().max(200) });
export const SearchReply = z.strictObject({
  accounts: z.array(
    z.strictObject({
      id: z.number().int(),
      code: z.string(),
      name: z.string(),
      town: z.string().nullable(),
      country: z.string().nullable(),
    }),
  ),
});
export type SearchReply = z.infer<typeof SearchReply>;
