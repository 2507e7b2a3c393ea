import { describe, expect, test } from 'vitest';
import { guessColumns, headerWords, missingFields } from './fields.ts';
import { salesLikeFields } from './testing/sales-like-fields.ts';

const guess = (headers: string): Record<string, string> => guessColumns(headers.split('|'), salesLikeFields);

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

  test('a shop', () => {
    expect(guess('InvoiceNo|StockCode|Description|Quantity|InvoiceDate|UnitPrice|CustomerID|Country')).toEqual({
      document: 'InvoiceNo',
      date: 'InvoiceDate',
      account: 'CustomerID',
      quantity: 'Quantity',
      unitPrice: 'UnitPrice',
      country: 'Country',
      product: 'StockCode',
      productName: 'Description',
    });
    expect(guess('Invoice|StockCode|Description|Quantity|InvoiceDate|Price|Customer ID|Country')).toEqual({
      document: 'Invoice',
      date: 'InvoiceDate',
      account: 'Customer ID',
      quantity: 'Quantity',
      unitPrice: 'Price',
      country: 'Country',
      product: 'StockCode',
      productName: 'Description',
    });
  });

  test('orders with the amount of the line', () => {
    const columns = guess(
      'Row ID|Order ID|Order Date|Ship Date|Ship Mode|Customer ID|Customer Name|Segment|Country/Region|City|State/Province|' +
        'Postal Code|Region|Product ID|Category|Sub-Category|Product Name|Sales|Quantity|Discount|Profit',
    );
    expect(columns).toEqual({
      document: 'Order ID',
      date: 'Order Date',
      account: 'Customer ID',
      quantity: 'Quantity',
      lineNet: 'Sales',
      accountName: 'Customer Name',
      country: 'Country/Region',
      product: 'Product ID',
      productName: 'Product Name',
      line: 'Row ID',
      discount: 'Discount',
    });
    expect(missingFields(columns, salesLikeFields)).toEqual([]);
  });

  test('capital letters without spaces, and a name where there is no code', () => {
    expect(
      guess(
        'ORDERNUMBER|QUANTITYORDERED|PRICEEACH|ORDERLINENUMBER|SALES|ORDERDATE|STATUS|QTR_ID|MONTH_ID|YEAR_ID|PRODUCTLINE|MSRP|' +
          'PRODUCTCODE|CUSTOMERNAME|PHONE|ADDRESSLINE1|CITY|STATE|POSTALCODE|COUNTRY|TERRITORY|CONTACTLASTNAME|DEALSIZE',
      ),
    ).toEqual({
      document: 'ORDERNUMBER',
      date: 'ORDERDATE',
      account: 'CUSTOMERNAME',
      quantity: 'QUANTITYORDERED',
      unitPrice: 'PRICEEACH',
      lineNet: 'SALES',
      country: 'COUNTRY',
      product: 'PRODUCTCODE',
      line: 'ORDERLINENUMBER',
    });
  });

  test('Hungarian invoicing programs', () => {
    expect(
      guess(
        'Számlaszám|Kelt|Teljesítés|Fizetési határidő|Vevőkód|Vevő neve|Cikkszám|Megnevezés|Mennyiség|Me.|Egységár|Nettó érték|ÁFA|Bruttó|Devizanem',
      ),
    ).toEqual({
      document: 'Számlaszám',
      date: 'Kelt',
      dueDate: 'Fizetési határidő',
      account: 'Vevőkód',
      accountName: 'Vevő neve',
      product: 'Cikkszám',
      productName: 'Megnevezés',
      quantity: 'Mennyiség',
      unitPrice: 'Egységár',
      lineNet: 'Nettó érték',
      currency: 'Devizanem',
    });
    expect(
      guess('BIZONYLATSZAM|BIZONYLAT KELTE|PARTNER|CIKK|MENNYISEG (DB)|NETTO EGYSEGAR (HUF)|Nettó (HUF)|Bruttó (HUF)'),
    ).toEqual({
      document: 'BIZONYLATSZAM',
      date: 'BIZONYLAT KELTE',
      account: 'PARTNER',
      product: 'CIKK',
      quantity: 'MENNYISEG (DB)',
      unitPrice: 'NETTO EGYSEGAR (HUF)',
      lineNet: 'Nettó (HUF)',
    });
  });

  test('an enterprise system', () => {
    expect(guess('VBELN|POSNR|FKDAT|KUNAG|NAME1|MATNR|ARKTX|FKIMG|NETWR|WAERK|Due Date')).toMatchObject({
      document: 'VBELN',
      line: 'POSNR',
      date: 'FKDAT',
      account: 'KUNAG',
      accountName: 'NAME1',
      product: 'MATNR',
      quantity: 'FKIMG',
      lineNet: 'NETWR',
      currency: 'WAERK',
      dueDate: 'Due Date',
    });
    expect(
      guess(
        'Billing Document|Item Number|Billing Date|Sold-to Party|Material|Billed Quantity|Net Value|Document Currency',
      ),
    ).toMatchObject({
      document: 'Billing Document',
      date: 'Billing Date',
      account: 'Sold-to Party',
      product: 'Item Number',
      quantity: 'Billed Quantity',
      lineNet: 'Net Value',
      currency: 'Document Currency',
    });
  });

  test('an order number is the document only where there is no invoice number', () => {
    expect(guess('Order No|Invoice No')).toMatchObject({ document: 'Invoice No', order: 'Order No' });
    expect(guess('Order No|Customer')).toMatchObject({ document: 'Order No', account: 'Customer' });
  });

  test('a required field is left open rather than guessed from a poor match', () => {
    const columns = guess('opportunity_id|sales_agent|product|account|deal_stage|engage_date|close_date|close_value');
    expect(columns).toEqual({ account: 'account', product: 'product' });
    expect(missingFields(columns, salesLikeFields)).toEqual(['document', 'date', 'quantity', 'unitPrice']);
    expect(guess('Gross amount|Bruttó összeg|Total|List price|Shipping cost|Discount code|Parent customer id')).toEqual(
      {},
    );
  });

  test('words may stand in another order, and optional columns may say one word more', () => {
    expect(guess('Date of invoice|Number, invoice|Cust. unit cost price')).toMatchObject({
      document: 'Number, invoice',
      cost: 'Cust. unit cost price',
    });
  });

  test('a column is used once, and what is taken is not guessed again', () => {
    expect(guessColumns(['Customer', 'Customer Name'], salesLikeFields, { account: 'Customer Name' })).toEqual({
      accountName: 'Customer',
    });
  });

  test('one column of a group is enough', () => {
    const whole = { document: 'a', date: 'b', account: 'c', quantity: 'd' };
    expect(missingFields(whole, salesLikeFields)).toEqual(['unitPrice']);
    expect(missingFields({ ...whole, lineNet: 'e' }, salesLikeFields)).toEqual([]);
    expect(missingFields({ ...whole, unitPrice: 'e' }, salesLikeFields)).toEqual([]);
  });
});
