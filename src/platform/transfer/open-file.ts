import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { FileFault } from './file-fault.ts';
import { isGzip } from './file-kind.ts';

const chunkBytes = 256 * 1024;

/** The unpacked bytes of a file, and how far the reading is. */
interface OpenFile {
  readonly chunks: AsyncGenerator<Buffer, void, undefined>;
  /** Share of the file on disk that is read, 0 to 1. */
  share(): number;
  /** Unpacked bytes so far. */
  bytes(): number;
}

const isZlibFault = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');

/**
 * Opens a plain or gzip-packed file for reading once.
 *
 * @throws FileFault (from `chunks`) file-too-large beyond `maxBytes` unpacked, file-broken when the packing is damaged or cut off
 */
export async function openFile(path: string, maxBytes: number): Promise<OpenFile> {
  const isPacked = isGzip(await peekRaw(path, 16));
  const { size } = await stat(path);
  const tooLarge = (): FileFault => new FileFault('file-too-large', { limit: Math.floor(maxBytes / (1024 * 1024)) });
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  let bytes = 0;

  async function* read(): AsyncGenerator<Buffer, void, undefined> {
    if (!isPacked && size > maxBytes) throw tooLarge();
    const gunzip = isPacked ? createGunzip({ chunkSize: chunkBytes }) : null;
    if (gunzip) {
      file.on('error', (error) => gunzip.destroy(error));
      file.pipe(gunzip);
    }
    const source: AsyncIterable<Buffer> = gunzip ?? file;
    try {
      for await (const chunk of source) {
        bytes += chunk.length;
        if (bytes > maxBytes) throw tooLarge();
        yield chunk;
      }
    } catch (error) {
      if (isZlibFault(error)) throw new FileFault('file-broken');
      throw error;
    } finally {
      file.destroy();
      gunzip?.destroy();
    }
  }

  return { chunks: read(), share: () => (size === 0 ? 1 : Math.min(1, file.bytesRead / size)), bytes: () => bytes };
}

/** Whether the bytes begin a zip file, as workbooks are. */
export const isZip = (head: Buffer): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));

/** The first bytes of a file as they lie on the disk, at most `count`. */
export async function peekRaw(path: string, count: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(count);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The first unpacked bytes of a file, at most `count`. @throws FileFault file-broken */
export async function peek(path: string, count: number): Promise<Buffer> {
  const { chunks } = await openFile(path, Number.MAX_SAFE_INTEGER);
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= count) break;
  }
  return Buffer.concat(parts).subarray(0, count);
}
