import type { ReadLimits } from './types.ts';

/** Defaults of the import contract: a text file of 1 GiB is streamed in at most 300 MB and 15 minutes. */
export const defaultLimits: Required<ReadLimits> = {
  unpackedBytes: 1024 * 1024 * 1024,
  rowCharacters: 16 * 1024 * 1024,
  columns: 1_000,
  joinedRows: 500_000,
  joinedBytes: 200 * 1024 * 1024,
  packedBytes: 50 * 1024 * 1024,
  sheetBytes: 200 * 1024 * 1024,
  zipRatio: 100,
  zipEntries: 2_000,
  sheetRows: 1_000_000,
  milliseconds: 15 * 60 * 1_000,
  heapMegabytes: 160,
};

/** A file is only looked at for this long; a person waits in front of it. */
export const inspectMilliseconds = 15_000;

/** Joined files are held in memory, so a reading with them gets a larger heap. */
export const joinHeapMegabytes = 900;

/** Texts that the cells of a workbook share are held in memory. */
export const sheetHeapMegabytes = 600;

/** The longest text of a field that a description does not limit itself. */
export const defaultMaxLength = 10_000;

/** No number, day or currency is longer; longer text is not looked through for one. */
export const maxValueLength = 60;

/** The longest header that a column can be named by. */
export const maxHeaderLength = 500;

/** Cells and faulty values are shown cut after this many characters. */
const shownCharacters = 200;

/** A text cut for showing; an ellipsis says that something is left out. */
export const shorten = (text: string): string =>
  text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
