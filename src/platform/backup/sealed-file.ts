import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { keyOf, type BackupKey } from './key.ts';
import { BackupProblem } from './problem.ts';

/*
 * A sealed file: the mark, the length of the head, the head (JSON, readable without the key), then pieces of at most a
 * megabyte, each encrypted with AES-256-GCM. The number of a piece is its nonce (each file has a key of its own), and the
 * head, the number and whether it is the last are authenticated with it: a piece cannot be changed, moved, left out or
 * taken over from another file, and a file that ends early shows.
 */

const mark = Buffer.from('KULCSBACKUP\n');
/** Raised when the form of the file changes; older forms stay readable. */
const formatVersion = 1;
const pieceBytes = 1024 * 1024;
const tagBytes = 16;
const longestHead = 4096;
const lastFlag = 0x8000_0000;

/** What everybody can read of a backup, without its key. */
const Head = z.object({
  format: z.number().int(),
  kulcs: z.string(),
  createdAt: z.string(),
  cipher: z.literal('aes-256-gcm'),
  salt: z.string(),
  check: z.string(),
});
type Head = z.infer<typeof Head>;

function nonceOf(piece: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(piece), 4);
  return nonce;
}

const lengthWord = (length: number, isLast: boolean): Buffer => {
  const word = Buffer.alloc(4);
  word.writeUInt32BE((length | (isLast ? lastFlag : 0)) >>> 0);
  return word;
};

/** Gathers chunks into pieces of equal size; the last may be shorter, and empty. */
async function* piecesOf(source: AsyncIterable<Buffer>): AsyncGenerator<{ bytes: Buffer; isLast: boolean }> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    waiting.push(chunk);
    size += chunk.length;
    if (size <= pieceBytes) continue;
    const whole = Buffer.concat(waiting);
    let at = 0;
    for (; size - at > pieceBytes; at += pieceBytes)
      yield { bytes: whole.subarray(at, at + pieceBytes), isLast: false };
    waiting = [whole.subarray(at)];
    size -= at;
  }
  yield { bytes: Buffer.concat(waiting), isLast: true };
}

/** Seals what comes with a key of its own, made from `key`. */
export async function* seal(
  source: AsyncIterable<Buffer>,
  key: BackupKey,
  about: { readonly kulcs: string; readonly createdAt: string },
): AsyncGenerator<Buffer> {
  const salt = randomBytes(16);
  const own = keyOf(key, salt);
  const head: Head = {
    format: formatVersion,
    ...about,
    cipher: 'aes-256-gcm',
    salt: salt.toString('hex'),
    check: own.check,
  };
  const headBytes = Buffer.from(JSON.stringify(head));
  yield Buffer.concat([mark, lengthWord(headBytes.length, false), headBytes]);
  let piece = 0;
  for await (const { bytes, isLast } of piecesOf(source)) {
    const word = lengthWord(bytes.length, isLast);
    const cipher = createCipheriv('aes-256-gcm', own.key, nonceOf(piece));
    cipher.setAAD(Buffer.concat([headBytes, word]));
    yield Buffer.concat([word, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    piece += 1;
  }
}

async function exactly(handle: FileHandle, length: number): Promise<Buffer | null> {
  const buffer = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await handle.read(buffer, read, length - read);
    if (bytesRead === 0) return null;
    read += bytesRead;
  }
  return buffer;
}

async function readHead(handle: FileHandle, file: string): Promise<{ head: Head; bytes: Buffer }> {
  const foreign = (): BackupProblem => new BackupProblem('foreign', { file });
  const start = await exactly(handle, mark.length + 4);
  if (!start?.subarray(0, mark.length).equals(mark)) throw foreign();
  const length = start.readUInt32BE(mark.length);
  if (length > longestHead) throw new BackupProblem('damaged', { file });
  const bytes = await exactly(handle, length);
  if (bytes === null) throw new BackupProblem('cut', { file });
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new BackupProblem('damaged', { file });
  }
  // A later form may have a head of another shape, but it says its number.
  const version = z.object({ format: z.number(), kulcs: z.string() }).safeParse(value);
  if (version.success && version.data.format > formatVersion) {
    const { format, kulcs } = version.data;
    throw new BackupProblem('newer', { file, kulcs, what: `form ${String(format)} of the file` });
  }
  const head = Head.safeParse(value);
  if (!head.success) throw new BackupProblem('damaged', { file });
  return { head: head.data, bytes };
}

async function openFile(file: string): Promise<FileHandle> {
  return open(file, 'r').catch((error: unknown) => {
    throw new BackupProblem('file-missing', { file }, error);
  });
}

/**
 * Reads a sealed file piece by piece; each is authenticated before it is given on.
 * @throws BackupProblem `file-missing`, `foreign`, `newer`, `wrong-key`, `cut`, `damaged`
 */
export async function* unseal(file: string, key: BackupKey): AsyncGenerator<Buffer> {
  const handle = await openFile(file);
  try {
    const { head, bytes: headBytes } = await readHead(handle, file);
    const own = keyOf(key, Buffer.from(head.salt, 'hex'));
    if (own.check !== head.check) throw new BackupProblem('wrong-key', { file });
    for (let piece = 0; ; piece += 1) {
      const word = await exactly(handle, 4);
      if (word === null) throw new BackupProblem('cut', { file });
      const isLast = (word.readUInt32BE(0) & lastFlag) !== 0;
      const length = (word.readUInt32BE(0) & ~lastFlag) >>> 0;
      if (length > pieceBytes) throw new BackupProblem('damaged', { file });
      const sealed = await exactly(handle, length + tagBytes);
      if (sealed === null) throw new BackupProblem('cut', { file });
      yield opened(sealed, own.key, piece, Buffer.concat([headBytes, word]), file);
      if (!isLast) continue;
      if ((await exactly(handle, 1)) !== null) throw new BackupProblem('damaged', { file });
      return;
    }
  } finally {
    await handle.close();
  }
}

function opened(sealed: Buffer, key: Buffer, piece: number, authenticated: Buffer, file: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(piece), { authTagLength: tagBytes });
  decipher.setAAD(authenticated);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()]);
  } catch (error) {
    throw new BackupProblem('damaged', { file }, error);
  }
}
