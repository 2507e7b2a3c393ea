import type { ImportField, ImportKind, MappingChoice, Profile } from '#slices/sales/contract.ts';
import { fieldsOf } from '#slices/sales/web/import-fields.ts';

export type FormatPart = 'encoding' | 'delimiter' | 'decimal' | 'dateFormat' | 'sheet' | 'shares';

/** The parts of a mapping that a person has chosen so far: every look at the file is told all of them again. */
export function chosenSoFar(kind: ImportKind, { mapping, origin, workbook }: Profile): MappingChoice {
  return {
    ...(origin.columns === 'given' ? { columns: wholeColumns(kind, mapping.columns) } : {}),
    ...(origin.encoding === 'given' ? { encoding: mapping.encoding } : {}),
    ...(origin.delimiter === 'given' ? { delimiter: mapping.delimiter } : {}),
    ...(origin.decimal === 'given' ? { decimal: mapping.decimal } : {}),
    ...(origin.dateFormat === 'given' ? { dateFormat: mapping.dateFormat } : {}),
    ...(workbook?.sheetOrigin === 'given' ? { sheet: mapping.sheet } : {}),
    ...(origin.shares === 'given' ? { shares: mapping.shares } : {}),
  };
}

/** Every field with its column; "" says that it has none, and then it is not guessed again. */
const wholeColumns = (kind: ImportKind, columns: Profile['mapping']['columns']): Partial<Record<ImportField, string>> =>
  Object.fromEntries(fieldsOf(kind).map((field) => [field, columns[field] ?? '']));

/** The choice after a field was matched with another column; null takes its column away. */
export function withColumn(
  kind: ImportKind,
  profile: Profile,
  field: ImportField,
  header: string | null,
): MappingChoice {
  return {
    ...chosenSoFar(kind, profile),
    columns: { ...wholeColumns(kind, profile.mapping.columns), [field]: header ?? '' },
  };
}

/**
 * The choice after the file is read in another way; `value` is one of the list of that part. With another encoding or delimiter the headers are others, so the
 * columns are looked for anew.
 */
export function withFormat(kind: ImportKind, profile: Profile, part: FormatPart, value: string): MappingChoice {
  const { columns, ...others } = chosenSoFar(kind, profile);
  const keepsHeaders = part === 'decimal' || part === 'dateFormat' || part === 'shares';
  return { ...others, ...(keepsHeaders && columns ? { columns } : {}), [part]: value };
}

/** What stands in a column, for recognising it: the first different values that are not blank. */
export function examplesOf(profile: Profile, header: string | undefined, count = 3): readonly string[] {
  const place = header === undefined ? -1 : profile.headers.indexOf(header);
  if (place < 0) return [];
  const values = profile.sample.map((row) => row[place]?.trim() ?? '').filter((value) => value !== '');
  return [...new Set(values)].slice(0, count);
}

/** Headers that no field is matched with: they are not loaded. */
export function unusedHeaders(profile: Profile): readonly string[] {
  const used = new Set(Object.values(profile.mapping.columns));
  return profile.headers.filter((header) => !used.has(header));
}

/** Whether a field must be matched, and is not: of price and net one is enough. */
export function isMissing(profile: Profile, field: ImportField): boolean {
  return profile.missing.includes(field === 'lineNet' ? 'unitPrice' : field);
}

/** The patterns of charges as they are typed: divided by commas, semicolons or lines. */
export const patternsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,;\n]/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];
