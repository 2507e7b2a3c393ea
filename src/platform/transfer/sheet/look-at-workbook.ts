import { FileFault } from '../file-fault.ts';
import { foreignKind } from '../file-kind.ts';
import type { FileLook, LookChoice } from '../file-look.ts';
import type { Origin, ReadLimits } from '../types.ts';
import { readSheetRows, refuseMergedHeader } from './sheet-rows.ts';
import { openWorkbook, type Workbook } from './workbook.ts';

/**
 * Looks at a zip file: a workbook whose sheet is chosen, or something else.
 *
 * @param head its first bytes
 * @throws FileFault file-broken, file-type, file-empty, sheet-missing, and those of the opening
 */
export async function lookAtWorkbook(
  path: string,
  head: Buffer,
  given: LookChoice,
  remembered: LookChoice,
  limits: Required<ReadLimits>,
): Promise<FileLook> {
  const kind = foreignKind(head) ?? 'ZIP';
  const book = await openWorkbook(path, limits);
  if (book === null && kind === 'XLSX') throw new FileFault('file-broken');
  if (book === null || book === 'other') throw new FileFault('file-type', { kind });
  const { sheet, origin, isOpen } = chooseSheet(book, given.sheet, remembered.sheet);
  return {
    source: {
      rows: (onRow, afterChunk) => readSheetRows(book, sheet.part, limits, onRow, afterChunk),
      hasFormulas: () => book.formulas.has(sheet.part),
      close: () => book.zip.close(),
    },
    // A workbook has neither; what the source remembers of its text files is kept for them.
    encoding: remembered.encoding ?? 'utf-8',
    encodingOrigin: 'guessed',
    delimiter: remembered.delimiter ?? ',',
    delimiterOrigin: 'guessed',
    sheet: sheet.name,
    sheetOrigin: origin,
    sheets: book.sheets.map(({ name }) => name),
    sheetIsOpen: isOpen,
    checkHeader: (line) => refuseMergedHeader(book, sheet.part, line),
  };
}

function chooseSheet(
  book: Workbook,
  given: string | undefined,
  remembered: string | undefined,
): { sheet: Workbook['sheets'][number]; origin: Origin; isOpen: boolean } {
  const [first] = book.sheets;
  if (!first) throw new FileFault('file-empty');
  const named = (name: string | undefined) => book.sheets.find((sheet) => sheet.name === name);
  if (given !== undefined) {
    const sheet = named(given);
    if (sheet) return { sheet, origin: 'given', isOpen: false };
    throw new FileFault('sheet-missing', { sheet: given, sheets: book.sheets.map(({ name }) => name).join(', ') });
  }
  const kept = named(remembered);
  if (kept) return { sheet: kept, origin: 'remembered', isOpen: false };
  return { sheet: first, origin: 'guessed', isOpen: book.sheets.length > 1 };
}
