import { afterEach, expect, test, vi } from 'vitest';
import { printJson, printTable } from './output.ts';

let pieces: string[] = [];
const printed = (): string => pieces.join('');
const listen = (): void => {
  pieces = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => pieces.push(String(piece)) > 0);
};
afterEach(() => vi.restoreAllMocks());

test('a table has numbers to the right, words to the left, and a dash for what is not there', () => {
  listen();
  printTable(
    ['#', 'code', 'net', 'town'],
    [
      [1, 'A1', '1234.50', 'Győr'],
      [10, 'B', '-5.00', null],
    ],
  );
  expect(printed().split('\n')).toEqual([
    ' #  code      net  town',
    ' 1  A1    1234.50  Győr',
    '10  B       -5.00  –',
    '',
  ]);
});

test('a table without rows is its heading', () => {
  listen();
  printTable(['code', 'name'], []);
  expect(printed()).toBe('code  name\n');
});

test('a document is JSON and ends with a line break', () => {
  listen();
  printJson({ name: 'Őz', value: null });
  expect(printed().endsWith('}\n')).toBe(true);
  expect(JSON.parse(printed())).toEqual({ name: 'Őz', value: null });
});
