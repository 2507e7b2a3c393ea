import { z } from 'zod';
import { isDay } from '#kernel/day.ts';
import { AccountCode } from '#slices/accounts/contract.ts';
import { fieldsOfKind, importFields, importKinds } from './domain/import-kinds.ts';

export const ImportKind = z.enum(importKinds);
export type ImportKind = z.infer<typeof ImportKind>;

/** Fields a column of a file can be matched with. */
export const ImportField = z.enum(importFields);
export type ImportField = z.infer<typeof ImportField>;

/** Fields that a file of a kind may have, for programs; the page takes them without the shapes. */
export const fieldsOfFile = (kind: ImportKind): readonly ImportField[] => fieldsOfKind[kind];

/** How a source writes its files. Guessed once, shown, changed by a person, remembered per source; never guessed per row. */
export const Mapping = z.strictObject({
  /** field -> header of the column */
  columns: z.partialRecord(ImportField, z.string().max(500)),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1250', 'windows-1252', 'iso-8859-2']),
  delimiter: z.enum([',', ';', '\t', '|']),
  decimal: z.enum(['.', ',']),
  /** Pattern of dates, e.g. YYYY-MM-DD, DD.MM.YYYY, M/D/YY; a time of day behind it is allowed and left out. */
  dateFormat: z.string().min(4).max(30),
  /** Name of the sheet of a workbook; text files have none. */
  sheet: z.string().max(100).optional(),
  /** Whether a discount of 15 % is written as 0.15 or as 15; only with a column of discounts. */
  shares: z.enum(['fraction', 'percent']).optional(),
});
export type Mapping = z.infer<typeof Mapping>;

/** What the reader found when it looked at the file, before anything is loaded. */
export const Profile = z.strictObject({
  headers: z.array(z.string()),
  /** Up to 20 rows as they stand in the file, decoded with the mapping's encoding. */
  sample: z.array(z.array(z.string())),
  mapping: Mapping,
  /** Where each part of the mapping comes from: the person's words, the source's memory, or a guess from the file. */
  origin: z.strictObject({
    columns: z.enum(['given', 'remembered', 'guessed']),
    encoding: z.enum(['given', 'remembered', 'byte-order-mark', 'valid-utf-8', 'guessed']),
    delimiter: z.enum(['given', 'remembered', 'guessed']),
    decimal: z.enum(['given', 'remembered', 'guessed']),
    dateFormat: z.enum(['given', 'remembered', 'guessed']),
    shares: z.enum(['given', 'remembered', 'guessed']).optional(),
  }),
  /** Required fields without a column (`unitPrice` stands for "unitPrice or lineNet"). */
  missing: z.array(ImportField),
  /** Parts that the file leaves open, so that a person must say: 'dateFormat' when 03/04 may be either, 'decimal', 'sheet'. */
  ambiguous: z.array(z.enum(['dateFormat', 'decimal', 'sheet'])),
  /** What a workbook has: sheets with cells, and whether cells are formulas (their saved values are taken). */
  workbook: z
    .strictObject({
      sheets: z.array(z.string()),
      sheetOrigin: z.enum(['given', 'remembered', 'guessed']),
      hasFormulas: z.boolean(),
    })
    .optional(),
  /** Headers of the remembered mapping that this file does not have. */
  lost: z.array(z.string()),
  /** What each joined file brought. */
  joins: z.array(z.strictObject({ name: z.string(), key: z.string(), rows: z.number().int() })),
});
export type Profile = z.infer<typeof Profile>;

export const Fault = z.strictObject({
  /** Line of the file where the row begins, the header being line 1. */
  line: z.number().int(),
  code: z.string(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  /** The sentence in the asking person's language: what is wrong and what to do. */
  reason: z.string(),
});
export type Fault = z.infer<typeof Fault>;

/** So many of the accounts and products that an import makes or changes are named. */
export const namedMost = 20;

const Named = z.strictObject({ code: z.string(), name: z.string().nullable() });
const ChangedField = z.enum([
  'name',
  'country',
  'town',
  'kind',
  'vatNumber',
  'registryNumber',
  'segment',
  'territory',
  'group',
  'groupParent',
  'owner',
  'kindIsSet',
]);
const Change = z.strictObject({ field: ChangedField, before: z.string().nullable(), after: z.string().nullable() });

/**
 * `kulcs import sales|customers|products --json` prints exactly this. Amounts are decimal strings in the company's currency;
 * only files of sales lines have them.
 */
export const ImportResult = z.strictObject({
  batch: z.number().int().nullable(),
  read: z.number().int(),
  new: z.number().int(),
  unchanged: z.number().int(),
  changed: z.number().int(),
  rejected: z.number().int(),
  rejectedFile: z.string().nullable(),
  unattributed: z.strictObject({ lines: z.number().int(), net: z.string() }).optional(),
  accountsCreated: z.number().int(),
  productsCreated: z.number().int(),
  /** The first of those, by code; imports of earlier versions have none. */
  accounts: z.array(Named).optional(),
  products: z.array(Named).optional(),
  /** The first customers or products that are here with other values, and which. */
  changes: z.array(Named.extend({ fields: z.array(Change) })).optional(),
  net: z.string().optional(),
  /** Net by month of what is not rejected, oldest first; imports of earlier versions have none. */
  months: z.array(z.strictObject({ month: z.string(), net: z.string(), lines: z.number().int() })).optional(),
  /** Documents that have fewer lines than before: perhaps the file holds only a part of them. */
  shortened: z.number().int().optional(),
  seconds: z.number(),
});
export type ImportResult = z.infer<typeof ImportResult>;

export const ImportState = z.enum([
  'uploaded',
  'running',
  'tried',
  'loaded',
  'stopped',
  'failed',
  'cancelled',
  'undone',
]);
export type ImportState = z.infer<typeof ImportState>;

/** One import of one file. uploaded → running → tried (dry run) | loaded | stopped (too many rejected, asks) | failed | cancelled; loaded → undone */
export const Import = z.strictObject({
  id: z.number().int(),
  kind: ImportKind,
  source: z.string(),
  fileName: z.string(),
  bytes: z.number().int(),
  state: ImportState,
  /** Same content loaded before from the same source: when. */
  loadedBefore: z.string().nullable(),
  startedBy: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** Whether a dry run came first. */
  wasTried: z.boolean(),
  /** By whom and when it was taken back. */
  undone: z.strictObject({ by: z.string(), at: z.string() }).nullable(),
  /** Names of files that complete the main one. */
  joins: z.array(z.string()),
  progress: z
    .strictObject({ phase: z.enum(['reading', 'checking', 'writing']), rows: z.number().int(), share: z.number() })
    .nullable(),
  profile: Profile.nullable(),
  result: ImportResult.nullable(),
  /** First 100 rejected rows. */
  faults: z.array(Fault),
  problem: z.strictObject({ code: z.string(), detail: z.string() }).nullable(),
  currency: z.string(),
});
export type Import = z.infer<typeof Import>;

/** POST /api/sales/imports?kind=&source=&fileName= with the file as the body (application/octet-stream). Replies 201 with `Import`. */
export const UploadQuery = z.strictObject({
  kind: ImportKind.default('sales'),
  source: z.string().trim().min(1).max(100),
  fileName: z.string().min(1).max(300),
});
/** POST /api/sales/imports/:id/joins?fileName= with a file as the body: its columns complete the rows by a shared header. */
export const JoinQuery = z.strictObject({ fileName: z.string().min(1).max(300) });
/** POST /api/sales/imports/:id/profile : look again with parts that the person has chosen. */
export const MappingChoice = z.strictObject({
  columns: z.partialRecord(ImportField, z.string().max(500)).optional(),
  encoding: Mapping.shape.encoding.optional(),
  delimiter: Mapping.shape.delimiter.optional(),
  decimal: Mapping.shape.decimal.optional(),
  dateFormat: Mapping.shape.dateFormat.optional(),
  sheet: Mapping.shape.sheet,
  shares: Mapping.shape.shares,
});
export type MappingChoice = z.infer<typeof MappingChoice>;
/** POST /api/sales/imports/:id/run : 202 with `Import`; poll GET /api/sales/imports/:id. DELETE the same cancels. */
export const Run = z.strictObject({
  dryRun: z.boolean(),
  /** Product codes of this source that are charges, not goods (`*` stands for anything); remembered. Left out: as before. */
  charges: z.array(z.string().trim().min(1).max(100)).max(100).optional(),
  /** Load what is right although more than a fifth of the rows are rejected. */
  acceptRejected: z.boolean().default(false),
});
/** POST /api/sales/imports/:id/undo : takes a loaded import back as a whole, or 409 `import-built-on` with what builds on it. */
export const Undo = z.strictObject({
  /** Only say what would be removed and put back. */
  dryRun: z.boolean().default(false),
});
/** `kulcs import undo --json` prints exactly this. */
export const UndoResult = z.strictObject({
  batch: z.number().int(),
  documentsRemoved: z.number().int(),
  documentsRestored: z.number().int(),
  linesRemoved: z.number().int(),
  linesRestored: z.number().int(),
  accountsRemoved: z.number().int(),
  productsRemoved: z.number().int(),
  /** Customers and products that an import of their own had changed. */
  accountsRestored: z.number().int(),
  productsRestored: z.number().int(),
});
export type UndoResult = z.infer<typeof UndoResult>;
/** GET /api/sales/imports (newest first), GET /api/sales/imports/:id, GET /api/sales/imports/:id/rejected.csv */
export const ImportsReply = z.strictObject({ imports: z.array(Import), sources: z.array(z.string()) });
export type ImportsReply = z.infer<typeof ImportsReply>;

/** GET /api/accounts/:id/sales?from=&to= (half-open days). Without a period: the 12 whole months up to the last sale. */
export const SalesQuery = z.strictObject({
  from: z.iso.date().refine(isDay).optional(),
  to: z.iso.date().refine(isDay).optional(),
});

/**
 * GET /api/sales/lines.csv, .xlsx and .json: every line that the person sees, by day; of half-open days, and of one account by its
 * code. 400 `period-order`, 404 `not-found` for an account that is not there and for one that is not seen, alike. Recorded.
 */
export const LinesExportQuery = SalesQuery.extend({ account: AccountCode.optional() });
export type LinesExportQuery = z.infer<typeof LinesExportQuery>;

export const AccountSales = z.strictObject({
  currency: z.string(),
  period: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
  total: z.strictObject({
    net: z.string(),
    margin: z.string().nullable(),
    marginShare: z.number().nullable(),
    lines: z.number().int(),
    documents: z.number().int(),
  }),
  /** The same months a year earlier; null when there are no lines in them. */
  yearBefore: z.strictObject({ net: z.string(), change: z.number().nullable() }).nullable(),
  firstSale: z.string().nullable(),
  lastSale: z.string().nullable(),
  /** All months of the period and of the year before it, oldest first, zeros included. */
  months: z.array(z.strictObject({ month: z.string(), net: z.string(), yearBefore: z.string() })),
  /** Largest first, at most 200; `more` says how many products are left out. */
  products: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string().nullable(),
      kind: z.string(),
      quantity: z.string(),
      net: z.string(),
      share: z.number().nullable(),
      yearBefore: z.string(),
    }),
  ),
  more: z.number().int(),
});
export type AccountSales = z.infer<typeof AccountSales>;
