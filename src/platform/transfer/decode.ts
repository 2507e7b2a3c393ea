import { isAscii, isUtf8 } from 'node:buffer';
import type { FileEncoding } from './types.ts';

/** Turns the chunks of a file into text. A byte order mark at the start is left out. */
interface Decoder {
  /** The text of the next chunk; when bytes in it are not of the encoding, only what stands before them, and `broken` is set. */
  decode(chunk: Buffer): string;
  /** The rest, when the file is over. */
  end(): string;
  broken(): boolean;
}

/** Bytes up to the last whole character: a chunk may end in the middle of one. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < length ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** Length of the longest start of `bytes` that is valid UTF-8. */
function validLength(bytes: Buffer): number {
  const isValid = (length: number): boolean => isUtf8(bytes.subarray(0, wholeCharacters(bytes.subarray(0, length))));
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isValid(middle)) low = middle;
    else high = middle - 1;
  }
  return wholeCharacters(bytes.subarray(0, low));
}

/** Whether a stream of bytes is strict UTF-8; knows characters that are cut by the end of a chunk. */
interface Utf8Check {
  /** Takes the next chunk and returns the whole characters that are ready, or null when they are not UTF-8. */
  next(chunk: Buffer): Buffer | null;
  /** What is left over: an unfinished character, or nothing. */
  rest(): Buffer;
}

export function createUtf8Check(): Utf8Check {
  let tail: Buffer = Buffer.alloc(0);
  return {
    next(chunk) {
      const bytes = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk;
      const length = wholeCharacters(bytes);
      const whole = bytes.subarray(0, length);
      if (!isUtf8(whole)) {
        tail = bytes;
        return null;
      }
      tail = bytes.subarray(length);
      return whole;
    },
    rest: () => tail,
  };
}

function utf8Decoder(): Decoder {
  const check = createUtf8Check();
  let broken = false;
  let started = false;
  const text = (bytes: Buffer): string => {
    const decoded = isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8');
    if (started || decoded === '') return decoded;
    started = true;
    return decoded.charCodeAt(0) === 0xfeff ? decoded.slice(1) : decoded;
  };
  return {
    decode(chunk) {
      const whole = check.next(chunk);
      if (whole) return text(whole);
      broken = true;
      const rest = check.rest();
      return text(rest.subarray(0, validLength(rest)));
    },
    end() {
      if (check.rest().length > 0) broken = true;
      return '';
    },
    broken: () => broken,
  };
}

function tableDecoder(encoding: FileEncoding): Decoder {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let broken = false;
  const attempt = (step: () => string): string => {
    try {
      return step();
    } catch {
      broken = true;
      return '';
    }
  };
  const isByteEncoding = !encoding.startsWith('utf-16');
  return {
    decode: (chunk) =>
      isByteEncoding && isAscii(chunk)
        ? chunk.toString('latin1')
        : attempt(() => decoder.decode(chunk, { stream: true })),
    end: () => attempt(() => decoder.decode()),
    broken: () => broken,
  };
}

/** A decoder for one file in the given encoding; a wrong byte is reported, never replaced. */
export const createDecoder = (encoding: FileEncoding): Decoder =>
  encoding === 'utf-8' ? utf8Decoder() : tableDecoder(encoding);
