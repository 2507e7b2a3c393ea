import { createCopyRows } from './copy-rows.ts';
import { FileFault } from './file-fault.ts';
import { loadJoins } from './joined-files.ts';
import type { ReaderJob } from './protocol.ts';
import { createValueWriter, openRowSource } from './row-source.ts';
import type { RowSource } from './rows.ts';
import { readHeader } from './text-rows.ts';
import type { ReadProgress, ReadSummary } from './types.ts';

const flushCharacters = 128 * 1024;

/**
 * Reads a file and writes its rows in COPY text format, piece by piece. Runs in a child process only.
 *
 * @param write is waited for, so that rows do not pile up
 * @param onProgress called after each chunk of the file
 * @throws FileFault; what was written before is then worth nothing
 */
export async function readFile(
  job: Extract<ReaderJob, { kind: 'read' }>,
  write: (text: string) => Promise<void> | void,
  onProgress: (progress: ReadProgress) => void,
): Promise<Omit<ReadSummary, 'peakMegabytes'>> {
  const source = await openRowSource(job.file, job.mapping, job.limits);
  try {
    return await readSource(source, job, write, onProgress);
  } finally {
    source.close();
  }
}

async function readSource(
  source: RowSource,
  job: Extract<ReaderJob, { kind: 'read' }>,
  write: (text: string) => Promise<void> | void,
  onProgress: (progress: ReadProgress) => void,
): Promise<Omit<ReadSummary, 'peakMegabytes'>> {
  const { mapping, limits } = job;
  // The header comes first on its own: joined files must be in memory before the rows are read.
  const headerCells: string[][] = [];
  await source.rows((cells) => {
    headerCells.push(cells);
    return false;
  });
  const [firstRow] = headerCells;
  if (!firstRow) throw new FileFault('file-empty');
  const { headers, width } = readHeader(firstRow, limits.columns, Object.values(mapping.columns));
  const joins = await loadJoins(job.joins, headers, limits);
  const copy = createCopyRows(job.fields, mapping, joins.headers, width, job.hashFields, joins.extend);

  let isHeader = true;
  let rows = 0;
  let text = '';
  const writeValues = createValueWriter(job.fields, mapping, headers);
  const bytes = await source.rows(
    (cells, line, kinds) => {
      if (isHeader) {
        isHeader = false;
        return;
      }
      rows += 1;
      if (kinds) writeValues(cells, kinds);
      text += copy.line(cells, line);
    },
    async (share) => {
      onProgress({ rows, share });
      if (text.length < flushCharacters) return;
      const ready = text;
      text = '';
      await write(ready);
    },
  );
  if (rows === 0) throw new FileFault('file-no-rows');
  await write(text);
  return { rows, faultRows: copy.faultRows(), bytes };
}
