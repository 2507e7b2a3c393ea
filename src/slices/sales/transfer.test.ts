import { describe, expect, test } from 'vitest';
import { guessColumns, missingFields } from '#platform/transfer/fields.ts';
import { salesFields } from './domain/import-kinds.ts';
import { hashedFields, salesFieldDescriptions } from './transfer.ts';

/** Headers of exports as they are found in the world, and the columns that a person would choose. */
const exports: readonly (readonly [system: string, headers: string, columns: Readonly<Record<string, string>>])[] = [
  [
    'a web shop',
    'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
    {
      document: 'InvoiceNo', date: 'InvoiceDate', account: 'CustomerID', quantity: 'Quantity', unitPrice: 'UnitPrice', country: 'Country',
      product: 'StockCode', productName: 'Description',
    },
  ],
  [
    'the same shop a year later',
    'Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country',
    {
      document: 'Invoice', date: 'InvoiceDate', account: 'Customer ID', quantity: 'Quantity', unitPrice: 'Price', country: 'Country',
      product: 'StockCode', productName: 'Description',
    },
  ],
  [
    'a table without a gap in its headers',
    'ORDERNUMBER,QUANTITYORDERED,PRICEEACH,ORDERLINENUMBER,SALES,ORDERDATE,STATUS,QTR_ID,PRODUCTLINE,MSRP,PRODUCTCODE,CUSTOMERNAME,CITY,COUNTRY,DEALSIZE',
    {
      document: 'ORDERNUMBER', date: 'ORDERDATE', account: 'CUSTOMERNAME', quantity: 'QUANTITYORDERED', unitPrice: 'PRICEEACH',
      lineNet: 'SALES', country: 'COUNTRY', product: 'PRODUCTCODE', line: 'ORDERLINENUMBER',
    },
  ],
  [
    'order lines joined with their heads',
    'orderNumber,productCode,quantityOrdered,priceEach,orderLineNumber,orderDate,requiredDate,shippedDate,status,comments,customerNumber,customerName,contactLastName,phone,city,country,creditLimit,productName,productLine,quantityInStock,buyPrice,MSRP',
    {
      document: 'orderNumber', date: 'orderDate', account: 'customerNumber', quantity: 'quantityOrdered', unitPrice: 'priceEach',
      accountName: 'customerName', country: 'country', product: 'productCode', productName: 'productName', line: 'orderLineNumber',
      unitCost: 'buyPrice',
    },
  ],
  [
    'a super store',
    'Row ID,Order ID,Order Date,Ship Date,Ship Mode,Customer ID,Customer Name,Segment,City,State,Country,Postal Code,Market,Region,Product ID,Category,Sub-Category,Product Name,Sales,Quantity,Discount,Profit,Shipping Cost,Order Priority',
    {
      document: 'Order ID', date: 'Order Date', account: 'Customer ID', quantity: 'Quantity', lineNet: 'Sales', accountName: 'Customer Name',
      country: 'Country', product: 'Product ID', productName: 'Product Name', line: 'Row ID', discount: 'Discount',
    },
  ],
  [
    'regional sales',
    'OrderNumber,Sales Channel,WarehouseCode,ProcuredDate,OrderDate,ShipDate,DeliveryDate,CurrencyCode,_SalesTeamID,_CustomerID,_StoreID,_ProductID,Order Quantity,Discount Applied,Unit Cost,Unit Price',
    {
      document: 'OrderNumber', date: 'OrderDate', account: '_CustomerID', quantity: 'Order Quantity', unitPrice: 'Unit Price',
      product: '_ProductID', unitCost: 'Unit Cost', discount: 'Discount Applied', currency: 'CurrencyCode',
    },
  ],
  [
    'technical names of an enterprise system',
    'VBELN,POSNR,FKDAT,KUNAG,MATNR,ARKTX,FKIMG,VRKME,NETWR,WAERK,WAVWR',
    {
      document: 'VBELN', date: 'FKDAT', account: 'KUNAG', quantity: 'FKIMG', lineNet: 'NETWR', product: 'MATNR', productName: 'ARKTX',
      line: 'POSNR', cost: 'WAVWR', currency: 'WAERK',
    },
  ],
  [
    'posted invoice lines',
    'Document No.,Line No.,Posting Date,Sell-to Customer No.,Sell-to Customer Name,Type,No.,Description,Quantity,Unit Price,Amount,Unit Cost (LCY)',
    {
      document: 'Document No.', date: 'Posting Date', account: 'Sell-to Customer No.', quantity: 'Quantity', unitPrice: 'Unit Price',
      lineNet: 'Amount', accountName: 'Sell-to Customer Name', productName: 'Description', line: 'Line No.', unitCost: 'Unit Cost (LCY)',
    },
  ],
  [
    'an open-source ERP',
    'Sales Invoice,Posting Date,Customer,Customer Name,Item Code,Item Name,Qty,Net Amount,Currency',
    {
      document: 'Sales Invoice', date: 'Posting Date', account: 'Customer', quantity: 'Qty', lineNet: 'Net Amount',
      accountName: 'Customer Name', product: 'Item Code', productName: 'Item Name', currency: 'Currency',
    },
  ],
  [
    'a Hungarian invoicing program',
    'Számlaszám;Kelt;Vevő kódja;Vevő neve;Cikkszám;Megnevezés;Mennyiség;Mennyiségi egység;Nettó egységár;Nettó érték;Áfa;Bruttó érték;Devizanem',
    {
      document: 'Számlaszám', date: 'Kelt', account: 'Vevő kódja', quantity: 'Mennyiség', unitPrice: 'Nettó egységár',
      lineNet: 'Nettó érték', accountName: 'Vevő neve', product: 'Cikkszám', productName: 'Megnevezés', currency: 'Devizanem',
    },
  ],
  [
    'another one, whose price with tax stands first',
    'Bizonylatszám;Teljesítés dátuma;Partner kód;Partner név;Cikk kód;Cikk név;Menny.;Egységár;Egységár nettó;Bruttó;Deviza;Fiz. határidő',
    {
      document: 'Bizonylatszám', date: 'Teljesítés dátuma', account: 'Partner kód', quantity: 'Menny.', unitPrice: 'Egységár nettó',
      accountName: 'Partner név', product: 'Cikk kód', productName: 'Cikk név', currency: 'Deviza', dueDate: 'Fiz. határidő',
    },
  ],
  [
    'a German one',
    'Rechnungsnr.;Rechnungsdatum;Kundennr.;Kundenname;Artikelnr.;Bezeichnung;Menge;Einzelpreis;Rabatt;Nettobetrag;Währung',
    {
      document: 'Rechnungsnr.', date: 'Rechnungsdatum', account: 'Kundennr.', quantity: 'Menge', unitPrice: 'Einzelpreis',
      lineNet: 'Nettobetrag', accountName: 'Kundenname', product: 'Artikelnr.', productName: 'Bezeichnung', discount: 'Rabatt',
      currency: 'Währung',
    },
  ],
  [
    'a Hungarian one with both amounts',
    'Számlaszám;Kelt;Teljesítés;Fizetési határidő;Vevőkód;Vevő neve;Cikkszám;Megnevezés;Mennyiség;Me.;Egységár;Nettó érték;ÁFA;Bruttó;Devizanem',
    {
      document: 'Számlaszám', date: 'Kelt', dueDate: 'Fizetési határidő', account: 'Vevőkód', accountName: 'Vevő neve',
      product: 'Cikkszám', productName: 'Megnevezés', quantity: 'Mennyiség', unitPrice: 'Egységár', lineNet: 'Nettó érték',
      currency: 'Devizanem',
    },
  ],
  [
    'a Hungarian one in capitals without accents',
    'BIZONYLATSZAM;BIZONYLAT KELTE;PARTNER;CIKK;MENNYISEG (DB);NETTO EGYSEGAR (HUF);Nettó (HUF);Bruttó (HUF)',
    {
      document: 'BIZONYLATSZAM', date: 'BIZONYLAT KELTE', account: 'PARTNER', product: 'CIKK', quantity: 'MENNYISEG (DB)',
      unitPrice: 'NETTO EGYSEGAR (HUF)', lineNet: 'Nettó (HUF)',
    },
  ],
  [
    'billing documents of an enterprise system',
    'Billing Document,Item Number,Billing Date,Sold-to Party,Material,Billed Quantity,Net Value,Document Currency',
    {
      document: 'Billing Document', date: 'Billing Date', account: 'Sold-to Party', product: 'Item Number',
      quantity: 'Billed Quantity', lineNet: 'Net Value', currency: 'Document Currency',
    },
  ],
]; // prettier-ignore

const columnsOf = (headers: string): Record<string, string> =>
  guessColumns(headers.split(headers.includes(';') ? ';' : ','), salesFieldDescriptions);

test.each(exports)('columns of %s are found', (_system, headers, columns) => {
  expect(columnsOf(headers)).toEqual(columns);
  expect(missingFields(columnsOf(headers), salesFieldDescriptions)).toEqual([]);
});

describe('what says something else is not taken for it', () => {
  test.each([
    // A kind of customer is no customer, money off is no share, shipping is no cost of the goods, tax is no price.
    ['Invoice ID,Date,Customer type,Unit price,Quantity,Tax 5%,Total', ['account']],
    ['Invoice ID,Date,Customer ID,Quantity,Price,discount_amount,Shipping Cost,Order Priority', []],
    ['order_id,customer_id,product_id,price,freight_value', ['date', 'quantity']],
    ['Date,Store,Product,Units Sold,Gross', ['document', 'account', 'unitPrice']],
    [
      'opportunity_id,sales_agent,product,account,deal_stage,engage_date',
      ['document', 'date', 'quantity', 'unitPrice'],
    ],
    [
      'Gross amount,Total,List price,Shipping cost,Discount code',
      ['document', 'date', 'account', 'quantity', 'unitPrice'],
    ],
  ])('%s lacks %j', (headers, missing) => {
    const columns = columnsOf(headers);
    expect(missingFields(columns, salesFieldDescriptions)).toEqual(missing);
    for (const field of ['discount', 'cost', 'unitCost', 'lineNet']) expect(columns).not.toHaveProperty(field);
  });
});

test('every field of the contract is described once, and two rows are the same by all but their names', () => {
  expect(salesFieldDescriptions.map((field) => field.name).sort()).toEqual([...salesFields].sort());
  const names = ['accountName', 'country', 'productName'];
  expect([...hashedFields, ...names].sort()).toEqual([...salesFields].sort());
});
