import { FileFault } from './file-fault.ts';

/**
 * Takes delimited text apart into rows, chunk by chunk (RFC 4180 with the liberties real exports take: any mix of line ends,
 * blank lines, spaces around a quoted cell, a quote inside a cell that does not begin with one).
 *
 * Written here and not taken from csv-parse, which stays the oracle of the tests, because the import contract needs three
 * things of it: the line where a quote opened, original line numbers with CR LF inside quotes (csv-parse counts such a break
 * twice), and `5" pipe` kept apart from the misplaced quote of `"x"y`.
 */
interface RowSplitter {
  /** Feeds the next piece of decoded text. @throws FileFault file-quote, file-row-too-long */
  write(chunk: string): void;
  /** Says that the text is over. @throws FileFault file-quote when a quote is still open */
  end(): void;
  /** The line that the text given so far has reached. */
  line(): number;
}

/** A row as it stands, and the line where it begins (the first line of the file is 1). Return false to stop reading. */
export type OnRow = (cells: string[], line: number) => boolean | void;

/** Line breaks inside a quoted cell; CR LF is one. */
function countBreaks(value: string): number {
  let count = 0;
  for (let at = value.indexOf('\n'); at !== -1; at = value.indexOf('\n', at + 1)) count += 1;
  for (let at = value.indexOf('\r'); at !== -1; at = value.indexOf('\r', at + 1)) {
    if (value.charCodeAt(at + 1) !== 10) count += 1;
  }
  return count;
}

const isBlank = (code: number): boolean => code === 32 || code === 9;

/** @throws FileFault from `write` and `end`, with the line where the quote opened */
export function createRowSplitter(delimiter: string, maxRowCharacters: number, onRow: OnRow): RowSplitter {
  const delimiterCode = delimiter.charCodeAt(0);
  let text = '';
  /** Where the cell begins that is being read, and how far it has been looked through already. */
  let cellStart = 0;
  let scanned = 0;
  /** Up to here the cell is known to be blank. */
  let blankUntil = 0;
  let cells: string[] = [];
  let rowLength = 0;
  let line = 1;
  let rowLine = 1;
  let inQuotes = false;
  let quoteLine = 1;
  let quotesDoubled = false;
  /** A CR was the last character of a chunk: an LF that follows belongs to it. */
  let afterReturn = false;
  let stopped = false;

  const emit = (row: string[]): void => {
    if (row.length === 1 && row[0] === '') return;
    if (onRow(row, rowLine) === false) stopped = true;
  };

  const refuseLongRow = (): never => {
    if (inQuotes) throw new FileFault('file-quote', { line: quoteLine });
    throw new FileFault('file-row-too-long', { line: rowLine, limit: maxRowCharacters });
  };

  /** Keeps what is not yet a whole row for the next chunk. */
  const keepFrom = (start: number): void => {
    text = text.slice(start);
    scanned -= start;
    blankUntil -= start;
    cellStart = 0;
    if (rowLength + text.length > maxRowCharacters) refuseLongRow();
  };

  /**
   * Reads one row cell by cell from `cellStart`, or what there is of it.
   * @returns where the next row begins, or -1 when the text ends before the row does
   */
  const readRow = (isEnd: boolean): number => {
    for (;;) {
      if (!inQuotes) {
        let begin = Math.max(cellStart, blankUntil);
        while (isBlank(text.charCodeAt(begin)) && text.charCodeAt(begin) !== delimiterCode) begin += 1;
        blankUntil = begin;
        if (begin >= text.length && !isEnd) return -1;
        if (text.charCodeAt(begin) === 34) {
          inQuotes = true;
          quotesDoubled = false;
          quoteLine = line;
          cellStart = begin + 1;
          scanned = cellStart;
        }
      }
      let after: number;
      if (inQuotes) {
        const close = closingQuote(isEnd);
        if (close === -1) return -1;
        const value = text.slice(cellStart, close);
        line += countBreaks(value);
        cells.push(quotesDoubled ? value.replaceAll('""', '"') : value);
        after = close + 1;
        while (isBlank(text.charCodeAt(after)) && text.charCodeAt(after) !== delimiterCode) after += 1;
        const code = text.charCodeAt(after);
        if (after < text.length && code !== delimiterCode && code !== 10 && code !== 13) {
          throw new FileFault('file-quote', { line: quoteLine });
        }
        inQuotes = false;
      } else {
        after = Math.max(cellStart, scanned);
        for (; after < text.length; after += 1) {
          const code = text.charCodeAt(after);
          if (code === delimiterCode || code === 10 || code === 13) break;
        }
        scanned = after;
        if (after >= text.length && !isEnd) return -1;
        cells.push(text.slice(cellStart, after));
      }
      if (text.charCodeAt(after) === delimiterCode) {
        rowLength += after + 1 - cellStart;
        cellStart = after + 1;
        scanned = cellStart;
        continue;
      }
      return afterBreak(after);
    }
  };

  /** Index of the quote that closes the cell, or -1 when more text is needed to know. */
  const closingQuote = (isEnd: boolean): number => {
    for (;;) {
      const quote = text.indexOf('"', scanned);
      if (quote === -1) {
        scanned = text.length;
        if (isEnd) throw new FileFault('file-quote', { line: quoteLine });
        return -1;
      }
      if (text.charCodeAt(quote + 1) === 34) {
        quotesDoubled = true;
        scanned = quote + 2;
        continue;
      }
      // What stands behind the quote decides: blanks are passed over, so the chunk must reach as far as the mark behind them.
      let behind = quote + 1;
      while (isBlank(text.charCodeAt(behind)) && text.charCodeAt(behind) !== delimiterCode) behind += 1;
      if (behind >= text.length && !isEnd) {
        scanned = quote;
        return -1;
      }
      return quote;
    }
  };

  const afterBreak = (at: number): number => {
    if (at >= text.length) return text.length;
    line += 1;
    if (text.charCodeAt(at) !== 13) return at + 1;
    if (at + 1 >= text.length) {
      afterReturn = true;
      return at + 1;
    }
    return text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
  };

  const read = (isEnd: boolean): void => {
    let position = 0;
    let nextQuote = -2;
    let nextFeed = -2;
    let nextReturn = -2;
    const size = text.length;
    while (!stopped) {
      const isFreshRow = cells.length === 0 && !inQuotes && cellStart === position;
      if (isFreshRow) {
        if (position >= size) break;
        rowLine = line;
        rowLength = 0;
        if (nextFeed !== -1 && nextFeed < position) nextFeed = text.indexOf('\n', position);
        if (nextReturn !== -1 && nextReturn < position) nextReturn = text.indexOf('\r', position);
        if (nextQuote !== -1 && nextQuote < position) nextQuote = text.indexOf('"', position);
        let lineEnd = nextFeed === -1 || (nextReturn !== -1 && nextReturn < nextFeed) ? nextReturn : nextFeed;
        if (lineEnd === -1 && isEnd) lineEnd = size;
        // Nearly every row of nearly every file: a whole line without a quote.
        if (lineEnd !== -1 && (nextQuote === -1 || nextQuote > lineEnd)) {
          if (lineEnd - position > maxRowCharacters) refuseLongRow();
          emit(text.slice(position, lineEnd).split(delimiter));
          position = afterBreak(lineEnd);
          cellStart = position;
          scanned = position;
          continue;
        }
      }
      const next = readRow(isEnd);
      if (next === -1) break;
      if (rowLength + next - cellStart > maxRowCharacters) refuseLongRow();
      const row = cells;
      cells = [];
      emit(row);
      position = next;
      cellStart = next;
      scanned = next;
      if (isEnd && position >= size) break;
    }
    keepFrom(stopped ? size : cellStart);
  };

  return {
    write(chunk) {
      if (stopped || chunk === '') return;
      let piece = chunk;
      if (afterReturn && piece.charCodeAt(0) === 10) piece = piece.slice(1);
      afterReturn = false;
      text += piece;
      read(false);
    },
    end() {
      if (stopped) return;
      if (text !== '' || cells.length > 0 || inQuotes) read(true);
    },
    line: () => line + countBreaks(text),
  };
}
