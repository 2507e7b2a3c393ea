import { z } from 'zod';
import { isDay } from '#kernel/day.ts';

/** Kinds of what stands in the audit: what was changed, what was looked at, what was taken out, and who may do what. */
export const auditKinds = ['change', 'look', 'export', 'rights'] as const;

const DayText = z.string().refine(isDay);

/** GET /api/audit/entries: the newest first. Days are the company's, half-open. */
export const AuditQuery = z.strictObject({
  person: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  /** What it is about, as the entry writes it: `account:14646`, `person:7`. */
  record: z.string().trim().min(1).max(200).optional(),
  kind: z.enum(auditKinds).optional(),
  from: DayText.optional(),
  to: DayText.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

const Somebody = z.strictObject({ id: z.number().int(), name: z.string() });

export const AuditEntry = z.strictObject({
  seq: z.number().int(),
  at: z.string(),
  /** Null: the host itself. */
  who: Somebody.nullable(),
  /** For whom, when she stood in for somebody. */
  for: Somebody.nullable(),
  byHost: z.boolean(),
  action: z.string(),
  kind: z.enum(auditKinds),
  /** As far as the asking person may know it; of the business else only its kind, as `account:`. */
  subject: z.string(),
  /** The name of a person it is about. */
  subjectName: z.string().nullable(),
  isHidden: z.boolean(),
  /** What it was and what it became, field by field, and what else is told. */
  changes: z.array(z.strictObject({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditReply = z.strictObject({ entries: z.array(AuditEntry), nextCursor: z.string().nullable() });
export type AuditReply = z.infer<typeof AuditReply>;
