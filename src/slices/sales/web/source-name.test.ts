import { expect, it } from 'vitest';
import { likelySource, sourceFromName } from './source-name.ts';

it.each([
  ['invoices-2026-10.csv.gz', 'invoices'],
  ['SAP_export_20261003.csv', 'SAP export'],
  ['2026.csv', '2026'],
  ['szamlak.txt', 'szamlak'],
])('takes the source of %s to be %s', (fileName, source) => {
  expect(sourceFromName(fileName)).toBe(source);
});

it('takes the source of the last file that was named alike', () => {
  const past = [
    { fileName: 'szamlasorok-2026-10.csv', source: 'Hársliget ERP' },
    { fileName: 'szamlasorok-2025.csv', source: 'Régi rendszer' },
    { fileName: 'orders.csv', source: 'Webshop' },
  ];
  expect(likelySource('szamlasorok-2026-11.csv', past)).toBe('Hársliget ERP');
  expect(likelySource('orders.csv.gz', past)).toBe('Webshop');
  expect(likelySource('invoices_2026.csv', past)).toBe('invoices');
});
