import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoteCell } from './extract.ts';
import { defaultLimits } from './limits.ts';
import { readFile } from './read-file.ts';
import { encodeText } from './testing/encode-text.ts';
import { parseCopy, type CopiedRow } from './testing/read-copy.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import type { FieldDescription, FileMapping, JoinedFile } from './types.ts';

const folder = temporaryFolder();
const mapping: FileMapping = {
  columns: {},
  encoding: 'utf-8',
  delimiter: ',',
  decimal: '.',
  dateFormat: 'YYYY-MM-DD',
};

async function read(
  file: string,
  fields: readonly FieldDescription[],
  options: { mapping?: Partial<FileMapping>; hashFields?: readonly string[]; joins?: readonly JoinedFile[] } = {},
): Promise<CopiedRow[]> {
  const columns = Object.fromEntries(fields.map(({ name }) => [name, name]));
  let text = '';
  await readFile(
    {
      kind: 'read',
      file,
      fields,
      mapping: { ...mapping, columns, ...options.mapping },
      hashFields: options.hashFields ?? fields.map(({ name }) => name),
      joins: options.joins ?? [],
      limits: defaultLimits,
    },
    (piece) => {
      text += piece;
    },
    () => undefined,
  );
  return parseCopy(text, fields);
}

const textFields = ['a', 'b', 'c'].map((name): FieldDescription => ({
  name,
  kind: 'text',
  required: false,
  aliases: [],
}));

describe('reading a file', () => {
  test('any table comes back the same, in any encoding, delimiter and packing', async () => {
    // Letters that all these encodings have; cells are trimmed, so none begins or ends with a blank.
    const letters = ['a', 'é', 'Ö', 'ß', '"', ',', ';', '|', '\\', '\n', 'x', '7', '='];
    const cell = fc
      .string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 8 })
      .map((value) => `<${value}>`);
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 10 });
    const encoding = fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1250', 'windows-1252', 'iso-8859-2');
    const delimiter = fc.constantFrom(',', ';', '\t', '|');
    const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
    await fc.assert(
      fc.asyncProperty(table, encoding, delimiter, lineEnd, fc.boolean(), async (rows, coded, divided, end, packed) => {
        const lines = [['a', 'b', 'c'], ...rows].map(
          (row) => row.map((one) => quoteCell(one, divided)).join(divided) + end,
        );
        const bytes = encodeText(lines.join(''), coded);
        const file = await folder.write('table.csv', packed ? gzipSync(bytes) : bytes);
        const found = await read(file, textFields, { mapping: { encoding: coded, delimiter: divided } });
        expect(found.map(({ values }) => [values['a'], values['b'], values['c']])).toEqual(rows);
        expect(found.every(({ fault }) => fault === null)).toBe(true);
      }),
    );
  });

  test('hashes tell rows apart by their values, and not by how a file writes them', async () => {
    const fields: FieldDescription[] = [
      { name: 'code', kind: 'text', required: true, aliases: [] },
      { name: 'day', kind: 'day', required: true, aliases: [] },
      { name: 'amount', kind: 'decimal', required: true, aliases: [] },
      { name: 'note', kind: 'text', required: false, aliases: [] },
    ];
    const hashFields = ['code', 'day', 'amount'];
    const one = await folder.write('one.csv', 'code,day,amount,note\nA1,2024-05-07,1234.50,x\nA2,2024-05-08,2,y\n');
    const other = await folder.write(
      'other.csv',
      'note;amount;day;code\n;2,00;08.05.2024; A2\nz;"1 234,5";07.05.2024;A1 \n',
    );
    const first = await read(one, fields, { hashFields });
    const second = await read(other, fields, {
      hashFields,
      mapping: { delimiter: ';', decimal: ',', dateFormat: 'DD.MM.YYYY' },
    });
    const sum = (rows: readonly CopiedRow[], part: 0 | 1): bigint =>
      rows.reduce((total, { hash }) => total + (hash?.[part] ?? 0n), 0n);
    expect([sum(second, 0), sum(second, 1)]).toEqual([sum(first, 0), sum(first, 1)]);
    expect(second.map(({ hash }) => hash)).toEqual(first.map(({ hash }) => hash).toReversed());
    // printf 'A1\x1f2024-05-07\x1f1234.5\x1f' | md5sum
    expect(first[0]?.hash).toEqual([0x37ed16e43f1d738cn, 0x02f2d0d9c98e847dn]);
  });

  test('an empty value is not the same as its neighbour moved over', async () => {
    const file = await folder.write('moved.csv', 'a,b,c\nx,,y\nx,y,\n,x,y\nNULL,x,y\n');
    const [first, second, third, fourth] = (await read(file, textFields)).map(({ hash }) => hash?.[0]);
    expect(new Set([first, second, third]).size).toBe(3);
    expect(fourth).toBe(third);
  });

  test('a row needs one value of each group', async () => {
    const fields: FieldDescription[] = [
      { name: 'price', kind: 'decimal', required: { oneOf: 'money' }, aliases: [] },
      { name: 'net', kind: 'decimal', required: { oneOf: 'money' }, aliases: [] },
      { name: 'who', kind: 'text', required: true, mayBeEmpty: true, aliases: [] },
    ];
    const file = await folder.write('group.csv', 'price,net,who\n1,,x\n,2,\n,,x\nbad,2,x\n');
    expect((await read(file, fields)).map(({ line, fault, values }) => [line, fault, values['who']])).toEqual([
      [2, null, 'x'],
      [3, null, null],
      [4, { code: 'required', column: 'price', value: '' }, 'x'],
      [5, { code: 'amount', column: 'price', value: 'bad' }, 'x'],
    ]);
  });

  test('a row of the wrong width keeps what its cells seem to hold, so that its document can be rejected whole', async () => {
    const file = await folder.write('width.csv', 'a,b,c\nD1,x,y\nD1,x\nD1,x,y,z\n');
    expect(
      (await read(file, textFields)).map(({ values, fault, hash }) => [
        values['a'],
        fault?.value ?? null,
        hash !== null,
      ]),
    ).toEqual([
      ['D1', null, true],
      ['D1', '2/3', false],
      ['D1', '4/3', false],
    ]);
  });

  test('numbers of joined files are read and hashed like others', async () => {
    const fields: FieldDescription[] = [
      { name: 'id', kind: 'text', required: true, aliases: [] },
      { name: 'price', kind: 'decimal', required: true, aliases: [] },
    ];
    const lines = await folder.write('lines.csv', 'id,x\n1,a\n2,b\n3,c\n');
    const heads = await folder.write('heads.csv', 'id,price\n1,5.10\n2,wrong\n');
    const whole = await folder.write('whole.csv', 'id,price\n1,5.1\n');
    const joined = await read(lines, fields, { joins: [{ file: heads }] });
    expect(joined.map(({ values, fault }) => [values['price'], fault?.code ?? null])).toEqual([
      ['5.1', null],
      [null, 'amount'],
      [null, 'required'],
    ]);
    expect(joined[0]?.hash).toEqual((await read(whole, fields))[0]?.hash);
  });

  test('text for the database is escaped', async () => {
    const file = await folder.write('escape.csv', 'a,b,c\n"tab\tback\\slash","line\nbreak\rreturn",\\.\n');
    expect((await read(file, textFields))[0]?.values).toEqual({
      a: 'tab\tback\\slash',
      b: 'line\nbreak\rreturn',
      c: '\\.',
    });
  });
});
