import { describe, expect, test } from 'vitest';
import { createDecoder } from './decode.ts';
import { guessDelimiter } from './guess-delimiter.ts';
import { guessByteEncoding, surveyBytes } from './guess-encoding.ts';
import { createDateFormatGuess, createDecimalGuess, guessShares } from './guess-values.ts';
import { encodeText } from './testing/encode-text.ts';
import type { FileEncoding } from './types.ts';

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield Promise.resolve(bytes.subarray(at, at + size));
}

const bigDeadline = Number.MAX_SAFE_INTEGER;

describe('encoding', () => {
  test.each<[string, string, FileEncoding]>([
    ['Hungarian', 'Őrségi Gyógyszertár, Hőszigetelő tűzőgép, Ürömi út, Pápa', 'windows-1250'],
    ['Hungarian with quotes and euro', 'A „Kék” doboz – 5 €; Sűrű szövésű kesztyű', 'windows-1250'],
    ['Czech', 'Žluťoučký kůň úpěl ďábelské ódy, Plzeň, Třinec', 'windows-1250'],
    ['Czech in ISO-8859-2', 'Žluťoučký kůň úpěl ďábelské ódy, Plzeň, Šumperk', 'iso-8859-2'],
    ['Polish in ISO-8859-2', 'Zażółć gęślą jaźń, Świdnica, Łódź', 'iso-8859-2'],
    ['French', 'Île-de-France, Évreux, crème brûlée, Nîmes, où, garçon', 'windows-1252'],
    ['Portuguese', 'São Paulo, Embraer - Aeronáutica, ações, Gonçalves, não', 'windows-1252'],
    ['German and Danish', 'Straße, Köln, Århus, Sønderborg, Mühle', 'windows-1252'],
  ])('%s', (_name, text, encoding) => {
    expect(guessByteEncoding(encodeText(text, encoding))).toBe(encoding);
  });

  test('strict UTF-8 is found wherever the chunks are cut', async () => {
    const bytes = Buffer.from('ő ű € 😀 '.repeat(50));
    for (let size = 1; size < 12; size += 1) {
      expect((await surveyBytes(chunksOf(bytes, size), bigDeadline)).isUtf8).toBe(true);
      expect((await surveyBytes(chunksOf(bytes.subarray(0, -3), size), bigDeadline)).isUtf8).toBe(false);
    }
  });

  test('one wrong byte at the very end is enough', async () => {
    const bytes = Buffer.concat([Buffer.from('ő'.repeat(5_000)), Buffer.from([0xf5])]);
    const survey = await surveyBytes(chunksOf(bytes, 1_000), bigDeadline);
    expect(survey.isUtf8).toBe(false);
  });

  test.each<FileEncoding>(['utf-8', 'utf-16le', 'utf-16be', 'windows-1250', 'iso-8859-2'])('decodes %s', (encoding) => {
    const text = 'név;ár\r\nŐrségi tűzőgép;1 234,50\r\n';
    for (const withMark of encoding.startsWith('utf') ? [true, false] : [false]) {
      const bytes = encodeText((withMark ? '\ufeff' : '') + text, encoding);
      for (const size of [1, 2, 3, 7, 1_000]) {
        const decoder = createDecoder(encoding);
        let decoded = '';
        for (let at = 0; at < bytes.length; at += size) decoded += decoder.decode(bytes.subarray(at, at + size));
        expect(decoded + decoder.end()).toBe(text);
        expect(decoder.broken()).toBe(false);
      }
    }
  });

  test('a wrong byte is reported and never replaced', () => {
    const decoder = createDecoder('utf-8');
    expect(decoder.decode(Buffer.concat([Buffer.from('jó\nő'), Buffer.from([0xe1, 0x62])]))).toBe('jó\nő');
    expect(decoder.broken()).toBe(true);
  });

  test('an unfinished character at the end is a wrong byte', () => {
    for (const encoding of ['utf-8', 'utf-16le'] as const) {
      const decoder = createDecoder(encoding);
      decoder.decode(encodeText('aő', encoding).subarray(0, -1));
      decoder.end();
      expect(decoder.broken()).toBe(true);
    }
  });
});

describe('delimiter', () => {
  test.each([
    [',', 'a,b,c\n1,2,3\n4,5,6\n'],
    [';', 'a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n'],
    ['\t', 'a\tb\n1,5\tx;y\n2,5\tz;w\n'],
    ['|', 'a|b|c\n1|2;3|x,y\n'],
    [';', 'a;b\n"x,1,2,3";2\n"y,1,2,3";4\n'],
    [',', 'only\nx\ny\n'],
    [';', 'sep=;\na;b\n1,5;2,5\n'],
    [',', 'name,note\nx,"a;b;c;d"\ny,"e;f;g;h"\n'],
  ])('%j', (delimiter, text) => {
    expect(guessDelimiter(text, true)).toBe(delimiter);
  });
});

describe('dates', () => {
  const answer = (values: readonly string[]): { format: string | null; open: boolean } => {
    const guess = createDateFormatGuess();
    values.forEach((value) => guess.add(value));
    return guess.answer();
  };

  test.each([
    [['2010-12-01 08:26:00', '2011-01-05 09:00:00'], 'YYYY-MM-DD'],
    [['12/1/2010 8:26', '12/13/2010 9:00'], 'M/D/YYYY'],
    [['01/12/2010', '13/12/2010'], 'DD/MM/YYYY'],
    [['1/12/2010', '13/12/2010'], 'D/M/YYYY'],
    [['12/01/2010', '12/13/2010'], 'MM/DD/YYYY'],
    [['2024.01.05.', '2024.12.31.'], 'YYYY.MM.DD.'],
    [['2024. 01. 05.', '2024. 12. 31.'], 'YYYY. MM. DD.'],
    [['20240105', '20241231'], 'YYYYMMDD'],
    [['05.01.2024', '31.12.2024'], 'DD.MM.YYYY'],
    [['5-Sep-21', '12-Jan-22'], 'D-MMM-YY'],
    [['2/24/03 0:00', '5/7/03 0:00'], 'M/D/YY'],
    // One row with a slip does not turn the others round.
    [['13/05/2024', '14/06/2024', '05/16/2024'], 'DD/MM/YYYY'],
  ])('%j', (values, format) => {
    expect(answer(values)).toEqual({ format, open: false });
  });

  test('what may be read in two orders is left open', () => {
    expect(answer(['03/04/2024', '05/06/2024']).open).toBe(true);
    expect(answer(['20.11.12', '20.10.11']).open).toBe(true);
  });

  test('no date at all is left open too', () => {
    expect(answer(['yesterday', 'today'])).toEqual({ format: null, open: true });
    expect(answer([])).toEqual({ format: null, open: false });
  });
});

describe('decimal mark', () => {
  test.each<[string[], string | null, boolean]>([
    [['1', '2.5'], '.', false],
    [['1', '2,5'], ',', false],
    [['1,234', '2,5'], ',', false],
    [['1,234', '2.5'], '.', false],
    [['1,234', '12,345'], null, true],
    [['1', '2'], null, false],
    [['2.5', '3.5', '4,5'], '.', false],
    [['2.5', '4,5'], null, true],
  ])('%j', (values, mark, open) => {
    const guess = createDecimalGuess();
    values.forEach((value) => guess.add(value));
    expect(guess.answer()).toEqual({ mark, open });
  });
});

describe('how shares are written', () => {
  test.each([
    [['0.15', '0.2', '0'], 'fraction'],
    [['15', '20', '0', '2.5'], 'percent'],
    // A whole 1 alone is all of it, as it always was; a value between 0 and 1, below 0 or above 100 is no percent.
    [['1', '0'], 'fraction'],
    [['15', '0.5'], 'fraction'],
    [['15', '-5'], 'fraction'],
    [['15', '120'], 'fraction'],
    [['15%', '20%'], 'fraction'],
    [['15%', '20'], 'percent'],
    [[], 'fraction'],
  ] as const)('%j: %s', (values, style) => {
    expect(guessShares(values, '.')).toBe(style);
  });
});
