import { describe, expect, test } from 'vitest';
import { guessColumns, headerWords, missingFields } from './fields.ts';
import type { FieldDescription } from './types.ts';

const fields: readonly FieldDescription[] = [
  { name: 'number', kind: 'text', required: true, aliases: ['invoice number', 'order number'] },
  { name: 'day', kind: 'day', required: true, aliases: ['invoice date'] },
  { name: 'order', kind: 'text', required: false, aliases: ['order number'] },
  { name: 'code', kind: 'text', required: true, aliases: ['customer code', 'customer', 'customer name'] },
  { name: 'name', kind: 'text', required: false, aliases: ['customer name', 'customer'] },
  { name: 'price', kind: 'decimal', required: { oneOf: 'price' }, aliases: ['unit price'] },
  { name: 'net', kind: 'decimal', required: { oneOf: 'price' }, aliases: ['net amount'] },
  { name: 'cost', kind: 'decimal', required: false, aliases: ['unit cost price'] },
];
const guess = (headers: string): Record<string, string> => guessColumns(headers.split('|'), fields);

describe('columns guessed from headers', () => {
  test.each([
    ['InvoiceNo', 'invoice no'],
    ['INVOICE_NO', 'invoice no'],
    ['Invoice No.', 'invoice no'],
    ['customerID', 'customer id'],
    ['ORDERNUMBER', 'ordernumber'],
    ['SAPOrderNo', 'sap order no'],
    ['Vevő neve', 'vevo neve'],
    ['Fizetési határidő', 'fizetesi hatarido'],
    ['Unit price (EUR)', 'unit price'],
    ['Country/Region', 'country region'],
    ['', ''],
    ['***', ''],
  ])('%s has the words %s', (header, words) => {
    expect(headerWords(header).join(' ')).toBe(words);
  });

  test('a header that fits two fields goes to the one it names best', () => {
    expect(guess('Order Number|Invoice Number')).toMatchObject({ number: 'Invoice Number', order: 'Order Number' });
    expect(guess('Order Number|Customer')).toMatchObject({ number: 'Order Number', code: 'Customer' });
  });

  test('a required field is left open rather than guessed from a poor match', () => {
    const columns = guess('opportunity_id|sales_agent|customer|deal_stage|engage_date');
    expect(columns).toEqual({ code: 'customer' });
    expect(missingFields(columns, fields)).toEqual(['number', 'day', 'price']);
  });

  test('words may stand in another order, and optional columns may say one word more', () => {
    expect(guess('Date of invoice|Number, invoice|Cust. unit cost price')).toMatchObject({
      number: 'Number, invoice',
      cost: 'Cust. unit cost price',
    });
  });

  test('a column is used once, and what is taken is not guessed again', () => {
    expect(guessColumns(['Customer', 'Customer Name'], fields, { code: 'Customer Name' })).toEqual({
      name: 'Customer',
    });
  });

  test('one column of a group is enough', () => {
    const whole = { number: 'a', day: 'b', code: 'c' };
    expect(missingFields(whole, fields)).toEqual(['price']);
    expect(missingFields({ ...whole, net: 'e' }, fields)).toEqual([]);
    expect(missingFields({ ...whole, price: 'e' }, fields)).toEqual([]);
  });
});
