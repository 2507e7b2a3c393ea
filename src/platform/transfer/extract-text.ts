import { FileFault } from './file-fault.ts';
import { handedBackHeaders, readHeader, readTextRows, type TextFile } from './text-rows.ts';
import type { RejectedRow } from './types.ts';

const byteOrderMark = '\ufeff';

/**
 * One cell as delimited text. No guard is put before cells that a spreadsheet could take for formulas: the file goes back to the
 * person who sent it, to be mended and sent again, and every cell must return as it was. Exports of stored data are guarded
 * (csv-export.ts).
 */
export const quoteCell = (cell: string, delimiter: string): string =>
  cell.includes(delimiter) || /^\s|\s$|["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/**
 * Writes some rows of a file as a file of the same kind: same delimiter and columns, UTF-8 with byte order mark, and two
 * columns more, `line` and `reason` (import contract, 5).
 *
 * @param rejected in ascending order of line
 * @returns how many rows were written; fewer than asked for when a line is not the beginning of a row
 */
export async function extractText(
  file: TextFile,
  rejected: AsyncIterator<RejectedRow>,
  write: (text: string) => Promise<void> | void,
): Promise<number> {
  const { delimiter } = file;
  const toLine = (cells: readonly string[]): string =>
    `${cells.map((cell) => quoteCell(cell, delimiter)).join(delimiter)}\r\n`;
  // Rows come faster than their reasons can be asked for one by one, so wanted rows of a chunk wait here.
  const waiting: { cells: string[]; line: number }[] = [];
  let ownWidth = 0;
  let fullWidth = 0;
  let text = byteOrderMark;
  let rows = 0;
  let next = await rejected.next();

  const settle = async (): Promise<void> => {
    for (const { cells, line } of waiting) {
      while (!next.done && next.value.line < line) next = await rejected.next();
      if (next.done) break;
      if (next.value.line !== line) continue;
      text += toLine([...cells, String(line), next.value.reason]);
      rows += 1;
    }
    waiting.length = 0;
    if (text !== '') await write(text);
    text = '';
  };

  await readTextRows(
    file,
    (cells, line) => {
      if (ownWidth === 0) {
        const { headers, width } = readHeader(cells, file.limits.columns);
        ownWidth = headers.length;
        text += toLine([...cells.slice(0, ownWidth), ...handedBackHeaders]);
        fullWidth = width;
        return;
      }
      // A row that was handed back before carries its old line and reason; the new ones replace them.
      const kept = cells.length === fullWidth ? cells.slice(0, ownWidth) : cells;
      waiting.push({ cells: kept, line });
    },
    settle,
  );
  await settle();
  if (ownWidth === 0) throw new FileFault('file-empty');
  return rows;
}
