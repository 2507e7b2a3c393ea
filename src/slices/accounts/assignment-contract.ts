import { z } from 'zod';
import { isDay } from '#kernel/day.ts';
import { Posting } from '#slices/team/contract.ts';
import { AccountCode, BulkReply } from './contract.ts';

const DayText = z.iso.date().refine(isDay);
const Email = z.email().max(254);

/**
 * POST /api/assignment-orders: gives accounts to their owner from a day on, today without one. Each account is decided by itself;
 * where none can be given, there is no order. 422 `day-past`, `unknown-person`, `cannot-own`
 */
export const NewAssignmentOrder = z.strictObject({
  owner: Email,
  from: DayText.nullable().default(null),
  /** Null where the company's rules speak for themselves: the first owner after an import. */
  reason: z.string().trim().min(1).max(2000).nullable().default(null),
  /** Who proposed it, if not whoever orders. */
  proposedBy: Email.nullable().default(null),
  accounts: z.array(AccountCode).min(1).max(500),
});
export type NewAssignmentOrder = z.input<typeof NewAssignmentOrder>;

export const AssignmentOrder = z.strictObject({
  id: z.number().int(),
  year: z.number().int(),
  /** Of its year. */
  number: z.number().int(),
  /** It begins on a later day, it holds, or it was taken back. */
  state: z.enum(['coming', 'holds', 'undone']),
  from: z.string(),
  owner: z.strictObject({ id: z.number().int(), name: z.string() }),
  reason: z.string().nullable(),
  proposedBy: z.string().nullable(),
  /** Null: the host. */
  orderedBy: z.string().nullable(),
  at: z.string(),
  /** Those that the person sees, with the owner before, as far as he is of her line. */
  accounts: z.array(
    z.strictObject({ id: z.number().int(), code: z.string(), name: z.string(), before: z.string().nullable() }),
  ),
});
export type AssignmentOrder = z.infer<typeof AssignmentOrder>;

/** GET /api/assignment-orders: the latest first. */
export const AssignmentOrdersQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
});
export const AssignmentOrdersReply = z.strictObject({
  orders: z.array(AssignmentOrder),
  nextCursor: z.string().nullable(),
});
export type AssignmentOrdersReply = z.infer<typeof AssignmentOrdersReply>;

/** What came of an order: which accounts were refused and why, and what became of the letters to the owners. */
export const AssignmentReply = z.strictObject({
  /** Null: nothing was given. */
  order: AssignmentOrder.nullable(),
  refused: BulkReply.shape.refused,
  mail: z.union([Posting.shape.mail, z.literal('none')]),
});
export type AssignmentReply = z.infer<typeof AssignmentReply>;
