import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { FastifyReply } from 'fastify';
import type { Language } from '#platform/i18n/language.ts';
import { csvOf } from '#platform/transfer/csv-export.ts';
import { jsonOf } from '#platform/transfer/json-export.ts';
import type { ExportFormat, Table } from '#platform/transfer/table.ts';
import { xlsxOf } from '#platform/transfer/xlsx-export.ts';

const contentTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
};

interface Sending {
  readonly format: ExportFormat;
  readonly language: Language;
  /** Of the file, without its ending. */
  readonly fileName: string;
  readonly sheetName: string;
  /** What it is of, by which filter, as of when: above the header in CSV, on the first sheet in XLSX; JSON holds rows only. */
  readonly about?: { readonly name: string; readonly rows: readonly (readonly string[])[] };
}

/**
 * Sends a table as a file while it is read, and waits until the last of it is out, or nobody takes it any more.
 */
export async function sendTable(reply: FastifyReply, table: Table, sending: Sending): Promise<void> {
  const { format, language, fileName, sheetName, about } = sending;
  const stream =
    format === 'xlsx'
      ? xlsxOf(table, { sheetName, ...(about ? { about } : {}) })
      : Readable.from(format === 'csv' ? csvOf(table, language, about?.rows) : jsonOf(table), { objectMode: false });
  void reply
    .header('content-disposition', `attachment; filename="${fileName}.${format}"`)
    .type(contentTypes[format])
    .send(stream);
  // A receiver that goes away is no fault of ours: what is left is not read any more.
  await finished(reply.raw).catch(() => undefined);
  stream.destroy();
}
