import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FileFault } from './file-fault.ts';
import { createRowSplitter } from './split-rows.ts';

type NumberedRow = [line: number, ...cells: string[]];

function split(text: string, delimiter = ',', pieces: readonly number[] = [text.length]): NumberedRow[] {
  const rows: NumberedRow[] = [];
  const splitter = createRowSplitter(delimiter, 1_000_000, (cells, line) => {
    rows.push([line, ...cells]);
  });
  let at = 0;
  for (let turn = 0; at < text.length; turn += 1) {
    const length = Math.max(1, pieces[turn % pieces.length] ?? 1);
    splitter.write(text.slice(at, at + length));
    at += length;
  }
  splitter.end();
  return rows;
}

function faultOf(run: () => unknown): { code: string; facts: unknown } | null {
  try {
    run();
  } catch (error) {
    if (error instanceof FileFault) return { code: error.code, facts: error.facts };
    throw error;
  }
  return null;
}

describe('rows of delimited text', () => {
  test.each<[string, string, string, NumberedRow[]]>([
    [
      'plain',
      'a,b\n1,2\n',
      ',',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'no line end at the end',
      'a,b\n1,2',
      ',',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'all kinds of line ends',
      'a\r\nb\nc\rd',
      ',',
      [
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
        [4, 'd'],
      ],
    ],
    [
      'blank lines keep their number',
      'a\n\n\r\nb\n',
      ',',
      [
        [1, 'a'],
        [4, 'b'],
      ],
    ],
    [
      'line breaks inside quotes',
      'a,b\r\n"x\r\ny\nz\rq",2\r\n3,4',
      ',',
      [
        [1, 'a', 'b'],
        [2, 'x\r\ny\nz\rq', '2'],
        [6, '3', '4'],
      ],
    ],
    ['doubled quotes', '"say ""hi""",""\n', ',', [[1, 'say "hi"', '']]],
    ['only doubled quotes', '""""\n', ',', [[1, '"']]],
    ['quote inside a plain cell', '5" pipe,6"\n', ',', [[1, '5" pipe', '6"']]],
    ['blanks around a quoted cell', '"a" , "b;c"\t,d\n', ',', [[1, 'a', 'b;c', 'd']]],
    ['blanks around a plain cell stay', ' a , b \n', ',', [[1, ' a ', ' b ']]],
    ['tab as delimiter', 'a\t\t"b\tc"\n', '\t', [[1, 'a', '', 'b\tc']]],
    ['delimiter in quotes', '"a;b";c\n', ';', [[1, 'a;b', 'c']]],
    ['empty cells at the end', 'a,,\n', ',', [[1, 'a', '', '']]],
    ['empty cell at the very end', 'a,', ',', [[1, 'a', '']]],
  ])('%s', (_name, text, delimiter, rows) => {
    expect(split(text, delimiter)).toEqual(rows);
    expect(split(text, delimiter, [1])).toEqual(rows);
  });

  test.each([
    ['never closed', 'a,b\n1,2\n3,"4\n5,6\n', 3],
    ['never closed, after a break in quotes', 'a\n"x\ny",1\n2,"3', 4],
    ['text behind the closing quote', 'a,b\n1,2\n3,4\n"x"y,5\n', 4],
    ['opened in an earlier line of the row', 'a,b\n"x\ny","z"w\n', 3],
  ])('quote %s: the line where it opened', (_name, text, line) => {
    for (const pieces of [[text.length], [1], [3]]) {
      expect(faultOf(() => split(text, ',', pieces))).toEqual({ code: 'file-quote', facts: { line } });
    }
  });

  test('a row that does not end is refused, and so is one that a quote keeps open', () => {
    const feed = (text: string) => (): void => {
      const splitter = createRowSplitter(',', 100, () => true);
      for (let at = 0; at < text.length; at += 7) splitter.write(text.slice(at, at + 7));
      splitter.end();
    };
    expect(faultOf(feed(`a\n${'x'.repeat(101)}`))).toEqual({
      code: 'file-row-too-long',
      facts: { line: 2, limit: 100 },
    });
    expect(faultOf(feed(`a\n${'x,'.repeat(60)}`))).toEqual({
      code: 'file-row-too-long',
      facts: { line: 2, limit: 100 },
    });
    expect(faultOf(feed(`a\nb\n1,"${'x\n'.repeat(60)}`))).toEqual({ code: 'file-quote', facts: { line: 3 } });
    expect(faultOf(feed(`a\n${'x'.repeat(99)}\n`))).toBeNull();
  });

  test('stops where it is told to', () => {
    const lines: number[] = [];
    const splitter = createRowSplitter(',', 100, (_cells, line) => {
      lines.push(line);
      return line < 2;
    });
    splitter.write('a\nb\nc\nd\n');
    splitter.write('e\n');
    splitter.end();
    expect(lines).toEqual([1, 2]);
  });

  const cell = fc.string({ unit: fc.constantFrom('a', 'ő', '"', ',', ';', '\n', '\r', ' ', '\t', '😀'), maxLength: 6 });
  const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;

  test('any table comes back the same, however the text is cut', () => {
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
    const pieces = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(table, lineEnd, fc.constantFrom(',', ';', '\t', '|'), pieces, (rows, end, delimiter, cuts) => {
        const text = rows.map((row) => row.map(quoted).join(delimiter) + end).join('');
        expect(split(text, delimiter, cuts).map(([, ...cells]) => cells)).toEqual(rows);
      }),
    );
  });

  test('agrees with csv-parse on files without liberties', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' ', '1'), maxLength: 5 });
    // csv-parse keeps blanks where they are, and so does the splitter in cells without quotes.
    const written = fc.oneof(plain, cell.map(quoted));
    const table = fc.array(fc.array(written, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows.map((row) => row.join(',')).join('\n');
        const expected: string[][] = parse(text, { relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] });
        expect(split(text).map(([, ...cells]) => cells)).toEqual(expected);
      }),
    );
  });
});
