import { FileFault } from './file-fault.ts';
import type { ReaderJob } from './protocol.ts';
import { openRowSource } from './row-source.ts';
import { faultMark } from './sheet/cell-value.ts';
import type { Cell, ColumnKind, Table } from './table.ts';
import { handedBackHeaders, readHeader } from './text-rows.ts';
import type { FieldDescription, RejectedRow } from './types.ts';

type ExtractJob = Omit<Extract<ReaderJob, { kind: 'extract' }>, 'kind'>;
type Write<Piece> = (piece: Piece) => Promise<void> | void;

const byteOrderMark = '\ufeff';

/** `#REF!` goes back as a spreadsheet shows it. */
const withoutMark = (cell: string): string => (cell.startsWith(faultMark) ? cell.slice(faultMark.length) : cell);

/**
 * One cell as delimited text. No guard is put before cells that a spreadsheet could take for formulas: the file goes back to the
 * person who sent it, to be mended and sent again, and every cell must return as it was. Exports of stored data are guarded
 * (csv-export.ts).
 */
export const quoteCell = (cell: string, delimiter: string): string =>
  cell.includes(delimiter) || /^\s|\s$|["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

interface Taker {
  readonly header: (headers: readonly string[]) => void;
  readonly row: (cells: readonly string[], line: number, reason: string) => void;
  /** Called after each chunk of the file, and waited for. */
  readonly settle: () => Promise<void> | void;
}

/** Goes through a file and gives the rejected rows, with the columns of the file and their reasons. @returns how many */
async function takeRejected(job: ExtractJob, rejected: AsyncIterator<RejectedRow>, taker: Taker): Promise<number> {
  const source = await openRowSource(job.file, job.mapping, job.limits);
  // Rows come faster than their reasons can be asked for one by one, so wanted rows of a chunk wait here.
  const waiting: { cells: string[]; line: number }[] = [];
  let ownWidth = 0;
  let fullWidth = 0;
  let rows = 0;
  let next = await rejected.next();

  const settle = async (): Promise<void> => {
    for (const { cells, line } of waiting) {
      while (!next.done && next.value.line < line) next = await rejected.next();
      if (next.done) break;
      if (next.value.line !== line) continue;
      taker.row(cells, line, next.value.reason);
      rows += 1;
    }
    waiting.length = 0;
    await taker.settle();
  };

  try {
    await source.rows((cells, line, kinds) => {
      if (ownWidth === 0) {
        const { headers, width } = readHeader(cells, job.limits.columns);
        ownWidth = headers.length;
        fullWidth = width;
        taker.header(cells.slice(0, ownWidth));
        return;
      }
      // A row that was handed back before carries its old line and reason; the new ones replace them.
      const kept = cells.length === fullWidth ? cells.slice(0, ownWidth) : cells;
      waiting.push({ cells: kinds ? kept.map(withoutMark) : kept, line });
    }, settle);
    await settle();
  } finally {
    source.close();
  }
  if (ownWidth === 0) throw new FileFault('file-empty');
  return rows;
}

/**
 * Writes some rows of a text file as a file of the same kind: same delimiter and columns, UTF-8 with byte order mark, and two
 * columns more, `line` and `reason` (import contract, 5).
 *
 * @param rejected in ascending order of line
 * @returns how many rows were written; fewer than asked for when a line is not the beginning of a row
 */
export async function extractText(
  job: ExtractJob,
  rejected: AsyncIterator<RejectedRow>,
  write: Write<string>,
): Promise<number> {
  const { delimiter } = job.mapping;
  let text = byteOrderMark;
  const add = (cells: readonly string[]): void => {
    text += `${cells.map((cell) => quoteCell(cell, delimiter)).join(delimiter)}\r\n`;
  };
  return takeRejected(job, rejected, {
    header: (headers) => add([...headers, ...handedBackHeaders]),
    row: (cells, line, reason) => add([...cells, String(line), reason]),
    async settle() {
      if (text !== '') await write(text);
      text = '';
    },
  });
}

/** Widths of columns, in characters; reasons are sentences. */
const cellWidth = 16;
const reasonWidth = 80;

/** The same for a workbook: numbers and days stay what they are, texts stay texts. */
export async function extractWorkbook(
  job: ExtractJob,
  rejected: AsyncIterator<RejectedRow>,
  write: Write<Buffer>,
): Promise<number> {
  const columns: Table['columns'][number][] = [];
  const passage = createPassage<readonly Cell[]>();
  let ready: (readonly Cell[])[] = [];
  let headerIsKnown: () => void = () => undefined;
  const header = new Promise<void>((resolve) => {
    headerIsKnown = resolve;
  });
  const taking = takeRejected(job, rejected, {
    header(headers) {
      for (const title of headers) columns.push({ id: title, title, kind: kindOf(title, job), width: cellWidth });
      for (const title of handedBackHeaders) {
        columns.push({
          id: title,
          title,
          kind: title === 'line' ? 'number' : 'text',
          width: title === 'line' ? cellWidth : reasonWidth,
        });
      }
      headerIsKnown();
    },
    row(cells, line, reason) {
      const own = cells.slice(0, columns.length - handedBackHeaders.length);
      ready.push([...own, line, reason]);
    },
    async settle() {
      const rows = ready;
      ready = [];
      await passage.give(rows);
    },
  });
  taking.then(passage.end, passage.fail);
  await Promise.race([header, taking]);
  const sheetName = job.mapping.sheet ?? '';
  const { xlsxOf } = await import('./xlsx-export.ts');
  for await (const piece of xlsxOf({ columns, rows: passage.rows() }, { sheetName })) await write(piece as Buffer);
  return taking;
}

const columnKinds: Readonly<Record<FieldDescription['kind'], ColumnKind>> = {
  text: 'text',
  currency: 'text',
  day: 'day',
  decimal: 'number',
  share: 'number',
};

function kindOf(header: string, { fields, mapping }: ExtractJob): ColumnKind {
  const field = fields.find(({ name }) => mapping.columns[name] === header.trim());
  return field ? columnKinds[field.kind] : 'text';
}

/** Hands rows from one who is called to one who asks; whoever gives waits until they are taken. */
function createPassage<Row>(): {
  give: (rows: readonly Row[]) => Promise<void>;
  end: () => void;
  fail: (error: unknown) => void;
  rows: () => AsyncGenerator<Row, void, undefined>;
} {
  let given: readonly Row[] = [];
  let isOver = false;
  let failure: Error | null = null;
  let wake: () => void = () => undefined;
  let taken: () => void = () => undefined;
  return {
    async give(rows) {
      if (rows.length === 0) return;
      given = rows;
      wake();
      await new Promise<void>((resolve) => {
        taken = resolve;
      });
    },
    end() {
      isOver = true;
      wake();
    },
    fail(error) {
      failure = error instanceof Error ? error : new Error(String(error));
      isOver = true;
      wake();
    },
    async *rows() {
      for (;;) {
        if (given.length === 0 && !isOver) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const rows = given;
        given = [];
        yield* rows;
        taken();
        if (failure) throw failure;
        if (isOver && given.length === 0) return;
      }
    },
  };
}
