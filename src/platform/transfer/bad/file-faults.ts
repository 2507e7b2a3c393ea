import { gzipSync } from 'node:zlib';
import { encodeText } from '../testing/encode-text.ts';
import { good, header, lines, type BadFile } from './bad-file.ts';

/** Files that begin as something else than text. */
const binary: readonly (readonly [string, Buffer])[] = [
  ['ZIP', Buffer.from('504b0304140000000800', 'hex')],
  ['XLSX', Buffer.concat([Buffer.from('504b030414000600', 'hex'), Buffer.from('xl/workbook.xml')])],
  ['DOCX', Buffer.concat([Buffer.from('504b030414000600', 'hex'), Buffer.from('word/document.xml')])],
  [
    'ODS',
    Buffer.concat([
      Buffer.from('504b030414000600', 'hex'),
      Buffer.from('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'),
    ]),
  ],
  ['XLS', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ['PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n', 'latin1')],
  ['PNG', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['JPEG', Buffer.from('ffd8ffe000104a464946', 'hex')],
  ['SQLite', Buffer.from('SQLite format 3\0')],
  ['Parquet', Buffer.from('PAR1\x15\x04')],
  ['EXE', Buffer.from('4d5a90000300', 'hex')],
  ['HTML', Buffer.from('<!DOCTYPE html><html><table><tr><td>code</td></tr></table></html>')],
  ['XML', Buffer.from('<?xml version="1.0"?><Workbook/>')],
  ['JSON', Buffer.from('[{"code": 1}]')],
  ['RTF', Buffer.from('{\\rtf1\\ansi code}')],
  ['BIN', Buffer.from(Array.from({ length: 400 }, (_, index) => index % 8))],
];

/** Files that are refused as a whole. */
export const fileFaults: readonly BadFile[] = [
  { what: 'empty', fileName: 'empty.csv', bytes: Buffer.alloc(0), fault: { code: 'file-empty', facts: {} } },
  {
    what: 'only blank lines',
    fileName: 'blank.csv',
    bytes: Buffer.from('\n\r\n  \n'),
    fault: { code: 'file-empty', facts: {} },
  },
  {
    what: 'only a byte order mark',
    fileName: 'mark.csv',
    bytes: Buffer.from('\ufeff'),
    fault: { code: 'file-empty', facts: {} },
  },
  { what: 'packed nothing', fileName: 'nothing.csv.gz', bytes: gzipSync(''), fault: { code: 'file-empty', facts: {} } },
  {
    what: 'only the header',
    fileName: 'header.csv',
    bytes: lines(header, '', ' , , ,'),
    fault: { code: 'file-no-rows', facts: {} },
  },
  ...binary.flatMap(([kind, bytes]): BadFile[] => [
    {
      what: `${kind} under the name .csv`,
      fileName: `${kind}.csv`,
      bytes,
      // What begins like a workbook and has no directory was cut off on its way.
      fault: kind === 'XLSX' ? { code: 'file-broken', facts: {} } : { code: 'file-type', facts: { kind } },
    },
    {
      what: `${kind} packed`,
      fileName: `${kind}.csv.gz`,
      bytes: gzipSync(bytes),
      fault: { code: 'file-type', facts: { kind } },
    },
  ]),
  {
    what: 'packed twice',
    fileName: 'twice.csv.gz',
    bytes: gzipSync(gzipSync(lines(header, good))),
    fault: { code: 'file-type', facts: { kind: 'GZIP' } },
  },
  {
    what: 'larger than the limit',
    fileName: 'large.csv',
    bytes: lines(header, ...Array.from({ length: 60_000 }, () => good)),
    limits: { unpackedBytes: 1024 * 1024 },
    fault: { code: 'file-too-large', facts: { limit: 1 } },
  },
  {
    what: 'larger than the limit once unpacked',
    fileName: 'large.csv.gz',
    bytes: gzipSync(lines(header, ...Array.from({ length: 60_000 }, () => good))),
    limits: { unpackedBytes: 1024 * 1024 },
    fault: { code: 'file-too-large', facts: { limit: 1 } },
  },
  {
    what: 'packed and cut off',
    fileName: 'cut.csv.gz',
    bytes: gzipSync(
      lines(header, ...Array.from({ length: 999 }, (_, index) => `${String(index)},2024-05-07,1,x`)),
    ).subarray(0, -40),
    fault: { code: 'file-broken', facts: {} },
  },
  {
    what: 'packed and damaged',
    fileName: 'damaged.csv.gz',
    bytes: gzipSync(lines(header, good)).fill(0x55, 12, 30),
    fault: { code: 'file-broken', facts: {} },
  },
  {
    what: 'quote never closed',
    fileName: 'open-quote.csv',
    bytes: lines(header, good, 'A2,2024-05-07,1,"never', good, good),
    fault: { code: 'file-quote', facts: { line: 3 } },
  },
  {
    what: 'text behind a closing quote',
    fileName: 'quote-inside.csv',
    bytes: lines(header, good, '"x"y,2024-05-07,1,z', good),
    fault: { code: 'file-quote', facts: { line: 3 } },
  },
  {
    what: 'quote never closed, behind line breaks in quotes',
    fileName: 'open-quote-late.csv',
    bytes: Buffer.from(`${header}\r\nA1,2024-05-07,1,"a\r\nb\r\nc"\r\nA2,2024-05-07,1,"open\r\nA3,2024-05-07,1,x\r\n`),
    fault: { code: 'file-quote', facts: { line: 5 } },
  },
  {
    what: 'the same header twice',
    fileName: 'duplicate.csv',
    bytes: lines('code,day,amount,name,day,code', 'A1,2024-05-07,1,x,2024-05-07,A1'),
    fault: { code: 'header-duplicate', facts: { headers: 'day, code' } },
  },
  {
    what: 'a chosen column that is not there',
    fileName: 'missing.csv',
    bytes: lines(header, good),
    given: { columns: { amount: 'Total', name: 'Note' } },
    fault: { code: 'header-missing', facts: { headers: 'Total, Note' } },
  },
  {
    what: 'no column for required fields',
    fileName: 'missing-required.csv',
    bytes: lines('code,note', 'A1,x'),
    found: { missing: ['day', 'amount'] },
    fault: { code: 'header-missing', facts: { headers: 'day, amount' } },
  },
  {
    what: 'a header that is a page long',
    fileName: 'long-header.csv',
    bytes: lines(`code,day,amount,${'x'.repeat(501)}`, good),
    fault: { code: 'header-too-long', facts: { column: 4, limit: 500 } },
  },
  {
    what: '1,001 columns',
    fileName: 'columns.csv',
    bytes: lines(Array.from({ length: 1_001 }, (_, index) => `c${String(index)}`).join(','), 'x'),
    fault: { code: 'columns', facts: { count: 1_001, limit: 1_000 } },
  },
  {
    what: '100,000 columns',
    fileName: 'many-columns.csv',
    bytes: lines(Array.from({ length: 100_000 }, (_, index) => `c${String(index)}`).join(','), 'x'),
    fault: { code: 'columns', facts: { count: 100_000, limit: 1_000 } },
  },
  {
    what: 'a row without end',
    fileName: 'endless-row.csv',
    bytes: lines(header, good, 'x'.repeat(3_000)),
    limits: { rowCharacters: 2_000 },
    fault: { code: 'file-row-too-long', facts: { line: 3, limit: 2_000 } },
  },
  {
    what: 'a chosen encoding that it is not',
    fileName: 'wrong-encoding.csv',
    bytes: encodeText(`${header}\nA1,2024-05-07,1,x\nA2,2024-05-07,1,Őr\n`, 'windows-1250'),
    given: { encoding: 'utf-8' },
    fault: { code: 'file-encoding', facts: { encoding: 'utf-8', line: 3 } },
  },
  {
    what: 'UTF-8 with one broken character',
    fileName: 'broken-character.csv',
    bytes: Buffer.concat([
      lines(header, good, good),
      Buffer.from('A1,2024-05-07,1,t\u0171z '),
      Buffer.from([0xf5, 0x0a]),
      lines(good),
    ]),
    found: { encoding: 'utf-8' },
    fault: { code: 'file-encoding', facts: { encoding: 'utf-8', line: 4 } },
  },
  {
    what: 'UTF-32',
    fileName: 'utf-32.csv',
    bytes: Buffer.from('fffe000063000000', 'hex'),
    fault: { code: 'file-encoding', facts: { encoding: 'utf-32', line: 1 } },
  },
  {
    what: 'a date format that is none',
    fileName: 'format.csv',
    bytes: lines(header, good),
    given: { dateFormat: 'year first' },
    fault: { code: 'date-format', facts: { format: 'year first' } },
  },
];
