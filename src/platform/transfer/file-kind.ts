import type { FileEncoding } from './types.ts';

const startsWith = (bytes: Buffer, ...signature: number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/** First bytes of files that are no text, and the name such files go by in every language. */
const signatures: readonly (readonly [string, readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['XLS', [0xd0, 0xcf, 0x11, 0xe0]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['TIFF', [0x49, 0x49, 0x2a, 0x00]],
  ['TIFF', [0x4d, 0x4d, 0x00, 0x2a]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
  ['7Z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['BZ2', [0x42, 0x5a, 0x68]],
  ['XZ', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['ZSTD', [0x28, 0xb5, 0x2f, 0xfd]],
  ['GZIP', [0x1f, 0x8b]],
  ['SQLite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
  ['Parquet', [0x50, 0x41, 0x52, 0x31]],
  ['ELF', [0x7f, 0x45, 0x4c, 0x46]],
  ['EXE', [0x4d, 0x5a, 0x90, 0x00]],
];

/** Whether the bytes are packed with gzip. */
export const isGzip = (bytes: Buffer): boolean => startsWith(bytes, 0x1f, 0x8b);

/** The encoding that a byte order mark at the start states, and the length of the mark. */
export function byteOrderMark(bytes: Buffer): { encoding: FileEncoding | 'utf-32'; length: number } | null {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return { encoding: 'utf-8', length: 3 };
  if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff))
    return { encoding: 'utf-32', length: 4 };
  if (startsWith(bytes, 0xff, 0xfe)) return { encoding: 'utf-16le', length: 2 };
  if (startsWith(bytes, 0xfe, 0xff)) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/** UTF-16 without a mark: delimiters, digits and line ends leave a zero in nearly every second byte. */
export function utf16WithoutMark(bytes: Buffer): FileEncoding | null {
  const pairs = bytes.length >> 1;
  if (pairs < 4) return null;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let index = 0; index < pairs * 2; index += 2) {
    if (bytes[index] === 0) evenZeros += 1;
    if (bytes[index + 1] === 0) oddZeros += 1;
  }
  if (oddZeros > pairs * 0.4 && evenZeros < pairs * 0.02) return 'utf-16le';
  if (evenZeros > pairs * 0.4 && oddZeros < pairs * 0.02) return 'utf-16be';
  return null;
}

function zipKind(bytes: Buffer): string {
  const names = bytes.toString('latin1');
  if (names.includes('opendocument.spreadsheet')) return 'ODS';
  if (names.includes('word/')) return 'DOCX';
  // The table of contents of an Office file may come first, and names no program; nearly all that reach here are workbooks.
  return names.includes('xl/') || names.includes('[Content_Types].xml') ? 'XLSX' : 'ZIP';
}

function markupKind(bytes: Buffer): string | null {
  const start = bytes
    .toString('latin1', 0, 512)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
    .toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'HTML';
  if (start.startsWith('<?xml')) return 'XML';
  if (start.startsWith('{\\rtf')) return 'RTF';
  return /^(?:\{\s*"[^"]*"\s*:|\[\s*[{[])/.test(start) ? 'JSON' : null;
}

function isBinary(bytes: Buffer): boolean {
  let odd = 0;
  for (const byte of bytes) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 26)) odd += 1;
  return odd > bytes.length * 0.1;
}

/**
 * What a file is, if it is not delimited text. The content decides, never the name.
 *
 * @param bytes the first bytes, unpacked
 * @returns a short name that needs no translation, or null for text
 */
export function foreignKind(bytes: Buffer): string | null {
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0x50, 0x4b, 5, 6)) return zipKind(bytes);
  for (const [kind, signature] of signatures) if (startsWith(bytes, ...signature)) return kind;
  if (/^utf-(?:16|32)/.test(byteOrderMark(bytes)?.encoding ?? '') || utf16WithoutMark(bytes)) return null;
  return markupKind(bytes) ?? (isBinary(bytes) ? 'BIN' : null);
}
