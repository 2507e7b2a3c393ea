import { z } from 'zod';

/** A kept view of a list: what its address says, under a name. */
export const SavedView = z.strictObject({
  id: z.number().int(),
  name: z.string(),
  /** The search part of the page's address. */
  query: z.string(),
  isShared: z.boolean(),
  /** Whether it is this person's own, which she may change. */
  isMine: z.boolean(),
  /** Whether the list opens with it for this person. */
  isDefault: z.boolean(),
  version: z.number().int(),
});
export type SavedView = z.infer<typeof SavedView>;

export const SavedViewsReply = z.strictObject({ views: z.array(SavedView) });
export type SavedViewsReply = z.infer<typeof SavedViewsReply>;

const name = z.string().trim().min(1).max(80);
const query = z.string().max(2000);

export const NewView = z.strictObject({ name, query, isShared: z.boolean().default(false) });
export const ViewChange = z.strictObject({
  name: name.optional(),
  query: query.optional(),
  isShared: z.boolean().optional(),
});
export type ViewChange = z.infer<typeof ViewChange>;

/** With which view the list opens for a person; null: with none. */
export const DefaultView = z.strictObject({ view: z.number().int().min(1).max(2_147_483_647).nullable() });
