import { expect, it } from 'vitest';
import { parseColumns, parseSort } from './list-columns.ts';

it('a minus turns the order round', () => {
  expect(parseSort('net')).toEqual({ column: 'net', isDown: false });
  expect(parseSort('-net')).toEqual({ column: 'net', isDown: true });
});

it.each(['', '-', '--net', 'Net', 'cost', 'trend', 'net,name'])('nothing is sorted by %j', (text) => {
  expect(parseSort(text)).toBeNull();
});

it('columns come in the order given, each once', () => {
  expect(parseColumns('owner,net,code')).toEqual(['owner', 'net', 'code']);
  expect(parseColumns('')).toEqual([]);
  expect(parseColumns('net,net')).toBeNull();
  expect(parseColumns('net,cost')).toBeNull();
});
