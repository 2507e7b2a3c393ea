import { z } from 'zod';

const name = z.string().trim().min(1).max(200);

/** A group of companies, and the group that it stands in. */
export const AccountGroup = z.strictObject({
  id: z.number().int(),
  name: z.string(),
  parent: z.strictObject({ id: z.number().int(), name: z.string() }).nullable(),
  version: z.number().int(),
});
export type AccountGroup = z.infer<typeof AccountGroup>;

/** GET /api/account-groups: groups that have, at any depth, a company that the person sees; all of them for those who group. */
export const AccountGroupsReply = z.strictObject({ groups: z.array(AccountGroup) });
export type AccountGroupsReply = z.infer<typeof AccountGroupsReply>;

/** What stands in a group: companies that the person sees, and what they brought in the last twelve whole months. */
const Sum = z.strictObject({ accounts: z.number().int(), net: z.string().nullable() });

/**
 * GET /api/account-groups/:id: the whole tree that a group belongs to, from its topmost group down, in the order in which it is
 * drawn. 404 `not-found` for a group that is not there and for one of which the person sees nothing, alike.
 */
export const GroupTreeReply = z.strictObject({
  groups: z.array(
    AccountGroup.extend({
      /** 0 for the topmost one. */
      depth: z.number().int(),
      own: Sum,
      /** Its own and those of all groups below it. */
      whole: Sum,
    }),
  ),
  period: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
  currency: z.string().nullable(),
});
export type GroupTreeReply = z.infer<typeof GroupTreeReply>;

/**
 * PUT /api/account-groups/:id/parent, with the version that was seen: puts a group into the group of that name, which is made when it
 * is new, or makes it a topmost one (null). 409 `group-circle`
 */
export const GroupPlace = z.strictObject({ parent: name.nullable() });
