import { z } from 'zod';
import { delimiters, encodings, fileFaultCodes, shareStyles } from './types.ts';
import type { FieldDescription, FileMapping, JoinedFile, MappingParts, ReadLimits } from './types.ts';

/** What the parent asks of a reader child, once, over its channel. */
export type ReaderJob =
  | {
      readonly kind: 'inspect';
      readonly file: string;
      readonly fields: readonly FieldDescription[];
      readonly given: MappingParts;
      readonly remembered: MappingParts;
      readonly joins: readonly JoinedFile[];
      readonly limits: Required<ReadLimits>;
    }
  | {
      readonly kind: 'read';
      readonly file: string;
      readonly mapping: FileMapping;
      readonly fields: readonly FieldDescription[];
      readonly hashFields: readonly string[];
      readonly joins: readonly JoinedFile[];
      readonly limits: Required<ReadLimits>;
    }
  | {
      readonly kind: 'extract';
      readonly file: string;
      readonly mapping: FileMapping;
      readonly fields: readonly FieldDescription[];
      readonly limits: Required<ReadLimits>;
    };

const origin = z.enum(['given', 'remembered', 'guessed']);

const profile = z.strictObject({
  headers: z.array(z.string()).readonly(),
  sample: z.array(z.array(z.string()).readonly()).readonly(),
  mapping: z.strictObject({
    columns: z.record(z.string(), z.string()),
    encoding: z.enum(encodings),
    delimiter: z.enum(delimiters),
    decimal: z.enum(['.', ',']),
    dateFormat: z.string(),
    sheet: z.string().optional(),
    shares: z.enum(shareStyles).optional(),
  }),
  origin: z.strictObject({
    columns: origin,
    encoding: z.enum([...origin.options, 'byte-order-mark', 'valid-utf-8']),
    delimiter: origin,
    decimal: origin,
    dateFormat: origin,
    shares: origin.optional(),
  }),
  workbook: z
    .strictObject({ sheets: z.array(z.string()).readonly(), sheetOrigin: origin, hasFormulas: z.boolean() })
    .optional(),
  missing: z.array(z.string()).readonly(),
  ambiguous: z.array(z.enum(['dateFormat', 'decimal', 'sheet'])).readonly(),
  lost: z.array(z.string()).readonly(),
  joins: z.array(z.strictObject({ name: z.string(), key: z.string(), rows: z.number().int() })).readonly(),
});

const count = z.number().int().nonnegative();

/** What a child says. It has read a file from outside, so its words are checked like any input. */
export const ReaderMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('progress'), rows: count, share: z.number() }),
  z.strictObject({ kind: z.literal('profile'), profile }),
  z.strictObject({ kind: z.literal('read'), rows: count, faultRows: count, bytes: count, peakMegabytes: z.number() }),
  z.strictObject({ kind: z.literal('extracted'), rows: count }),
  z.strictObject({
    kind: z.literal('fault'),
    code: z.enum(fileFaultCodes),
    facts: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
]);
export type ReaderMessage = z.infer<typeof ReaderMessage>;
