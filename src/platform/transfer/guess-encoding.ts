import { isAscii } from 'node:buffer';
import { createUtf8Check } from './decode.ts';

type ByteEncoding = 'windows-1250' | 'windows-1252' | 'iso-8859-2';

/**
 * Letters beyond ASCII of the languages that are written in an encoding. Text is taken for the encoding in which its letters
 * make one language. The two unions count a little less: they catch lists of names from many countries.
 */
const alphabets: readonly { encodings: readonly ByteEncoding[]; letters: string; weight: number }[] = [
  { encodings: ['windows-1250', 'iso-8859-2'], letters: 'áéíóöőúüű', weight: 1 },
  { encodings: ['windows-1250', 'iso-8859-2'], letters: 'áčďéěíňóřšťúůýžäľĺôŕ', weight: 1 },
  { encodings: ['windows-1250', 'iso-8859-2'], letters: 'ąćęłńóśźż', weight: 1 },
  { encodings: ['windows-1250', 'iso-8859-2'], letters: 'ăâîşţ', weight: 1 },
  { encodings: ['windows-1250', 'iso-8859-2'], letters: 'čćđšž', weight: 1 },
  { encodings: ['windows-1252'], letters: 'äöüß', weight: 1 },
  { encodings: ['windows-1252'], letters: 'àâæçéèêëîïôœùûüÿ', weight: 1 },
  { encodings: ['windows-1252'], letters: 'áéíñóúü', weight: 1 },
  { encodings: ['windows-1252'], letters: 'ãáâàçéêíõóôú', weight: 1 },
  { encodings: ['windows-1252'], letters: 'àèéìòù', weight: 1 },
  { encodings: ['windows-1252'], letters: 'åäöæøé', weight: 1 },
  { encodings: ['windows-1252'], letters: 'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿßšžœ', weight: 0.9 },
  {
    encodings: ['windows-1250', 'iso-8859-2'],
    letters: 'áéíóöőúüűčďěňřšťůýžäľĺôŕąćęłńśźżăâîşţđß',
    weight: 0.8,
  },
];

const isAsciiLetter = (character: string | undefined): boolean => character !== undefined && /[a-z]/i.test(character);
const isLower = (character: string | undefined): boolean =>
  character !== undefined && character !== character.toUpperCase();

function score(text: string, letters: string, weight: number): number {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80) continue;
    const character = text.charAt(index);
    if (code < 0xa0) {
      sum -= 5;
    } else if (/\p{L}/u.test(character)) {
      sum += letters.includes(character.toLowerCase()) ? weight : -1;
      // A capital in the middle of a word is nearly always a letter read in the wrong encoding.
      if (character !== character.toLowerCase() && isLower(text[index - 1])) sum -= 1;
    } else if (isAsciiLetter(text[index - 1]) && isAsciiLetter(text[index + 1]) && character !== '’') {
      sum -= 2;
    }
  }
  return sum;
}

/**
 * The most likely encoding of text that is not UTF-8. Hungarian text reads the same in Windows-1250 and ISO-8859-2; then it is
 * called Windows-1250, which also has the quotes and the euro sign.
 */
export function guessByteEncoding(sample: Buffer): ByteEncoding {
  const texts = new Map<ByteEncoding, string>();
  for (const encoding of ['windows-1250', 'windows-1252', 'iso-8859-2'] as const) {
    texts.set(encoding, new TextDecoder(encoding).decode(sample));
  }
  let best: ByteEncoding = 'windows-1250';
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const { encodings, letters, weight } of alphabets) {
    for (const encoding of encodings) {
      const value = score(texts.get(encoding) ?? '', letters, weight);
      if (value > bestScore) {
        best = encoding;
        bestScore = value;
      }
    }
  }
  return best;
}

const utf8Sequence =
  /[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}/g;

/**
 * Whether bytes that are not strict UTF-8 are meant to be: most of those beyond ASCII stand in whole UTF-8 characters. A file
 * with one broken character must not be read as if `Ã¡` stood wherever there is an `á`.
 */
export function isMeantAsUtf8(sample: Buffer): boolean {
  const text = sample.toString('latin1');
  const beyondAscii = text.match(/[\u0080-\u00ff]/g)?.length ?? 0;
  const inSequences = text.match(utf8Sequence)?.reduce((sum, found) => sum + found.length, 0) ?? 0;
  return inSequences > beyondAscii / 2;
}

/** What the bytes of a file tell about its encoding. */
interface ByteSurvey {
  readonly isUtf8: boolean;
  /** Pieces around bytes beyond ASCII. */
  readonly sample: Buffer;
}

const sampleBytes = 64 * 1024;
const around = 24;

/** Copies the surroundings of bytes beyond ASCII, so that letters are judged with their neighbours. */
function collect(chunk: Buffer, into: Buffer[], room: number): number {
  let left = room;
  for (let index = 0; index < chunk.length && left > 0; index += 1) {
    if ((chunk[index] ?? 0) < 0x80) continue;
    const piece = chunk.subarray(Math.max(0, index - around), Math.min(chunk.length, index + around));
    into.push(Buffer.from(piece), Buffer.from('\n'));
    left -= piece.length + 1;
    index += around - 1;
  }
  return left;
}

/**
 * Runs through the bytes of a file and says whether they are strict UTF-8. Ends early when they are not and there is enough to
 * judge by, or when `deadline` (performance.now) is reached: then what was seen decides, and the reader finds out about the rest.
 */
export async function surveyBytes(chunks: AsyncIterable<Buffer>, deadline: number): Promise<ByteSurvey> {
  const check = createUtf8Check();
  const pieces: Buffer[] = [];
  let room = sampleBytes;
  let isUtf8 = true;
  let timeOut = false;
  for await (const chunk of chunks) {
    if (room > 0 && !isAscii(chunk)) room = collect(chunk, pieces, room);
    if (isUtf8 && check.next(chunk) === null) isUtf8 = false;
    timeOut = performance.now() > deadline;
    if (timeOut || (!isUtf8 && room <= 0)) break;
  }
  return { isUtf8: isUtf8 && (timeOut || check.rest().length === 0), sample: Buffer.concat(pieces) };
}
