import { hash } from 'node:crypto';
import { FileFault } from './file-fault.ts';
import { missingFields } from './fields.ts';
import { shorten } from './limits.ts';
import { pictured } from './pictured.ts';
import { faultMark } from './sheet/cell-value.ts';
import { createCellReader, isNullWord, type CellReader } from './read-cell.ts';
import type { FieldDescription, FileMapping, RowFaultCode } from './types.ts';

interface Column {
  readonly cellIndex: number;
  readonly header: string;
  readonly refuseEmpty: boolean;
  readonly reader: CellReader;
  /** Digits, days and codes hold nothing that COPY needs escaped. */
  readonly mayNeedEscape: boolean;
}

/** Turns the cells of rows into lines of COPY text (columns: see `Reading` in types.ts). */
interface CopyRows {
  /** One line, its line end included. Cells of joined files are added to `cells`. */
  line(cells: string[], lineNumber: number): string;
  faultRows(): number;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A value for PostgreSQL's COPY text format. */
const escapeCopy = (value: string): string =>
  /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character) : value;

/** A faulty value as it is shown: cut, its control characters as their pictures, so that it can be stored as text. */
function shownValue(value: string): string {
  const shown = value.startsWith(`${faultMark}#`) ? value.slice(faultMark.length) : value;
  return pictured(shorten(shown));
}

function columnsOf(
  fields: readonly FieldDescription[],
  mapping: FileMapping,
  headers: readonly string[],
): (Column | null)[] {
  const gone: string[] = [];
  const columns = fields.map((field): Column | null => {
    const header = Object.hasOwn(mapping.columns, field.name) ? (mapping.columns[field.name] ?? '') : '';
    if (header === '') return null;
    const cellIndex = headers.indexOf(header);
    if (cellIndex === -1) gone.push(header);
    return {
      cellIndex,
      header,
      refuseEmpty: field.required === true && field.mayBeEmpty !== true,
      reader: createCellReader(field, mapping),
      mayNeedEscape: field.kind === 'text',
    };
  });
  if (gone.length > 0) throw new FileFault('header-missing', { headers: gone.join(', ') });
  const missing = missingFields(mapping.columns, fields);
  if (missing.length > 0) throw new FileFault('header-missing', { headers: missing.join(', ') });
  return columns;
}

/** Groups of fields of which each row must fill one, as indexes into the fields; only those that have a column. */
function groupsOf(fields: readonly FieldDescription[], columns: readonly (Column | null)[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [index, { required }] of fields.entries()) {
    if (typeof required !== 'object' || !columns[index]) continue;
    groups.set(required.oneOf, [...(groups.get(required.oneOf) ?? []), index]);
  }
  return [...groups.values()];
}

/**
 * @param headers all headers, those of joined files included
 * @param width cells that a row of the main file must have
 * @param hashFields names of fields whose canonical values make the hash
 * @param extend adds the cells of joined files to a row that has the right width
 * @throws FileFault header-missing when a column of the mapping, or one for a required field, is not there
 */
export function createCopyRows(
  fields: readonly FieldDescription[],
  mapping: FileMapping,
  headers: readonly string[],
  width: number,
  hashFields: readonly string[],
  extend: (cells: string[]) => void,
): CopyRows {
  const columns = columnsOf(fields, mapping, headers);
  const groups = groupsOf(fields, columns);
  const hashIndexes = hashFields.map((name) => {
    const index = fields.findIndex((field) => field.name === name);
    if (index === -1) throw new Error(`hash of an unknown field: ${name}`);
    return index;
  });
  const values: (string | null)[] = fields.map(() => null);
  let faultRows = 0;
  let faultCode: RowFaultCode | null = null;
  let faultColumn: string | null = null;
  let faultValue = '';

  const refuse = (code: RowFaultCode, column: string | null, value: string): void => {
    // The first fault of a row is told; the others show when it is sent again.
    if (faultCode !== null) return;
    faultCode = code;
    faultColumn = column;
    faultValue = value;
  };

  const readColumn = (column: Column, cell: string): string | null => {
    const text = cell.trim();
    if (text === '' || isNullWord(text)) {
      if (column.refuseEmpty) refuse('required', column.header, text);
      return null;
    }
    const value = column.reader.read(text);
    if (value === null) refuse(column.reader.faultOf(text), column.header, text);
    return value;
  };

  /** MD5, since it is the fastest hash that PostgreSQL has as well; it tells rows apart and keeps no secret. */
  const hashes = (): string => {
    let text = '';
    for (const index of hashIndexes) text += `${values[index] ?? ''}\u001f`;
    const digest = hash('md5', text, 'buffer');
    return `${digest.readBigInt64BE(0)}\t${digest.readBigInt64BE(8)}`;
  };

  return {
    line(cells, lineNumber) {
      faultCode = null;
      // A row of another width is rejected, but what its cells seem to hold is kept: its document is rejected with it.
      const isWhole = cells.length === width;
      if (isWhole) extend(cells);
      else refuse('fields', null, `${cells.length}/${width}`);
      let line = String(lineNumber);
      for (let index = 0; index < columns.length; index += 1) {
        const column = columns[index];
        const value = column ? readColumn(column, cells[column.cellIndex] ?? '') : null;
        values[index] = value;
        line += value === null ? '\t\\N' : `\t${column?.mayNeedEscape ? escapeCopy(value) : value}`;
      }
      for (const group of groups) {
        const isFilled = group.some((index) => values[index] !== null);
        const [first = 0] = group;
        if (!isFilled) refuse('required', columns[first]?.header ?? null, '');
      }
      if (faultCode === null) return `${line}\t\\N\t\\N\t\\N\t${hashes()}\n`;
      faultRows += 1;
      const column = faultColumn === null ? '\\N' : escapeCopy(faultColumn);
      return `${line}\t${String(faultCode)}\t${column}\t${escapeCopy(shownValue(faultValue))}\t\\N\t\\N\n`;
    },
    faultRows: () => faultRows,
  };
}
