import { encodeText } from '../testing/encode-text.ts';
import type { FileEncoding } from '../types.ts';
import { good, header, lines, type BadFile } from './bad-file.ts';

const inEncoding = (encoding: FileEncoding, mark = ''): Buffer =>
  encodeText(`${mark}code;day;amount;name\r\nA1;2024.05.07.;1 234,50;Hőgyész tűzőgép Kft.\r\n`, encoding);

const encodings: readonly BadFile[] = (
  [
    ['UTF-8', 'utf-8', ''],
    ['UTF-8 with byte order mark', 'utf-8', '\ufeff'],
    ['UTF-16 LE', 'utf-16le', ''],
    ['UTF-16 LE with byte order mark', 'utf-16le', '\ufeff'],
    ['UTF-16 BE', 'utf-16be', ''],
    ['UTF-16 BE with byte order mark', 'utf-16be', '\ufeff'],
    ['Windows-1250', 'windows-1250', ''],
  ] as const
).map(([what, encoding, mark]) => ({
  what,
  fileName: `${what}.csv`,
  bytes: inEncoding(encoding, mark),
  found: { encoding, delimiter: ';', decimal: ',' },
  read: { rows: 1, faults: [], name: 'Hőgyész tűzőgép Kft.' },
}));

const days = ['31.02.2024', '29.02.2023', '07.05.0024', '2024-05-07', '45123', 'yesterday'];
const amounts = ['1.234,56', '1 234,56', '(5)', '5-', '1e5', 'NaN', '12,34.5', '1234567890123456', 'x'];
const wrongUnderComma = ['1,234.56', '12.5', '0.123', '1.23.456'];

/** Files that are read, with rows that are rejected or only look as if they had to be. */
export const rowFaults: readonly BadFile[] = [
  ...encodings,
  {
    what: 'ISO-8859-2',
    fileName: 'latin-2.csv',
    bytes: encodeText('code|day|amount|name\nA1|2024-05-07|1.5|Žluťoučký kůň, Šumperk\n', 'iso-8859-2'),
    found: { encoding: 'iso-8859-2', delimiter: '|', decimal: '.' },
    read: { rows: 1, faults: [], name: 'Žluťoučký kůň, Šumperk' },
  },
  {
    what: 'tab as delimiter, decimal comma',
    fileName: 'tab.csv',
    bytes: lines('code\tday\tamount\tname', 'A1\t2024-05-07\t1,5\tsemi;colon, comma'),
    found: { delimiter: '\t', decimal: ',' },
    read: { rows: 1, faults: [], name: 'semi;colon, comma' },
  },
  {
    what: 'dates that are none',
    fileName: 'dates.csv',
    bytes: lines(header, ...days.map((day) => `A1,${day},1,x`), 'A1,07.05.2024,1,x'),
    given: { dateFormat: 'DD.MM.YYYY' },
    read: { rows: 7, faults: days.map((day, index) => [index + 2, 'date', 'day', day]) },
  },
  {
    what: 'amounts that are none, with a decimal point',
    fileName: 'amounts.csv',
    bytes: lines(
      'code;day;amount;name',
      ...amounts.map((amount) => `A1;2024-05-07;${amount};x`),
      'A1;2024-05-07;1,234.50;x',
    ),
    given: { decimal: '.' },
    read: { rows: 10, faults: amounts.map((amount, index) => [index + 2, 'amount', 'amount', amount]) },
  },
  {
    what: 'amounts that are none, with a decimal comma',
    fileName: 'amounts-comma.csv',
    bytes: lines(
      'code;day;amount;name',
      ...wrongUnderComma.map((amount) => `A1;2024-05-07;${amount};x`),
      'A1;2024-05-07;1.234,50;x',
    ),
    given: { decimal: ',' },
    read: { rows: 5, faults: wrongUnderComma.map((amount, index) => [index + 2, 'amount', 'amount', amount]) },
  },
  {
    what: 'shares and currencies',
    fileName: 'shares.csv',
    bytes: lines(
      'code,day,amount,share,currency',
      'A1,2024-05-07,1,20 %,Ft',
      'A1,2024-05-07,1,a lot,HUF',
      'A1,2024-05-07,1,0.2,forint',
    ),
    read: {
      rows: 3,
      faults: [
        [3, 'amount', 'share', 'a lot'],
        [4, 'currency', 'currency', 'forint'],
      ],
    },
  },
  {
    what: 'required cells left empty',
    fileName: 'required.csv',
    bytes: lines(
      header,
      ',2024-05-07,1,x',
      'A1,,1,x',
      'A1,2024-05-07, ,x',
      'NULL,2024-05-07,1,x',
      'A1,2024-05-07,1,NULL',
    ),
    read: {
      rows: 5,
      faults: [
        [2, 'required', 'code', ''],
        [3, 'required', 'day', ''],
        [4, 'required', 'amount', ''],
        [5, 'required', 'code', 'NULL'],
      ],
      name: 'x',
    },
  },
  {
    what: 'too few and too many cells',
    fileName: 'fields.csv',
    bytes: lines(header, 'A1,2024-05-07,1', 'A1,2024-05-07,1,x,y', good),
    read: {
      rows: 3,
      faults: [
        [2, 'fields', null, '3/4'],
        [3, 'fields', null, '5/4'],
      ],
    },
  },
  {
    what: 'blank lines, all line ends, line breaks in quotes: line numbers stay those of the file',
    fileName: 'line-ends.csv',
    bytes: Buffer.from(
      `${header}\r\n\r\nA1,2024-05-07,1,"two\r\nlines"\n\nA2,2024-05-07,bad,x\rA3,2024-05-07,worse,y\r\n , ,,\r\nA4,2024-05-07,2,z`,
    ),
    read: {
      rows: 4,
      faults: [
        [6, 'amount', 'amount', 'bad'],
        [7, 'amount', 'amount', 'worse'],
      ],
      name: 'two\r\nlines',
    },
  },
  {
    what: 'columns in another order, and one that is called __proto__',
    fileName: 'proto.csv',
    bytes: lines('__proto__,name,amount,constructor,day,code', 'evil,Ördög,12.50,x,2024-05-07,A1'),
    read: { rows: 1, faults: [], name: 'Ördög' },
  },
  {
    what: 'a column that is called __proto__ and chosen',
    fileName: 'proto-chosen.csv',
    bytes: lines('__proto__,amount,day,code', 'evil,12.50,2024-05-07,A1'),
    given: { columns: { name: '__proto__' } },
    read: { rows: 1, faults: [], name: 'evil' },
  },
  {
    what: 'NUL and control characters',
    fileName: 'controls.csv',
    bytes: lines(
      header,
      'A1,2024-05-07,1,a\0b',
      'A\u00012,2024-05-07,1,x',
      'A3,2024-05-07,1,x\u0085y',
      'A4,2024-05-07,1\0,x',
      good,
    ),
    read: {
      rows: 5,
      faults: [
        [2, 'character', 'name', 'a␀b'],
        [3, 'character', 'code', 'A␁2'],
        [4, 'character', 'name', 'x␡y'],
        [5, 'character', 'amount', '1␀'],
      ],
    },
  },
  {
    what: 'more text than fits',
    fileName: 'too-long.csv',
    bytes: lines(
      header,
      `${'x'.repeat(21)},2024-05-07,1,x`,
      `A1,2024-05-07,1,${'y'.repeat(10_001)}`,
      `A1,2024-05-07,${'1'.repeat(20_000)},x`,
    ),
    read: {
      rows: 3,
      faults: [
        [2, 'too-long', 'code', 'x'.repeat(21)],
        [3, 'too-long', 'name', `${'y'.repeat(200)}…`],
        [4, 'too-long', 'amount', `${'1'.repeat(200)}…`],
      ],
    },
  },
  ...['=cmd|x', '+1', '-1', '@x', '\u200b=1', '＝1', '\\N!', 'a\tb', '{x}'].map((name): BadFile => ({
    what: `text that a spreadsheet or a database may take for more: ${JSON.stringify(name)}`,
    fileName: `formula-${String(name.charCodeAt(0))}.csv`,
    bytes: lines(header, `A1,2024-05-07,1,"${name}"`),
    read: { rows: 1, faults: [], name },
  })),
  {
    what: 'a quote inside a plain cell',
    fileName: 'inch.csv',
    bytes: lines(header, 'A1,2024-05-07,1,5" pipe'),
    read: { rows: 1, faults: [], name: '5" pipe' },
  },
  {
    what: 'day and month that may be either',
    fileName: 'either.csv',
    bytes: lines(header, 'A1,03/04/2024,1.5,x', 'A1,05/06/2024,1.5,x'),
    found: { ambiguous: ['dateFormat'] },
    read: { rows: 2, faults: [] },
  },
  {
    what: 'thousands that may be decimals',
    fileName: 'thousands.csv',
    bytes: lines('code;day;amount', 'A1;2024-05-07;1,234', 'A1;2024-05-08;2,345'),
    found: { ambiguous: ['decimal'] },
    read: { rows: 2, faults: [], name: null },
  },
  {
    what: 'the line for spreadsheet programs, and the mark old programs end with',
    fileName: 'sep.csv',
    bytes: Buffer.from('sep=;\r\ncode;day;amount;name\r\nA1;2024-05-07;1,5;x\r\n\u001a'),
    found: { delimiter: ';' },
    read: { rows: 1, faults: [], name: 'x' },
  },
];
