import { isCurrency } from '#kernel/money.ts';
import { defaultMaxLength, maxValueLength } from './limits.ts';
import { createDayParser } from './parse-day.ts';
import { createDecimalParser, hundredth } from './parse-decimal.ts';
import { faultMark } from './sheet/cell-value.ts';
import type { FieldDescription, FileMapping, RowFaultCode } from './types.ts';

/**
 * Characters no cell may hold: C0 controls but tab, line feed and carriage return, DEL and C1 controls. PostgreSQL does not store
 * NUL; the others are never what a person typed. (Halves of UTF-16 pairs are refused by the decoder.)
 */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** Reads trimmed text that is not empty into its canonical form; null when it is not of the kind. */
type ValueReader = (text: string) => string | null;

const currencyBySign: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  FT: 'HUF',
  'FT.': 'HUF',
  HUFT: 'HUF',
};

function createCurrencyReader(): ValueReader {
  const known = new Map<string, string | null>();
  return (text) => {
    let code = known.get(text);
    if (code === undefined) {
      const upper = text.toUpperCase();
      const candidate = currencyBySign[upper] ?? upper;
      code = isCurrency(candidate) ? candidate : null;
      if (known.size < 1_000) known.set(text, code);
    }
    return code;
  };
}

function createShareReader({ decimal, shares }: FileMapping): ValueReader {
  const read = createDecimalParser(decimal);
  return (text) => {
    if (!text.endsWith('%')) {
      const plain = read(text);
      return plain !== null && shares === 'percent' ? hundredth(plain) : plain;
    }
    const value = read(text.slice(0, -1).trimEnd());
    return value === null ? null : hundredth(value);
  };
}

const readText: ValueReader = (text) => text;

const faultByKind: Readonly<Record<FieldDescription['kind'], RowFaultCode>> = {
  text: 'character',
  day: 'date',
  decimal: 'amount',
  share: 'amount',
  currency: 'currency',
};

/** Why a cell of a workbook cannot be taken as it stands. */
function sheetFaultOf(text: string): RowFaultCode {
  if (text.startsWith('#')) return 'cell-error';
  if (text.startsWith('=')) return 'cell-formula';
  return /^-?\d/.test(text) ? (/^\d{4}-/.test(text) ? 'date' : 'cell-rounded') : 'character';
}

/** How the cells of one column are read. */
export interface CellReader {
  /** The canonical form of trimmed text that is not empty, or null: then `faultOf` says why. */
  readonly read: ValueReader;
  faultOf(text: string): RowFaultCode;
}

/** A reader for one column; it may remember what it has read, so each column has its own. */
export function createCellReader(field: FieldDescription, mapping: FileMapping): CellReader {
  const maxLength = field.maxLength ?? defaultMaxLength;
  const reader: Record<FieldDescription['kind'], () => ValueReader> = {
    text: () => readText,
    day: () => createDayParser(mapping.dateFormat),
    decimal: () => createDecimalParser(mapping.decimal),
    share: () => createShareReader(mapping),
    currency: createCurrencyReader,
  };
  const readKind = reader[field.kind]();
  const read: ValueReader =
    field.kind === 'text'
      ? (text) => (text.length <= maxLength && !forbidden.test(text) ? text : null)
      : (text) => (text.length <= maxValueLength ? readKind(text) : null);
  return {
    read,
    faultOf(text) {
      if (text.startsWith(faultMark)) return sheetFaultOf(text.slice(faultMark.length));
      if (text.length > maxLength) return 'too-long';
      return forbidden.test(text) ? 'character' : faultByKind[field.kind];
    },
  };
}

/** Words that programs write for an empty cell. */
export function isNullWord(text: string): boolean {
  switch (text.length) {
    case 2:
      return text === '\\N';
    case 3:
      return text === 'N/A';
    case 4:
      return text === 'NULL' || text === 'null' || text === '#N/A';
    default:
      return false;
  }
}
