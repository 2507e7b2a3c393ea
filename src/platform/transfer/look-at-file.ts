import { FileFault } from './file-fault.ts';
import { foreignKind } from './file-kind.ts';
import { lookAtText } from './look-at-text.ts';
import { isZip, peekRaw } from './open-file.ts';
import { readSheetRows, refuseMergedHeader } from './sheet/sheet-rows.ts';
import { openWorkbook, type Workbook } from './sheet/workbook.ts';
import { textRows, type RowSource } from './row-source.ts';
import type { Delimiter, FileEncoding, FileProfile, MappingParts, Origin, ReadLimits } from './types.ts';

type Choice = Pick<MappingParts, 'encoding' | 'delimiter' | 'sheet'>;

/** What a file is, how it is taken apart, and its rows. */
export interface FileLook {
  readonly source: RowSource;
  readonly encoding: FileEncoding;
  readonly encodingOrigin: FileProfile['origin']['encoding'];
  readonly delimiter: Delimiter;
  readonly delimiterOrigin: Origin;
  /** The sheet that is read; undefined for text. */
  readonly sheet: string | undefined;
  readonly sheetOrigin: Origin;
  /** Sheets that have cells. */
  readonly sheets: readonly string[];
  /** Several sheets, and nobody has said which. */
  readonly sheetIsOpen: boolean;
  /** @throws FileFault header-merged */
  readonly checkHeader: (line: number) => Promise<void>;
}

const kindBytes = 4 * 1024;
/** The name of the part that holds an encrypted workbook stands in the first sectors of its container. */
const containerBytes = 256 * 1024;

/**
 * Looks at the bytes of a file: a workbook, or text with its encoding and delimiter. The content decides, never the name.
 *
 * @throws FileFault file-empty, file-type, file-encrypted, file-encoding, file-broken, file-too-large, file-unpacks-too-large
 */
export async function lookAtFile(
  path: string,
  given: Choice,
  remembered: Choice,
  limits: Required<ReadLimits>,
): Promise<FileLook> {
  const head = await peekRaw(path, containerBytes);
  if (isZip(head)) return lookAtZip(path, head, given, remembered, limits);
  const kind = foreignKind(head.subarray(0, kindBytes));
  if (kind === 'XLS' && head.includes(Buffer.from('EncryptedPackage', 'utf16le')))
    throw new FileFault('file-encrypted');
  const look = await lookAtText(path, given, remembered, limits);
  return {
    ...look,
    source: textRows({ path, encoding: look.encoding, delimiter: look.delimiter, limits }),
    sheet: undefined,
    sheetOrigin: 'guessed',
    sheets: [],
    sheetIsOpen: false,
    checkHeader: async () => undefined,
  };
}

async function lookAtZip(
  path: string,
  head: Buffer,
  given: Choice,
  remembered: Choice,
  limits: Required<ReadLimits>,
): Promise<FileLook> {
  const kind = foreignKind(head.subarray(0, kindBytes)) ?? 'ZIP';
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
