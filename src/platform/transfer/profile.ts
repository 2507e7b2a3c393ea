import { FileFault } from './file-fault.ts';
import { guessColumns, missingFields } from './fields.ts';
import { createDateFormatGuess, createDecimalGuess, guessShares } from './guess-values.ts';
import { loadJoins, type Joins } from './joined-files.ts';
import { shorten } from './limits.ts';
import { pictured } from './pictured.ts';
import type { FileLook } from './file-look.ts';
import { lookAtFile } from './look-at-file.ts';
import { createDayParser, normalizeDateFormat } from './parse-day.ts';
import { findHeader, readHeader, type Header } from './text-rows.ts';
import type {
  DecimalMark,
  FieldDescription,
  FileProfile,
  JoinedFile,
  MappingParts,
  Origin,
  ReadLimits,
  ShareStyle,
} from './types.ts';

const sampleRows = 20;
/** Characters of the whole sample: it travels to the page. */
const sampleCharacters = 200_000;
/** Rows that vote on dates and decimals before the vote counts. */
const votingRows = 1_000;
/** What the first rows leave open is looked for further back, for this long. */
const searchMilliseconds = 6_000;

export interface ProfileQuestion {
  readonly file: string;
  readonly fields: readonly FieldDescription[];
  readonly given: MappingParts;
  readonly remembered: MappingParts;
  readonly joins: readonly JoinedFile[];
  readonly limits: Required<ReadLimits>;
}

interface ColumnChoice {
  readonly columns: Record<string, string>;
  readonly origin: Origin;
  readonly lost: string[];
}

/** Columns field by field: what a person chose, else what the source remembers, else a guess. An empty choice is "no column". */
function chooseColumns(headers: readonly string[], question: ProfileQuestion): ColumnChoice {
  const { fields, given, remembered } = question;
  const columns: Record<string, string> = {};
  const unknown: string[] = [];
  const lost: string[] = [];
  const closed = new Set<string>();
  for (const [field, wanted] of Object.entries(given.columns ?? {})) {
    closed.add(field);
    if (wanted === '') continue;
    const header = findHeader(headers, wanted);
    if (header === null) unknown.push(wanted);
    else columns[field] = header;
  }
  if (unknown.length > 0) throw new FileFault('header-missing', { headers: unknown.join(', ') });
  const lostFields = new Set<string>();
  for (const [field, wanted] of Object.entries(remembered.columns ?? {})) {
    if (closed.has(field)) continue;
    const header = findHeader(headers, wanted);
    if (header === null) {
      lost.push(wanted);
      lostFields.add(field);
    } else {
      columns[field] = header;
    }
  }
  // What a source remembers to be without a column stays so; only what is lost, or must be there, is guessed anew.
  const isRemembered = remembered.columns !== undefined;
  const toGuess = fields.filter(
    ({ name, required }) => !closed.has(name) && (!isRemembered || lostFields.has(name) || required !== false),
  );
  const guessed = guessColumns(headers, toGuess, columns);
  const chosen = { ...guessed, ...columns };
  const isGivenAny = Object.keys(given.columns ?? {}).length > 0;
  const origin = isGivenAny ? 'given' : isRemembered && Object.keys(guessed).length === 0 ? 'remembered' : 'guessed';
  return { columns: chosen, origin, lost };
}

/** Cells as they are shown: cut, and no more of them than a page can use. */
function collectSample(): { add(cells: readonly string[], width: number): void; rows: string[][] } {
  const rows: string[][] = [];
  let characters = 0;
  return {
    rows,
    add(cells, width) {
      if (rows.length >= sampleRows || characters > sampleCharacters) return;
      const row = cells.slice(0, width).map((cell) => pictured(shorten(cell), 'kept'));
      characters += row.reduce((sum, cell) => sum + cell.length, row.length);
      rows.push(row);
    },
  };
}

/** Indexes of the columns of all fields of some kinds. */
function indexesOf(
  kinds: readonly FieldDescription['kind'][],
  fields: readonly FieldDescription[],
  columns: Readonly<Record<string, string>>,
  headers: readonly string[],
): number[] {
  return fields
    .filter(({ kind, name }) => kinds.includes(kind) && Object.hasOwn(columns, name))
    .map(({ name }) => headers.indexOf(columns[name] ?? ''));
}

interface ValueLook {
  readonly days: ReturnType<typeof createDateFormatGuess>;
  readonly decimals: ReturnType<typeof createDecimalGuess>;
  /** Values of day columns, for seeing whether a remembered format fits. */
  readonly dayValues: string[];
}

function chooseDateFormat(
  question: ProfileQuestion,
  look: ValueLook,
): { dateFormat: string; origin: Origin; open: boolean } {
  const { given, remembered } = question;
  if (given.dateFormat !== undefined) {
    const format = normalizeDateFormat(given.dateFormat);
    if (format === null) throw new FileFault('date-format', { format: shorten(given.dateFormat) });
    return { dateFormat: format, origin: 'given', open: false };
  }
  const answer = look.days.answer();
  const kept = remembered.dateFormat === undefined ? null : normalizeDateFormat(remembered.dateFormat);
  if (kept !== null) {
    const parse = createDayParser(kept);
    // A memory that reads not one value of the file is of another kind of file.
    if (answer.format === null || look.dayValues.some((value) => parse(value) !== null)) {
      return { dateFormat: kept, origin: 'remembered', open: false };
    }
  }
  return { dateFormat: answer.format ?? 'YYYY-MM-DD', origin: 'guessed', open: answer.open };
}

function chooseDecimal(
  question: ProfileQuestion,
  look: ValueLook,
  delimiter: string,
): { decimal: DecimalMark; origin: Origin; open: boolean } {
  const { given, remembered } = question;
  if (given.decimal !== undefined) return { decimal: given.decimal, origin: 'given', open: false };
  const answer = look.decimals.answer();
  const kept = remembered.decimal;
  if (kept !== undefined && (answer.mark === null || answer.mark === kept)) {
    return { decimal: kept, origin: 'remembered', open: false };
  }
  // Where nothing tells, spreadsheets that divide by semicolons write decimal commas.
  return { decimal: answer.mark ?? (delimiter === ';' ? ',' : '.'), origin: 'guessed', open: answer.open };
}

/** Numbers of a sheet have a decimal point, whatever its texts are written with; both must be percents, or there are none of one. */
function chooseShares(
  { given, remembered }: ProfileQuestion,
  values: { readonly written: ReadonlySet<string>; readonly numbers: ReadonlySet<string> },
  decimal: DecimalMark,
): { style: ShareStyle; origin: Origin } {
  if (given.shares) return { style: given.shares, origin: 'given' };
  if (remembered.shares) return { style: remembered.shares, origin: 'remembered' };
  const written = guessShares(values.written, decimal);
  const numbers = guessShares(values.numbers, '.');
  const isPercent =
    (written === 'percent' || values.written.size === 0) && (numbers === 'percent' || values.numbers.size === 0);
  return {
    style: isPercent && values.written.size + values.numbers.size > 0 ? 'percent' : 'fraction',
    origin: 'guessed',
  };
}

/**
 * Looks at a file before anything of it is loaded: headers, sample, and each part of the mapping with where it comes from.
 * Runs in a child process only.
 *
 * @throws FileFault every code of a file fault; a missing column is no fault but stands in `missing`
 */
export async function profileFile(question: ProfileQuestion): Promise<FileProfile> {
  const look = await lookAtFile(question.file, question.given, question.remembered, question.limits);
  try {
    return await profileRows(question, look);
  } finally {
    look.source.close();
  }
}

async function profileRows(question: ProfileQuestion, look: FileLook): Promise<FileProfile> {
  const { fields, given, remembered, limits } = question;
  const { source } = look;
  const mappedHeaders = [...Object.values(given.columns ?? {}), ...Object.values(remembered.columns ?? {})];

  // The header comes first on its own: joined files must be in memory before the rows are read.
  const headerRow: Header[] = [];
  let headerLine = 0;
  await source.rows((cells, line) => {
    headerRow.push(readHeader(cells, limits.columns, mappedHeaders));
    headerLine = line;
    return false;
  });
  const [header] = headerRow;
  if (!header) throw new FileFault('file-empty');
  await look.checkHeader(headerLine);
  const joins: Joins = await loadJoins(question.joins, header.headers, limits);
  const { columns, origin, lost } = chooseColumns(joins.headers, question);

  const values: ValueLook = { days: createDateFormatGuess(), decimals: createDecimalGuess(), dayValues: [] };
  const dayIndexes = indexesOf(['day'], fields, columns, joins.headers);
  const decimalIndexes = indexesOf(['decimal', 'share'], fields, columns, joins.headers);
  const shareIndexes = indexesOf(['share'], fields, columns, joins.headers);
  const shareValues = { written: new Set<string>(), numbers: new Set<string>() };
  const sample = collectSample();
  const deadline = performance.now() + searchMilliseconds;
  let rows = 0;
  // Where sheets hold days and numbers as such, there is nothing to find out by looking further.
  let hasWrittenDecimals = false;
  let isHeader = true;
  await source.rows((cells, _line, kinds) => {
    if (isHeader) {
      isHeader = false;
      return true;
    }
    rows += 1;
    const isWhole = cells.length === header.width;
    if (isWhole) joins.extend(cells);
    sample.add(cells, isWhole ? joins.headers.length : cells.length);
    if (!isWhole) return true;
    for (const index of dayIndexes) {
      const value = cells[index]?.trim() ?? '';
      // What is no text says nothing of how the source writes days and decimals.
      if (value === '' || kinds?.[index]) continue;
      values.days.add(value);
      if (values.dayValues.length < votingRows) values.dayValues.push(value);
    }
    for (const index of shareIndexes) {
      const value = cells[index]?.trim() ?? '';
      const seen = kinds?.[index] ? shareValues.numbers : shareValues.written;
      if (value !== '' && seen.size < votingRows) seen.add(value);
    }
    for (const index of decimalIndexes) {
      const value = cells[index]?.trim() ?? '';
      if (value === '' || kinds?.[index]) continue;
      hasWrittenDecimals = true;
      values.decimals.add(value);
    }
    if (rows < votingRows || rows % 1_000 !== 0) return true;
    const daysOpen = given.dateFormat === undefined && values.dayValues.length > 0 && !values.days.decided();
    const decimalsOpen = given.decimal === undefined && hasWrittenDecimals && !values.decimals.decided();
    return (daysOpen || decimalsOpen) && performance.now() < deadline;
  });
  if (rows === 0) throw new FileFault('file-no-rows');

  const date = chooseDateFormat(question, values);
  const decimal = chooseDecimal(question, values, look.delimiter);
  const shares = chooseShares(question, shareValues, decimal.decimal);
  const hasShares = shareIndexes.length > 0;
  const ambiguous: ('dateFormat' | 'decimal' | 'sheet')[] = [];
  if (look.sheetIsOpen) ambiguous.push('sheet');
  if (date.open) ambiguous.push('dateFormat');
  if (decimal.open) ambiguous.push('decimal');
  return {
    headers: joins.headers,
    sample: sample.rows,
    mapping: {
      columns,
      encoding: look.encoding,
      delimiter: look.delimiter,
      decimal: decimal.decimal,
      dateFormat: date.dateFormat,
      ...(look.sheet === undefined ? {} : { sheet: look.sheet }),
      ...(hasShares ? { shares: shares.style } : {}),
    },
    origin: {
      columns: origin,
      encoding: look.encodingOrigin,
      delimiter: look.delimiterOrigin,
      decimal: decimal.origin,
      dateFormat: date.origin,
      ...(hasShares ? { shares: shares.origin } : {}),
    },
    ...(look.sheet === undefined
      ? {}
      : { workbook: { sheets: look.sheets, sheetOrigin: look.sheetOrigin, hasFormulas: source.hasFormulas() } }),
    missing: missingFields(columns, fields),
    ambiguous,
    lost,
    joins: joins.summary,
  };
}
