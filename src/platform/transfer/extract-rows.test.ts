import { readFile as readBytes } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { badFields } from './bad/bad-file.ts';
import { extractRows } from './extract-rows.ts';
import { quoteCell } from './extract.ts';
import { inspectFile } from './inspect-file.ts';
import { readRows } from './read-rows.ts';
import { createRowSplitter } from './split-rows.ts';
import { encodeText } from './testing/encode-text.ts';
import { collectRows } from './testing/read-copy.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const folder = temporaryFolder();

describe('rejected rows as a file', () => {
  test('same columns and delimiter, UTF-8, line and reason behind; repaired, it is read as it is', async () => {
    const rows = [
      'code;day;amount;name',
      'A1;2024.05.07.;1,5;"Őr; ""Kft."""',
      'A1;2024.02.31.;1,5;=cmd',
      '',
      'A2;2024.05.07.;x;"two\r\nlines"',
      'A3;2024.05.08.;2;last',
    ];
    const file = await folder.write('source.csv', encodeText(rows.join('\r\n'), 'windows-1250'));
    const { mapping } = await inspectFile({ file, fields: badFields });
    const found = await collectRows(readRows({ file, mapping, fields: badFields, hashFields: ['code'] }), badFields);
    const rejected = found.flatMap(({ line, fault }) => (fault ? [{ line, reason: `no: "${fault.code}";` }] : []));
    const out = folder.path('rejected.csv');
    expect(await extractRows({ file, mapping, fields: badFields, rejected, out })).toEqual({ rows: 2 });
    const text = await readBytes(out, 'utf8');
    expect(text).toBe(
      '\ufeffcode;day;amount;name;line;reason\r\n' +
        'A1;2024.02.31.;1,5;=cmd;3;"no: ""date"";"\r\n' +
        'A2;2024.05.07.;x;"two\r\nlines";5;"no: ""amount"";"\r\n',
    );

    const repaired = await folder.write('repaired.csv', text.replace('02.31.', '02.28.').replace(';x;', ';3;'));
    const again = await inspectFile({ file: repaired, fields: badFields, remembered: mapping });
    expect(again.headers).toEqual(['code', 'day', 'amount', 'name']);
    const readAgain = readRows({ file: repaired, mapping: again.mapping, fields: badFields, hashFields: ['code'] });
    const second = await collectRows(readAgain, badFields);
    expect(second.map(({ line, fault, values }) => [line, fault, values['amount'], values['name']])).toEqual([
      [2, null, '1.5', '=cmd'],
      [3, null, '3', 'two\r\nlines'],
    ]);

    // Rejected once more, a row carries only its newest line and reason.
    const outAgain = folder.path('again.csv');
    await extractRows({
      file: repaired,
      mapping: again.mapping,
      fields: badFields,
      rejected: [{ line: 3, reason: 'still' }],
      out: outAgain,
    });
    expect((await readBytes(outAgain, 'utf8')).split('\r\n').slice(0, 3)).toEqual([
      '\ufeffcode;day;amount;name;line;reason',
      'A2;2024.05.07.;3;"two',
      'lines";3;still',
    ]);
  });

  test('a row with too few cells stays one that has too few', async () => {
    const file = await folder.write('short.csv', 'code,day,amount\nA1,2024-05-07\nA2,2024-05-07,1,x\n');
    const { mapping } = await inspectFile({ file, fields: badFields });
    const out = folder.path('short-out.csv');
    async function* reasons() {
      for (const line of [2, 3]) yield Promise.resolve({ line, reason: 'fields' });
    }
    await extractRows({ file, mapping, fields: badFields, rejected: reasons(), out });
    expect(await readBytes(out, 'utf8')).toBe(
      '\ufeffcode,day,amount,line,reason\r\nA1,2024-05-07,2,fields\r\nA2,2024-05-07,1,x,3,fields\r\n',
    );
    const { mapping: again } = await inspectFile({ file: out, fields: badFields });
    const rows = await collectRows(
      readRows({ file: out, mapping: again, fields: badFields, hashFields: [] }),
      badFields,
    );
    expect(rows.map(({ fault }) => fault?.code)).toEqual(['fields', 'fields']);
  });

  test('100,000 reasons are told without being held', { timeout: 30_000 }, async () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `A${String(index)},2024-05-07,x`);
    const file = await folder.write('many.csv', `code,day,amount\n${lines.join('\n')}\n`);
    const { mapping } = await inspectFile({ file, fields: badFields });
    const rejected = lines.map((_, index) => ({ line: index + 2, reason: 'not a number' }));
    const out = folder.path('many-out.csv');
    expect(await extractRows({ file, mapping, fields: badFields, rejected, out })).toEqual({ rows: 100_000 });
    expect((await readBytes(out, 'utf8')).split('\r\n')[99_999]).toBe('A99998,2024-05-07,x,100000,not a number');
  });

  test('any cell that is written is read back as it was', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'ő', '"', ',', ';', '\n', '\r', ' ', '\t', '='),
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 2, maxLength: 4 }),
        fc.constantFrom(',', ';', '\t', '|'),
        (cells, delimiter) => {
          const rows: string[][] = [];
          const splitter = createRowSplitter(delimiter, 10_000, (row) => {
            rows.push(row);
          });
          splitter.write(`${cells.map((one) => quoteCell(one, delimiter)).join(delimiter)}\r\n`);
          splitter.end();
          expect(rows).toEqual([cells]);
        },
      ),
    );
  });
});
