import { defaultLimits, joinHeapMegabytes, sheetHeapMegabytes } from './limits.ts';
import { isZip, peekRaw } from './open-file.ts';
import type { JoinedFile } from './types.ts';

/** Memory of the heap that the reading of a file may take: what is held in memory beside the rows needs more. */
export async function heapFor(file: string, joins: readonly JoinedFile[] = []): Promise<number> {
  if (joins.length > 0) return joinHeapMegabytes;
  // A file that is not there is told by its reader.
  const head = await peekRaw(file, 4).catch(() => Buffer.alloc(0));
  return isZip(head) ? sheetHeapMegabytes : defaultLimits.heapMegabytes;
}
