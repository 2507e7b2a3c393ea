import type { Readable } from 'node:stream';

/** How the text of a field is read, and in what canonical form it comes out of the reader. */
export type FieldKind =
  /** Text, trimmed; line breaks inside are kept. */
  | 'text'
  /** A calendar day, read by the mapping's date format; comes out as YYYY-MM-DD. A time of day behind it is left out. */
  | 'day'
  /** A decimal, read by the mapping's decimal mark; comes out plain with a point, at most 15 + 6 digits, no zeros at the ends. */
  | 'decimal'
  /** A decimal that may carry a percent sign: `20%` comes out as 0.2, a number without the sign as it stands. */
  | 'share'
  /** Code of a currency by ISO 4217, or one of the signs € £ Ft; comes out as three capital letters. */
  | 'currency';

/** One field that a column of a file can be matched with. A slice describes its fields; the machinery knows no field by name. */
export interface FieldDescription {
  readonly name: string;
  readonly kind: FieldKind;
  /**
   * Whether the file must have a column for it. `oneOf` names a group: one field of the group needs a column, and in each row
   * one of the group's mapped fields a value.
   */
  readonly required: boolean | { readonly oneOf: string };
  /** The column must be there, but a row may leave it empty. Without it an empty cell of a required field rejects the row. */
  readonly mayBeEmpty?: boolean;
  /** Characters; default 10,000. */
  readonly maxLength?: number;
  /**
   * Header words by which a column is recognised, the best first: lower case, words separated by spaces, accents as in the
   * language. `invoice no` recognises InvoiceNo, INVOICE_NO, "Invoice No." and invoiceno.
   */
  readonly aliases: readonly string[];
}

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1250', 'windows-1252', 'iso-8859-2'] as const;
export type FileEncoding = (typeof encodings)[number];

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

export type DecimalMark = '.' | ',';

export const shareStyles = ['fraction', 'percent'] as const;
export type ShareStyle = (typeof shareStyles)[number];

/** How a source writes its files. */
export interface FileMapping {
  /** Field name → header of its column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly encoding: FileEncoding;
  readonly delimiter: Delimiter;
  readonly decimal: DecimalMark;
  /** Tokens YYYY YY MM M DD D MMM and the marks between them, e.g. `YYYY-MM-DD`, `D.M.YYYY`, `M/D/YY`, `D-MMM-YY`. */
  readonly dateFormat: string;
  /** Name of the sheet of a workbook; text files have none. */
  readonly sheet?: string | undefined;
  /** Whether 15 % is written as 0.15 or as 15; undefined without a column of shares. A percent sign says it itself. */
  readonly shares?: ShareStyle | undefined;
}

/** Parts of a mapping that a person chose or a source remembers. */
export type MappingParts = { readonly [Part in keyof FileMapping]?: FileMapping[Part] | undefined };

/** A second file whose columns are added to the rows of the main file by a shared header (heads of orders to order lines). */
export interface JoinedFile {
  readonly file: string;
  /**
   * The file's name as the person knows it, for faults; without its ending it stands before a column that exists already
   * (`products.csv` gives `products.unitPrice`). Default: the last part of `file`.
   */
  readonly name?: string;
  readonly encoding?: FileEncoding;
  readonly delimiter?: Delimiter;
}

/** Where a part of the mapping comes from. */
export type Origin = 'given' | 'remembered' | 'guessed';

/** What was found when the file was looked at, before anything is loaded. */
export interface FileProfile {
  /** Headers of the main file, then those that joined files add. */
  readonly headers: readonly string[];
  /** Up to 20 rows as they stand in the file; a cell is cut after 200 characters. */
  readonly sample: readonly (readonly string[])[];
  readonly mapping: FileMapping;
  readonly origin: {
    readonly columns: Origin;
    readonly encoding: Origin | 'byte-order-mark' | 'valid-utf-8';
    readonly delimiter: Origin;
    readonly decimal: Origin;
    readonly dateFormat: Origin;
    readonly shares?: Origin | undefined;
  };
  /** What a workbook has and text has not. */
  readonly workbook?:
    | {
        /** Sheets that have cells. */
        readonly sheets: readonly string[];
        readonly sheetOrigin: Origin;
        /** Whether formulas stand in the rows looked at: the values saved with them are taken. */
        readonly hasFormulas: boolean;
      }
    | undefined;
  /** Names of required fields without a column; of a `oneOf` group the first field stands for all. */
  readonly missing: readonly string[];
  /** What the file leaves open, so that a person must say. */
  readonly ambiguous: readonly ('dateFormat' | 'decimal' | 'sheet')[];
  /** Headers of the remembered mapping that this file does not have; their fields were guessed anew. */
  readonly lost: readonly string[];
  /** What each joined file brought: the header it is joined by, and its rows. */
  readonly joins: readonly { readonly name: string; readonly key: string; readonly rows: number }[];
}

/** Codes of faults that refuse a whole file; each has a sentence `problem.<code>` in messages/. */
// prettier-ignore
export const fileFaultCodes = [
  'file-empty', 'file-no-rows', 'file-type', 'file-encoding', 'file-quote', 'file-too-large', 'file-broken', 'file-row-too-long',
  'file-time', 'file-memory', 'header-duplicate', 'header-missing', 'header-too-long', 'columns', 'date-format',
  'join-too-large', 'join-no-key', 'join-repeated', 'file-unpacks-too-large', 'file-dimensions', 'file-encrypted', 'xml-doctype',
  'header-merged', 'sheet-missing',
] as const;
export type FileFaultCode = (typeof fileFaultCodes)[number];

/** Codes of faults that reject a row; each has a sentence `problem.<code>` in messages/. */
// prettier-ignore
export const rowFaultCodes = [
  'required', 'fields', 'date', 'amount', 'currency', 'character', 'too-long', 'cell-error', 'cell-formula', 'cell-rounded',
] as const;
export type RowFaultCode = (typeof rowFaultCodes)[number];

export type FaultFacts = Readonly<Record<string, string | number>>;

/** Limits of one reading; each has a default in limits.ts. */
export interface ReadLimits {
  /** Bytes of the file after unpacking. */
  readonly unpackedBytes?: number;
  /** Characters of one row, quotes included. */
  readonly rowCharacters?: number;
  readonly columns?: number;
  readonly joinedRows?: number;
  readonly joinedBytes?: number;
  /** Bytes of a workbook as it lies on the disk. */
  readonly packedBytes?: number;
  /** Bytes of a workbook after unpacking. */
  readonly sheetBytes?: number;
  /** How many times its packed size a part of a workbook may be. */
  readonly zipRatio?: number;
  /** Parts of a workbook. */
  readonly zipEntries?: number;
  /** Rows of a sheet below its header. */
  readonly sheetRows?: number;
  /** Wall clock; after it the child is killed. */
  readonly milliseconds?: number;
  /** Memory of the child's JavaScript heap. */
  readonly heapMegabytes?: number;
}

export interface ReadProgress {
  /** Rows read so far, faulty ones included. */
  readonly rows: number;
  /** Share of the file that is read, 0 to 1. */
  readonly share: number;
}

export interface InspectOptions {
  readonly file: string;
  readonly fields: readonly FieldDescription[];
  readonly given?: MappingParts;
  readonly remembered?: MappingParts;
  readonly joins?: readonly JoinedFile[];
  readonly limits?: ReadLimits;
  readonly signal?: AbortSignal;
}

export interface ReadOptions {
  readonly file: string;
  readonly mapping: FileMapping;
  readonly fields: readonly FieldDescription[];
  /** Names of the fields whose canonical values make the row's hash, in this order. */
  readonly hashFields: readonly string[];
  readonly joins?: readonly JoinedFile[];
  readonly limits?: ReadLimits;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

export interface ReadSummary {
  /** All rows of the file, faulty ones included, blank ones not. */
  readonly rows: number;
  readonly faultRows: number;
  /** Bytes after unpacking. */
  readonly bytes: number;
  /** The most memory the child had, heap and buffers together. */
  readonly peakMegabytes: number;
}

/**
 * Rows in PostgreSQL's COPY text format. Columns: line number, each of `fields` in the order given (\N where empty or faulty),
 * fault code, fault column (header; \N for `fields`), fault value as read (cut after 200 characters, control characters as
 * pictures; for `fields` the cells of the row and of the header, `7/8`), hash 1, hash 2 (int8; \N in faulty rows).
 * `output` must be read, else the child waits for it. It ends only when the whole file was read; else it is destroyed with the same error that `done` rejects with.
 */
export interface Reading {
  readonly output: Readable;
  readonly done: Promise<ReadSummary>;
}

/** A row to hand back, with the sentence that says why. */
export interface RejectedRow {
  /** Line where the row begins, as the reader reported it. */
  readonly line: number;
  readonly reason: string;
}

export interface ExtractOptions {
  readonly file: string;
  readonly mapping: FileMapping;
  /** Values of a workbook are written as the mapping reads them. */
  readonly fields: readonly FieldDescription[];
  /** In ascending order of `line`. */
  readonly rejected: Iterable<RejectedRow> | AsyncIterable<RejectedRow>;
  /** Path of the file to write. */
  readonly out: string;
  readonly limits?: ReadLimits;
  readonly signal?: AbortSignal;
}
