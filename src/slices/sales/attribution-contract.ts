import { z } from 'zod';

const id = z.coerce.number().int().min(1).max(2_147_483_647);
const SourceName = z.string().trim().min(1).max(100);

/** GET /api/sales/unattributed: documents that name no account, the newest first; keyset pages. */
export const UnattributedQuery = z.strictObject({
  source: SourceName.optional(),
  import: id.optional(),
  /** How the number of the document begins. */
  number: z.string().trim().min(1).max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});
export type UnattributedQuery = z.infer<typeof UnattributedQuery>;

export const UnattributedDocument = z.strictObject({
  id: z.number().int(),
  source: z.string(),
  number: z.string(),
  day: z.string(),
  lines: z.number().int(),
  net: z.string(),
  import: z.number().int(),
});
export type UnattributedDocument = z.infer<typeof UnattributedDocument>;
export const UnattributedReply = z.strictObject({
  documents: z.array(UnattributedDocument),
  nextCursor: z.string().nullable(),
  /** Of all that the filter leaves, not of this page. */
  total: z.strictObject({ documents: z.number().int(), lines: z.number().int(), net: z.string() }),
  sources: z.array(z.string()),
  currency: z.string(),
});
export type UnattributedReply = z.infer<typeof UnattributedReply>;

/**
 * POST /api/sales/attributions: gives documents of a source that name no account to one: those named, those of one import, or all
 * of the source. 404 `not-found` for the account or the source, 409 `nothing-unattributed`.
 */
export const AttributionOrder = z.strictObject({
  account: z.string().trim().min(1).max(100),
  reason: z.string().trim().min(1).max(500),
  source: SourceName,
  documents: z.array(z.string().min(1).max(100)).min(1).max(500).optional(),
  import: id.optional(),
});
export type AttributionOrder = z.infer<typeof AttributionOrder>;

export const Attribution = z.strictObject({
  id: z.number().int(),
  account: z.strictObject({ id: z.number().int(), code: z.string(), name: z.string() }),
  source: z.string(),
  reason: z.string(),
  documents: z.number().int(),
  lines: z.number().int(),
  net: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
  undone: z.strictObject({ by: z.string(), at: z.string() }).nullable(),
});
export type Attribution = z.infer<typeof Attribution>;
/** GET /api/sales/attributions: the newest hundred. POST /api/sales/attributions/:id/undo: 200 with `Attribution`. */
export const AttributionsReply = z.strictObject({ attributions: z.array(Attribution), currency: z.string() });
export type AttributionsReply = z.infer<typeof AttributionsReply>;
