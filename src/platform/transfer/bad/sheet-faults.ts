import {
  workbookBytes,
  zipBytes,
  type MadeCell,
  type MadeSheet,
  type MadeWorkbook,
} from '../testing/workbook-bytes.ts';
import type { BadFile } from './bad-file.ts';

const head: readonly MadeCell[] = ['code', 'day', 'amount', 'name'];
// 2024-05-07 in the date system of 1900: 45,419 days after 1899-12-30.
const day: MadeCell = { day: 45419 };
const good: readonly MadeCell[] = ['A1', day, { number: '12.5' }, 'Ördög'];
const sheet = (...rows: (readonly MadeCell[])[]): MadeSheet => ({ name: 'Lines', rows: [head, ...rows] });
const book = (made: MadeWorkbook) => (): Promise<Buffer> => workbookBytes(made);
const one = (...rows: (readonly MadeCell[])[]) => book({ sheets: [sheet(...rows)] });

const errorCell = (text: string): MadeCell => ({ xml: (at) => `<c r="${at}" t="e"><v>${text}</v></c>` });
const formula = (value: string): MadeCell => ({ xml: (at) => `<c r="${at}"><f>A1*2</f>${value}</c>` });

/** Turns on the bit that says a part is encrypted, in the directory and in front of each part. */
function encrypted(bytes: Buffer): Buffer {
  for (const [mark, offset] of [
    ['504b0102', 8],
    ['504b0304', 6],
  ] as const) {
    const signature = Buffer.from(mark, 'hex');
    for (let at = bytes.indexOf(signature); at !== -1; at = bytes.indexOf(signature, at + 4)) {
      bytes.writeUInt16LE(bytes.readUInt16LE(at + offset) | 1, at + offset);
    }
  }
  return bytes;
}

/** Says of every part that it is small, so that only counting finds it out. */
function understated(bytes: Buffer): Buffer {
  const signature = Buffer.from('504b0102', 'hex');
  for (let at = bytes.indexOf(signature); at !== -1; at = bytes.indexOf(signature, at + 4)) {
    if (bytes.readUInt32LE(at + 24) > 1_000_000) bytes.writeUInt32LE(1_000, at + 24);
  }
  return bytes;
}

const bigSheet = book({
  sheets: [{ name: 'Lines', data: `<row r="1">${'<c r="A1"><v>1</v></c>'.repeat(1_000_000)}</row>` }],
});

/** Workbooks that are refused as a whole. */
export const sheetFaults: readonly BadFile[] = [
  {
    what: 'a workbook that unpacks to more than it may, by its directory',
    fileName: 'bomb.xlsx',
    bytes: bigSheet,
    fault: { code: 'file-unpacks-too-large', facts: { limit: 200 } },
  },
  {
    what: 'a workbook that unpacks to more than it may, whatever its directory says',
    fileName: 'bomb-hidden.xlsx',
    bytes: async () => understated(await bigSheet()),
    fault: { code: 'file-broken', facts: {} },
  },
  {
    what: 'a workbook beyond the unpacked limit',
    fileName: 'large.xlsx',
    bytes: one(...Array.from({ length: 20_000 }, () => good)),
    limits: { sheetBytes: 1024 * 1024 },
    fault: { code: 'file-unpacks-too-large', facts: { limit: 1 } },
  },
  {
    what: 'a workbook larger than it may be packed',
    fileName: 'packed.xlsx',
    bytes: one(good, ['A2', day, { number: '1' }, 'x'.repeat(1_000)]),
    limits: { packedBytes: 1_000 },
    fault: { code: 'file-too-large', facts: { limit: 0 } },
  },
  {
    what: 'too many parts',
    fileName: 'parts.xlsx',
    bytes: book({
      sheets: [sheet(good)],
      parts: Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`xl/media/${String(index)}`, ''])),
    }),
    fault: { code: 'file-unpacks-too-large', facts: { limit: 200 } },
  },
  {
    what: 'a cell at the far end of a small sheet',
    fileName: 'far.xlsx',
    bytes: book({ sheets: [{ name: 'Lines', data: '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' }] }),
    fault: { code: 'file-dimensions', facts: { rows: 1_000_000, columns: 1_000 } },
  },
  {
    what: 'a column too far to the right',
    fileName: 'right.xlsx',
    bytes: book({ sheets: [{ name: 'Lines', data: '<row r="1"><c r="XFD1"><v>1</v></c></row>' }] }),
    fault: { code: 'file-dimensions', facts: { rows: 1_000_000, columns: 1_000 } },
  },
  {
    what: 'an encrypted zip file',
    fileName: 'encrypted.xlsx',
    bytes: async () => encrypted(await one(good)()),
    fault: { code: 'file-encrypted', facts: {} },
  },
  {
    what: 'a workbook with a password',
    fileName: 'password.xlsx',
    bytes: Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(1_024),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]),
    fault: { code: 'file-encrypted', facts: {} },
  },
  {
    what: 'a zip file inside a zip file',
    fileName: 'nested.xlsx',
    bytes: async () => zipBytes({ 'inner.zip': await one(good)() }),
    fault: { code: 'file-type', facts: { kind: 'ZIP' } },
  },
  {
    what: 'a workbook in the binary form',
    fileName: 'binary.xlsb',
    bytes: () => zipBytes({ '[Content_Types].xml': '<Types/>', 'xl/workbook.bin': 'x' }),
    fault: { code: 'file-type', facts: { kind: 'XLSX' } },
  },
  {
    what: 'a sheet cut off in the middle',
    fileName: 'cut.xlsx',
    bytes: book({
      sheets: [sheet(good)],
      parts: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c' },
    }),
    fault: { code: 'file-broken', facts: {} },
  },
  {
    what: 'a sheet with a document type',
    fileName: 'doctype.xlsx',
    bytes: book({
      sheets: [sheet(good)],
      parts: {
        'xl/worksheets/sheet1.xml':
          '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&a;</v></c></row></sheetData></worksheet>',
      },
    }),
    fault: { code: 'xml-doctype', facts: {} },
  },
  {
    what: 'a merged header',
    fileName: 'merged.xlsx',
    bytes: book({ sheets: [{ ...sheet(good), merges: ['A9:B9', 'B1:C1'] }] }),
    fault: { code: 'header-merged', facts: { range: 'B1:C1' } },
  },
  {
    what: 'a workbook without a cell',
    fileName: 'no-cells.xlsx',
    bytes: book({ sheets: [{ name: 'Lines' }] }),
    fault: { code: 'file-empty', facts: {} },
  },
  {
    what: 'a workbook with only a header',
    fileName: 'only-header.xlsx',
    bytes: book({ sheets: [sheet()] }),
    fault: { code: 'file-no-rows', facts: {} },
  },
  {
    what: 'a sheet that is not there',
    fileName: 'sheet-missing.xlsx',
    bytes: one(good),
    given: { sheet: 'Sorok' },
    fault: { code: 'sheet-missing', facts: { sheet: 'Sorok', sheets: 'Lines' } },
  },
];

/** Workbooks that are read, with rows that are rejected or only look as if they had to be. */
export const sheetRows: readonly BadFile[] = [
  {
    what: 'a workbook',
    fileName: 'good.xlsx',
    bytes: one(good),
    read: { rows: 1, faults: [], name: 'Ördög' },
  },
  {
    what: 'a workbook under the name .csv',
    fileName: 'good-workbook.csv',
    bytes: one(good),
    read: { rows: 1, faults: [], name: 'Ördög' },
  },
  {
    what: 'macros, links and drawings are never opened',
    fileName: 'macros.xlsm',
    bytes: book({
      sheets: [sheet(good)],
      parts: {
        'xl/vbaProject.bin': 'not even a project',
        'xl/externalLinks/externalLink1.xml': '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        'xl/drawings/drawing1.xml': 'no xml',
      },
    }),
    read: { rows: 1, faults: [], name: 'Ördög' },
  },
  {
    what: 'errors in cells reject their rows',
    fileName: 'errors.xlsx',
    bytes: one(
      ['A1', day, errorCell('#REF!'), 'x'],
      ['A2', errorCell('#N/A'), { number: '1' }, 'x'],
      [errorCell('#NAME?'), day, { number: '1' }, 'x'],
      good,
    ),
    read: {
      rows: 4,
      faults: [
        [2, 'cell-error', 'amount', '#REF!'],
        [3, 'cell-error', 'day', '#N/A'],
        [4, 'cell-error', 'code', '#NAME?'],
      ],
    },
  },
  {
    what: 'of a formula the value that was saved is taken; without one the row is rejected',
    fileName: 'formulas.xlsx',
    bytes: one(['A1', day, formula('<v>7.5</v>'), 'x'], ['A2', day, formula(''), 'x']),
    read: { rows: 2, faults: [[3, 'cell-formula', 'amount', '␀=']], name: 'x' },
  },
  {
    what: 'long codes keep their digits, and lost digits are noticed',
    fileName: 'codes.xlsx',
    bytes: one(
      [{ number: '12345678901234567890' }, day, { number: '1' }, { number: '12345678901234567890' }],
      [{ number: '1.2345678901234567E+19' }, day, { number: '1' }, 'x'],
      ['A3', day, { number: '0.30000000000000004' }, 'x'],
      ['A4', day, { number: '1.5E-5' }, 'x'],
      ['A5', day, { number: '1.2E+3' }, 'x'],
    ),
    read: {
      rows: 5,
      faults: [[3, 'cell-rounded', 'code', '␀1.2345678901234567E+19']],
      name: '12345678901234567890',
    },
  },
  {
    what: 'numbers stay what they are beside texts with a decimal comma',
    fileName: 'comma.xlsx',
    bytes: one(
      ['A1', day, { number: '1.234' }, 'x'],
      ['A2', '2024.05.08.', '1 234,5', 'y'],
      ['A3', '2024.05.09.', 'x', 'y'],
    ),
    found: { decimal: ',' },
    read: { rows: 3, faults: [[4, 'amount', 'amount', 'x']], name: 'x' },
  },
  {
    what: 'a number where a day should be',
    fileName: 'serial.xlsx',
    bytes: one(['A1', { number: '45419' }, { number: '1' }, 'x'], good),
    read: { rows: 2, faults: [[2, 'date', 'day', '45419']] },
  },
  {
    what: 'rows and columns with gaps, and a row that is too wide',
    fileName: 'gaps.xlsx',
    bytes: book({
      sheets: [
        {
          name: 'Lines',
          data:
            '<row r="3"><c r="B3" t="str"><v>code</v></c><c r="C3" t="str"><v>day</v></c><c r="D3" t="str"><v>amount</v></c><c r="F3" t="str"><v>name</v></c></row>' +
            '<row r="7"><c r="B7" t="str"><v>A1</v></c><c r="C7" s="2"><v>45419.75</v></c><c r="D7"><v>1</v></c></row>' +
            '<row r="9"><c r="B9" t="str"><v>A2</v></c><c r="C9" s="1"><v>45419</v></c><c r="D9"><v>1</v></c><c r="H9"><v>1</v></c></row>',
        },
      ],
    }),
    read: { rows: 2, faults: [[9, 'fields', null, '8/6']], name: null },
  },
  {
    what: 'several sheets with cells: asked',
    fileName: 'two-sheets.xlsx',
    bytes: book({ sheets: [sheet(good), { ...sheet(good), name: 'Else' }] }),
    found: { ambiguous: ['sheet'] },
    read: { rows: 1, faults: [] },
  },
  {
    what: 'empty and hidden sheets are passed over',
    fileName: 'hidden.xlsx',
    bytes: book({
      sheets: [{ ...sheet(good, good), name: 'Secret', state: 'hidden' }, sheet(good), { name: 'Empty' }],
    }),
    found: { ambiguous: [] },
    read: { rows: 1, faults: [], name: 'Ördög' },
  },
  {
    what: 'shared and formatted texts, with escapes',
    fileName: 'shared.xlsx',
    bytes: book({
      sheets: [sheet(['A1', day, { number: '1' }, { shared: 1 }], ['A2', day, { number: '1' }, { shared: 9 }])],
      shared: ['x', '<r><t>Őr </t></r><r><t>_x000D_&amp; Kft.</t></r><rPh sb="0" eb="1"><t>hint</t></rPh>'],
    }),
    read: { rows: 2, faults: [[3, 'cell-error', 'name', '#REF!']], name: 'Őr \r& Kft.' },
  },
];
