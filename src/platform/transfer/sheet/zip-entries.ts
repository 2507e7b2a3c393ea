import type { Readable } from 'node:stream';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { FileFault } from '../file-fault.ts';
import type { ReadLimits } from '../types.ts';

const megabyte = 1024 * 1024;

/** Small parts of a workbook pack to almost nothing without being bombs; only what is larger than this is suspected. */
const unsuspectedBytes = 5 * megabyte;

/** The parts of a zip file, found by name; nothing is written anywhere, so their names may be what they like. */
export interface ZipEntries {
  has(name: string): boolean;
  /** Unpacked bytes of one part, counted as they come. @throws FileFault file-broken, file-unpacks-too-large */
  read(name: string): AsyncGenerator<Buffer, void, undefined>;
  /** Unpacked bytes of one part as the directory states them. */
  bytes(name: string): number;
  close(): void;
}

const unpacksTooLarge = (limits: Required<ReadLimits>): FileFault =>
  new FileFault('file-unpacks-too-large', { limit: Math.floor(limits.sheetBytes / megabyte) });

function refuseBomb(entries: readonly Entry[], limits: Required<ReadLimits>): void {
  if (entries.some((entry) => entry.isEncrypted())) throw new FileFault('file-encrypted');
  const sum = entries.reduce((total, entry) => total + entry.uncompressedSize, 0);
  const isBomb = entries.some(
    ({ uncompressedSize, compressedSize }) =>
      uncompressedSize > unsuspectedBytes && uncompressedSize > compressedSize * limits.zipRatio,
  );
  if (sum > limits.sheetBytes || isBomb) throw unpacksTooLarge(limits);
}

/**
 * Opens a zip file by its directory, and refuses what is too large by it before a byte is unpacked.
 *
 * @returns null when the file has no directory of a zip file
 * @throws FileFault file-too-large (packed), file-unpacks-too-large (unpacked, packing ratio, number of parts), file-encrypted
 */
export async function openZip(path: string, size: number, limits: Required<ReadLimits>): Promise<ZipEntries | null> {
  if (size > limits.packedBytes) {
    throw new FileFault('file-too-large', { limit: Math.floor(limits.packedBytes / megabyte) });
  }
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true }).catch(() => null);
  if (!zip) return null;
  try {
    // The directory itself is not read further than it may be long.
    if (zip.entryCount > limits.zipEntries) throw unpacksTooLarge(limits);
    const entries = await directoryOf(zip);
    refuseBomb(entries, limits);
    return partsOf(zip, new Map(entries.map((entry) => [entry.fileName.toLowerCase(), entry])), limits);
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function directoryOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch {
    throw new FileFault('file-broken');
  }
  return entries;
}

function partsOf(zip: ZipFile, parts: ReadonlyMap<string, Entry>, limits: Required<ReadLimits>): ZipEntries {
  const find = (name: string): Entry | undefined => parts.get(name.toLowerCase());
  return {
    has: (name) => find(name) !== undefined,
    bytes: (name) => find(name)?.uncompressedSize ?? 0,
    close: () => zip.close(),
    async *read(name) {
      const entry = find(name);
      if (!entry) throw new FileFault('file-broken');
      let stream: Readable | null = null;
      let bytes = 0;
      try {
        stream = await zip.openReadStreamPromise(entry);
        // A stream of bytes yields buffers.
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          bytes += chunk.length;
          if (bytes > limits.sheetBytes) throw unpacksTooLarge(limits);
          yield chunk;
        }
      } catch (error) {
        // Whatever the packing is found to be: cut off, damaged, larger than it said.
        throw isOwnFault(error) ? error : new FileFault('file-broken');
      } finally {
        stream?.destroy();
      }
    },
  };
}

const isOwnFault = (error: unknown): error is FileFault => error instanceof FileFault;
