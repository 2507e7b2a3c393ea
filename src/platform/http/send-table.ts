import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { FastifyReply } from 'fastify';
import type { Language } from '#platform/i18n/language.ts';
import { csvOf } from '#platform/transfer/csv-export.ts';
import type { ExportFormat, Table } from '#platform/transfer/table.ts';
import { xlsxOf } from '#platform/transfer/xlsx-export.ts';

const contentTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

interface Sending {
  readonly format: ExportFormat;
  readonly language: Language;
  /** Of the file, without its ending. */
  readonly fileName: string;
  readonly sheetName: string;
  /** What it is of, by which filter, as of when: above the header in CSV, on the first sheet in XLSX. */
  readonly about?: { readonly name: string; readonly rows: readonly (readonly string[])[] };
}

/**
 * Sends a table as a file while it is read, and waits until the last of it is out, or nobody takes it any more.
 */
export async function sendTable(reply: FastifyReply, table: Table, sending: Sending): Promise<void> {
  const { format, language, fileName, sheetName, about } = sending;
  const stream =
    format === 'csv'
      ? Readable.from(csvOf(table, language, about?.rows), { objectMode: false })
      : xlsxOf(table, { sheetName, ...(about ? { about } : {}) });
  void reply
    .header('content-disposition', `attachment; filename="${fileName}.${format}"`)
    .type(contentTypes[format])
    .send(stream);
  // A receiver that goes away is no fault of ours: what is left is not read any more.
  await finished(reply.raw).catch(() => undefined);
  stream.destroy();
}
