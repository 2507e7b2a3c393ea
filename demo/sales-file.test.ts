import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';

import type { Day } from '#kernel/day.ts';
import { MappingChoice } from '#slices/sales/contract.ts';

import { demoSeed } from './company.ts';
import { demoInvoiceLines, type InvoiceLine } from './invoices.ts';
import { productOf } from './products.ts';
import { salesFile, salesFileMapping } from './sales-file.ts';

const today = '2026-11-24' as Day; // written as a day is
const lines = demoInvoiceLines(today, demoSeed);
const text = salesFile(lines);

const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { bom: true, delimiter: ';', columns: true });

test('the same seed and day give the same bytes, the next day others', () => {
  expect(Buffer.from(salesFile(demoInvoiceLines(today, demoSeed))).equals(Buffer.from(text))).toBe(true);
  const tomorrow = '2026-11-25' as Day; // written as a day is
  expect(salesFile(demoInvoiceLines(tomorrow, demoSeed))).not.toBe(text);
});

test('another program reads back every line', () => {
  const rows = rowsOf(text);
  expect(rows).toHaveLength(lines.length);
  const net = rows.reduce((sum, row) => sum + Number(row['Nettó érték']), 0);
  expect(net).toBe(lines.reduce((sum, line) => sum + line.net, 0));
  expect(new Set(rows.map((row) => row['Vevőkód'])).size).toBe(85);
});

test('a line looks as a Hungarian ERP writes it', () => {
  const training: InvoiceLine = {
    document: 'SZ26-00412',
    kind: 'invoice',
    line: 2,
    day: '2026-11-03' as Day, // written as a day is
    account: null,
    product: productOf('SZ-0101'),
    quantity: 1.5,
    unitPrice: 190_000,
    net: 285_000,
    cost: null,
    order: 'VR26-00398',
    dueDay: '2026-12-18' as Day, // written as a day is
  };
  expect(salesFile([training])).toBe(
    '\uFEFFSzámlaszám;Tételszám;Kelt;Vevőkód;Vevő neve;Ország;Cikkszám;Megnevezés;Mennyiség;Egységár;Nettó érték;' +
      'Beszerzési érték;Rendelésszám;Fizetési határidő\r\n' +
      'SZ26-00412;2;2026.11.03.;;Pénztári vevő;Magyarország;SZ-0101;Eszközhasználati képzés, nap;1,5;190000,00;285000;' +
      ';VR26-00398;2026.12.18.\r\n',
  );
});

test('cells with a delimiter or a quote survive', () => {
  const sold = lines[0];
  if (!sold) throw new Error('no lines');
  const odd = { ...sold, product: { ...sold.product, name: 'Kanül; "rózsaszín", 20G' } };
  expect(rowsOf(salesFile([odd]))[0]?.['Megnevezés']).toBe('Kanül; "rózsaszín", 20G');
});

test('Hungarian, Slovak and Romanian letters are in it', () => {
  for (const word of ['Kőhíd', 'Ökörfarkkóró', 'szűrővel', 'lekáreň', 'Crișana']) expect(text).toContain(word);
});

test('the mapping is one that the import takes, and names columns that are there', () => {
  expect(MappingChoice.parse(salesFileMapping)).toEqual(salesFileMapping);
  const headers = Object.keys(rowsOf(text)[0] ?? {});
  expect(Object.values(salesFileMapping.columns)).toEqual(headers);
});
