import { expect, it } from 'vitest';
import { columnsOf, columnsText, filterCount, keptQuery, listQuery, withoutFilters } from './list-view.ts';

it('columns that nobody understands are the usual ones, and the usual ones stand in no address', () => {
  const usual = columnsOf({});
  expect(columnsOf({ columns: 'net,cost' })).toEqual(usual);
  expect(columnsOf({ columns: 'owner,net' })).toEqual(['owner', 'net']);
  expect(columnsText(usual)).toBeUndefined();
  expect(columnsText(['owner', 'net'])).toBe('owner,net');
});

it('asks the server for the figures that are shown and for nothing it would refuse', () => {
  expect(listQuery({ columns: 'code,class,net', sort: 'cost', view: '3', owner: 'me' })).toEqual({
    owner: 'me',
    columns: 'class,net',
  });
  expect(listQuery({ columns: 'code', sort: '-net' })).toEqual({ sort: '-net' });
});

it('asks for decisions and scores with the columns that show them', () => {
  expect(listQuery({ columns: 'code,tier,score', sort: '-score', tier: 'key' })).toEqual({
    tier: 'key',
    sort: '-score',
    columns: 'tier,score',
  });
  expect(filterCount({ tier: 'key', scoreFrom: '50', scoreTo: '80' })).toBe(2);
});

it('counts filters, and takes them away', () => {
  const search = { search: 'x', netFrom: '1', netTo: '2', sort: 'net', class: 'A' } as const;
  expect(filterCount(search)).toBe(3);
  expect(withoutFilters(search)).toEqual({ sort: 'net' });
});

it('a kept view reads the same in whichever order it was put together', () => {
  expect(keptQuery({ view: '7', sort: '-net', owner: 'me' })).toBe('owner=me&sort=-net');
  expect(keptQuery({ owner: 'me', sort: '-net' })).toBe('owner=me&sort=-net');
  expect(keptQuery({ view: 'all' })).toBe('');
});
