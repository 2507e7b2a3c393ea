/** As much of a file is read to see how long its lines are. */
const headBytes = 65_536;

/** What packing usually saves on such files, roughly; only for telling which of several files has more rows. */
const packedToPlain = 8;
const usualLine = 100;

/** About how many rows a file has, from its beginning and its size. */
export function rowsIn(head: string, size: number): number {
  const lines = head.split('\n').length;
  return size <= headBytes ? lines : Math.round((size / headBytes) * lines);
}

async function estimateRows(file: File): Promise<number> {
  // A workbook cannot complete another file, so it is the one with the lines.
  if (/\.xls[xm]$/i.test(file.name)) return Number.MAX_SAFE_INTEGER;
  if (/\.gz$/i.test(file.name)) return Math.round((file.size * packedToPlain) / usualLine);
  return rowsIn(await file.slice(0, headBytes).text(), file.size);
}

/** The file that has the sales lines: of several that belong together, the one with the most rows, not the most bytes. */
export async function likelyMainOf(files: readonly File[]): Promise<File | undefined> {
  const estimates = await Promise.all(files.map(estimateRows));
  const most = Math.max(...estimates);
  return files[estimates.indexOf(most)];
}
