import { z } from 'zod';
import { BackupProblem } from './problem.ts';

/* Inside the seal, and packed, a backup is a row of frames: one letter, the length, the bytes. */

/** A table of contents, written before the data that it announces. */
export const Contents = z.object({
  kulcs: z.string(),
  createdAt: z.string(),
  server: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), sums: z.array(z.string()) })),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), isCalled: z.boolean() })),
});
export type Contents = z.infer<typeof Contents>;

/** What was counted of a table: rows, the hash of their text, and sums of its whole and decimal numbers by column. */
export const TableCount = z.object({ rows: z.number(), sha256: z.string(), sums: z.record(z.string(), z.string()) });
export type TableCount = z.infer<typeof TableCount>;

/** What was counted while the data were written; it stands at the end. */
export const Totals = z.object({
  tables: z.record(z.string(), TableCount),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
  audit: z.object({ entries: z.number(), root: z.string() }),
});
export type Totals = z.infer<typeof Totals>;

/** C contents, T a table follows, F a file follows, D its data, E its end, Z totals. */
export type FrameKind = 'C' | 'T' | 'F' | 'D' | 'E' | 'Z';

export interface Frame {
  readonly kind: FrameKind;
  readonly bytes: Buffer;
}

/** A frame as bytes. */
export function frame(kind: FrameKind, content: Buffer | object): Buffer {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
  const head = Buffer.alloc(5);
  head.write(kind, 0, 'latin1');
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

const kinds = new Set('CTFDEZ');

/** Takes a stream of bytes apart into frames. @throws BackupProblem `incomplete` */
export async function* framesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let waiting: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    let at = 0;
    while (waiting.length - at >= 5) {
      const kind = String.fromCharCode(waiting[at] ?? 0);
      const length = waiting.readUInt32BE(at + 1);
      if (!kinds.has(kind)) throw new BackupProblem('incomplete', { what: `an unknown part (${kind})` });
      if (waiting.length - at - 5 < length) break;
      yield { kind: kind as FrameKind, bytes: waiting.subarray(at + 5, at + 5 + length) }; // was just looked up
      at += 5 + length;
    }
    waiting = waiting.subarray(at);
  }
  if (waiting.length > 0) throw new BackupProblem('incomplete', { what: 'its last part is cut' });
}

/** Reads the JSON of a frame. @throws BackupProblem `incomplete` */
export function jsonOf<Shape extends z.ZodType>(shape: Shape, { bytes, kind }: Frame): z.output<Shape> {
  const parsed = shape.safeParse(JSON.parse(bytes.toString('utf8')));
  if (!parsed.success) throw new BackupProblem('incomplete', { what: `part ${kind} has another form` });
  return parsed.data;
}
