import { z } from 'zod';

/** GET /api/search?q= : for the command menu. What a person may not read is not looked for. */
export const SearchQuery = z.strictObject({ q: z.string().max(200) });

/** Something that was found, as a line of the menu. */
export const SearchHit = z.strictObject({
  kind: z.enum(['account', 'product', 'colleague']),
  id: z.number().int(),
  code: z.string().nullable(),
  name: z.string(),
  /** In grey behind the name: where it is, what it is. */
  beside: z.string().nullable(),
  /** It does not hold the words; it only looks like it. */
  isAlike: z.boolean(),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** Best first within each kind, at most eight a kind. */
export const SearchReply = z.strictObject({ hits: z.array(SearchHit) });
export type SearchReply = z.infer<typeof SearchReply>;
