import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BadFile } from './bad-file.ts';
import { fileFaults } from './file-faults.ts';
import { rowFaults } from './row-faults.ts';
import { sheetFaults, sheetRows } from './sheet-faults.ts';

/** All rows of the import contract's matrix that concern delimited text, workbooks and their reading. */
export const badFiles: readonly BadFile[] = [...fileFaults, ...rowFaults, ...sheetFaults, ...sheetRows];

/** Writes one of them into `folder`. @returns its path */
export async function writeBadFile(folder: string, bad: BadFile): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, bad.fileName);
  await writeFile(path, Buffer.isBuffer(bad.bytes) ? bad.bytes : await bad.bytes());
  return path;
}
