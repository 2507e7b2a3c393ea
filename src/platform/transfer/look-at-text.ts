import { createDecoder } from './decode.ts';
import { FileFault } from './file-fault.ts';
import { byteOrderMark, foreignKind, utf16WithoutMark } from './file-kind.ts';
import { delimiterScore, guessDelimiter } from './guess-delimiter.ts';
import { guessByteEncoding, isMeantAsUtf8, surveyBytes } from './guess-encoding.ts';
import { openFile, peek } from './open-file.ts';
import type { Delimiter, FileEncoding, FileProfile, ReadLimits } from './types.ts';

const headBytes = 256 * 1024;
/** Bytes that tell what kind of file it is. */
const kindBytes = 4 * 1024;
/** Telling UTF-8 from the rest may take this long; what lies further back is found out by the reader. */
const surveyMilliseconds = 5_000;

/** How a file is to be decoded and taken apart. */
interface TextLook {
  readonly encoding: FileEncoding;
  readonly encodingOrigin: FileProfile['origin']['encoding'];
  readonly delimiter: Delimiter;
  readonly delimiterOrigin: FileProfile['origin']['delimiter'];
}

interface TextChoice {
  readonly encoding?: FileEncoding | undefined;
  readonly delimiter?: Delimiter | undefined;
}

async function findEncoding(
  path: string,
  head: Buffer,
  given: FileEncoding | undefined,
  remembered: FileEncoding | undefined,
  limits: Required<ReadLimits>,
): Promise<Pick<TextLook, 'encoding' | 'encodingOrigin'>> {
  if (given) return { encoding: given, encodingOrigin: 'given' };
  const mark = byteOrderMark(head);
  if (mark?.encoding === 'utf-32') throw new FileFault('file-encoding', { encoding: 'utf-32', line: 1 });
  if (mark) return { encoding: mark.encoding, encodingOrigin: 'byte-order-mark' };
  const wide = utf16WithoutMark(head.subarray(0, kindBytes));
  if (wide) return { encoding: wide, encodingOrigin: remembered === wide ? 'remembered' : 'guessed' };
  const { chunks } = await openFile(path, limits.unpackedBytes);
  const survey = await surveyBytes(chunks, performance.now() + surveyMilliseconds);
  if (survey.isUtf8) return { encoding: 'utf-8', encodingOrigin: 'valid-utf-8' };
  // The reader then names the line of the broken character, instead of loading wrong letters.
  if (isMeantAsUtf8(survey.sample)) return { encoding: 'utf-8', encodingOrigin: 'guessed' };
  // The bytes are no UTF-8, so a memory of UTF-8 or UTF-16 does not fit this file.
  if (remembered && !remembered.startsWith('utf-')) return { encoding: remembered, encodingOrigin: 'remembered' };
  return { encoding: guessByteEncoding(survey.sample), encodingOrigin: 'guessed' };
}

/**
 * Looks at the bytes of a file: whether it is text at all, its encoding (chosen by a person, else byte order mark, else strict
 * UTF-8, else remembered, else guessed) and its delimiter (chosen, else remembered when it fits, else guessed).
 *
 * @throws FileFault file-empty, file-type, file-encoding, file-broken, file-too-large
 */
export async function lookAtText(
  path: string,
  given: TextChoice,
  remembered: TextChoice,
  limits: Required<ReadLimits>,
): Promise<TextLook> {
  const head = await peek(path, headBytes);
  if (head.length === 0) throw new FileFault('file-empty');
  const kind = foreignKind(head.subarray(0, kindBytes));
  if (kind) throw new FileFault('file-type', { kind });
  const { encoding, encodingOrigin } = await findEncoding(path, head, given.encoding, remembered.encoding, limits);
  if (given.delimiter) return { encoding, encodingOrigin, delimiter: given.delimiter, delimiterOrigin: 'given' };
  const text = createDecoder(encoding).decode(head);
  const isWhole = head.length < headBytes;
  const guessed = guessDelimiter(text, isWhole);
  const kept = remembered.delimiter;
  // A remembered delimiter that leaves one column, where another gives many, is of another kind of file.
  const fits =
    kept !== undefined &&
    (guessed === kept || delimiterScore(text, isWhole, kept) > 0 || delimiterScore(text, isWhole, guessed) === 0);
  return fits
    ? { encoding, encodingOrigin, delimiter: kept, delimiterOrigin: 'remembered' }
    : { encoding, encodingOrigin, delimiter: guessed, delimiterOrigin: 'guessed' };
}
