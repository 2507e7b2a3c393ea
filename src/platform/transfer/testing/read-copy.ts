import type { Readable } from 'node:stream';
import type { FieldDescription, Reading } from '../types.ts';

/** A row as the reader wrote it, taken apart again. */
export interface CopiedRow {
  readonly line: number;
  readonly values: Readonly<Record<string, string | null>>;
  readonly fault: { readonly code: string; readonly column: string | null; readonly value: string | null } | null;
  readonly hash: readonly [bigint, bigint] | null;
}

const unescaped: Readonly<Record<string, string>> = { '\\\\': '\\', '\\t': '\t', '\\n': '\n', '\\r': '\r' };

const cellOf = (text: string): string | null =>
  text === '\\N' ? null : text.replace(/\\[\\tnr]/g, (escape) => unescaped[escape] ?? escape);

/** Reads PostgreSQL's COPY text format back. */
export function parseCopy(text: string, fields: readonly FieldDescription[]): CopiedRow[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((row) => {
      const [line, ...cells] = row.split('\t').map(cellOf);
      const values = Object.fromEntries(fields.map(({ name }, index) => [name, cells[index] ?? null]));
      const [code, column, value, hash1, hash2] = cells.slice(fields.length);
      return {
        line: Number(line),
        values,
        fault: code ? { code, column: column ?? null, value: value ?? null } : null,
        hash: hash1 && hash2 ? ([BigInt(hash1), BigInt(hash2)] as const) : null,
      };
    });
}

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  // A stream of bytes in Node yields buffers.
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** All rows of a reading. @throws what `done` rejects with */
export async function collectRows(reading: Reading, fields: readonly FieldDescription[]): Promise<CopiedRow[]> {
  const [text] = await Promise.all([textOf(reading.output), reading.done]);
  return parseCopy(text, fields);
}
