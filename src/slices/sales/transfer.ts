import type { FieldDescription } from '#platform/transfer/types.ts';
import { accountCodeWords, accountNameWords, countryWords } from '#slices/accounts/public.ts';
import { productCodeWords, productNameWords } from '#slices/catalog/public.ts';
import type { SalesField } from './domain/import-kinds.ts';

/** Header words of numbers of orders; a file without invoice numbers is grouped into documents by them. */
// prettier-ignore
const orderWords = [
  'order id', 'order no', 'order number', 'order num', 'order', 'order key', 'sales order', 'sales order id',
  'sales order no', 'sales order number', 'sales document', 'rendelésszám', 'rendelés száma', 'rendelés azonosító',
  'rendelésazonosító', 'rendelés', 'megrendelés száma', 'megrendelésszám', 'auftrag', 'auftragsnummer', 'vbelv',
] as const;

/**
 * The fields of sales lines (catalogue A1), in the order of the contract, with the headers by which exports of shops,
 * enterprise systems and Hungarian invoicing programs name them.
 */
export const salesFieldDescriptions: readonly (FieldDescription & { readonly name: SalesField })[] = [
  {
    name: 'document',
    kind: 'text',
    required: true,
    maxLength: 100,
    // prettier-ignore
    aliases: [
      'invoice no', 'invoice number', 'invoice id', 'invoice', 'invoice num', 'invoice nr', 'invoice code', 'bill no',
      'bill number', 'billing document', 'billing doc', 'billing doc no', 'document no', 'document number',
      'document id',
      'document', 'doc no', 'doc number', 'doc id', 'számlaszám', 'számla száma', 'számla szám', 'számla sorszáma',
      'számla sorszám', 'számla azonosító', 'számla', 'szla szám', 'szlaszám', 'szla száma', 'bizonylatszám',
      'bizonylat száma', 'bizonylat szám', 'bizonylat sorszáma', 'bizonylat azonosító', 'bizonylat', 'rechnungsnummer',
      'rechnungsnr', 'rechnung nr', 'rechnung', 'belegnummer', 'belegnr', 'beleg nr', 'vbeln', 'belnr', 'sales invoice',
      'sales invoice no', 'sales invoice number', 'voucher no', 'receipt no', 'receipt number', 'receipt id',
      'transaction id', 'transaction no', 'transaction number', ...orderWords,
    ],
  },
  {
    name: 'date',
    kind: 'day',
    required: true,
    // prettier-ignore
    aliases: [
      'invoice date', 'billing date', 'bill date', 'document date', 'doc date', 'számla kelte', 'számla dátuma',
      'számla kiállítás dátuma', 'kiállítás dátuma', 'kiállítás kelte', 'kiállítás', 'bizonylat kelte',
      'bizonylat dátuma',
      'kelt', 'kelte', 'teljesítés dátuma', 'teljesítés kelte', 'teljesítés ideje', 'teljesítési dátum', 'teljesítés',
      'posting date', 'könyvelés dátuma', 'transaction date', 'sale date', 'sales date', 'date of sale',
      'rechnungsdatum',
      'fkdat', 'bldat', 'budat', 'order date', 'rendelés dátuma', 'rendelés kelte', 'date', 'dátum', 'datum', 'nap',
    ],
  },
  {
    name: 'account',
    kind: 'text',
    required: true,
    mayBeEmpty: true,
    maxLength: 100,
    aliases: accountCodeWords,
  },
  {
    name: 'quantity',
    kind: 'decimal',
    required: true,
    // prettier-ignore
    aliases: [
      'quantity', 'qty', 'quantity ordered', 'ordered quantity', 'quantity sold', 'order quantity', 'order qty',
      'qty sold',
      'billed quantity', 'billing quantity', 'invoiced quantity', 'invoice quantity', 'sales quantity', 'units',
      'units sold',
      'unit sold', 'pieces', 'pcs', 'mennyiség', 'számlázott mennyiség', 'eladott mennyiség', 'kiszállított mennyiség',
      'menny', 'darabszám', 'darab', 'db', 'menge', 'fkimg', 'kwmeng', 'items sold',
    ],
  },
  {
    name: 'unitPrice',
    kind: 'decimal',
    required: { oneOf: 'price' },
    // prettier-ignore
    aliases: [
      'net unit price', 'unit net price', 'unit price', 'price each', 'price per unit', 'unit selling price',
      'sales price',
      'selling price', 'sale price', 'net price', 'item price', 'price', 'nettó egységár', 'egységár nettó',
      'egységár', 'egység ár', 'nettó ár', 'eladási ár', 'eladási egységár', 'ár', 'einzelpreis', 'netpr',
    ],
  },
  {
    name: 'lineNet',
    kind: 'decimal',
    required: { oneOf: 'price' },
    // prettier-ignore
    aliases: [
      'line net', 'net amount', 'net value', 'line amount', 'line total', 'line net amount', 'net sales', 'net revenue',
      'net line amount', 'sales amount', 'sales value', 'extended price', 'extended amount', 'sales', 'revenue',
      'turnover',
      'total price', 'total sales', 'total revenue', 'nettó', 'nettó érték', 'nettó összeg', 'nettó ért',
      'számla nettó',
      'tétel nettó', 'tétel nettó érték', 'sor nettó', 'nettó sorérték', 'nettó számlaérték', 'nettó forgalom',
      'nettó árbevétel', 'árbevétel', 'forgalom', 'érték nettó', 'nettobetrag', 'nettowert', 'netwr', 'amount', 'netto',
    ],
  },
  {
    name: 'accountName',
    kind: 'text',
    required: false,
    maxLength: 300,
    aliases: accountNameWords,
  },
  {
    name: 'country',
    kind: 'text',
    required: false,
    maxLength: 100,
    aliases: countryWords,
  },
  {
    name: 'product',
    kind: 'text',
    required: false,
    maxLength: 100,
    aliases: productCodeWords,
  },
  {
    name: 'productName',
    kind: 'text',
    required: false,
    maxLength: 1_000,
    aliases: productNameWords,
  },
  {
    name: 'line',
    kind: 'text',
    required: false,
    maxLength: 100,
    // prettier-ignore
    aliases: [
      'line', 'line no', 'line number', 'line item', 'line item no', 'line item number', 'line id', 'invoice line id',
      'invoice line', 'invoice line no', 'invoice line number', 'order line number', 'order line', 'order line no',
      'order item id', 'position', 'pos', 'posnr', 'row id', 'row no', 'row number', 'tételsorszám', 'tétel sorszáma',
      'tételszám', 'tétel száma', 'tétel', 'sorszám', 'sor', 'sor száma',
    ],
  },
  {
    // Of the whole line, as lineNet is; a cost of one piece is a field of its own.
    name: 'cost',
    kind: 'decimal',
    required: false,
    // prettier-ignore
    aliases: [
      'cost', 'line cost', 'total cost', 'cost amount', 'cost value', 'cost of goods', 'cost of goods sold', 'cogs',
      'cost total',
      'beszerzési érték', 'bekerülési érték', 'beszerzési összeg', 'elábé', 'önköltség összesen', 'wavwr',
    ],
  },
  {
    name: 'unitCost',
    kind: 'decimal',
    required: false,
    // prettier-ignore
    aliases: [
      'unit cost', 'unit cost price', 'cost price', 'cost per unit', 'cost each', 'purchase price', 'buy price',
      'buying price', 'standard cost',
      'beszerzési ár', 'beszerzési egységár', 'bekerülési ár', 'önköltségi ár', 'nyilvántartási ár', 'einstandspreis',
    ],
  },
  {
    name: 'discount',
    kind: 'share',
    required: false,
    // prettier-ignore
    aliases: [
      'discount', 'discount rate', 'discount percent', 'discount percentage', 'discount pct', 'discount applied',
      'disc', 'kedvezmény',
      'kedvezmény mértéke', 'kedvezmény százalék', 'kedvezmény százaléka', 'engedmény', 'engedmény mértéke',
      'engedmény százalék', 'rabatt',
    ],
  },
  {
    name: 'currency',
    kind: 'currency',
    required: false,
    // prettier-ignore
    aliases: [
      'currency', 'currency code', 'curr', 'invoice currency', 'document currency', 'devizanem', 'deviza', 'pénznem',
      'valuta', 'valutanem', 'számla devizaneme', 'számla pénzneme', 'währung', 'waerk', 'waers',
    ],
  },
  {
    name: 'order',
    kind: 'text',
    required: false,
    maxLength: 100,
    aliases: [
      ...orderWords,
      'purchase order',
      'purchase order no',
      'purchase order number',
      'po no',
      'po number',
      'customer order',
    ],
  },
  {
    name: 'dueDate',
    kind: 'day',
    required: false,
    // prettier-ignore
    aliases: [
      'due date', 'payment due date', 'net due date', 'due in date', 'date due', 'payment due', 'due',
      'fizetési határidő',
      'fiz határidő', 'fizetési határidő dátuma', 'fizetési hat idő', 'fizhatáridő', 'esedékesség',
      'esedékesség dátuma',
      'esedékesség napja', 'lejárat', 'lejárat dátuma', 'fälligkeit',
    ],
  },
];

/** Fields whose values make two rows the same. Names are left out: they are looked after by themselves. */
export const hashedFields: readonly SalesField[] = [
  'document', 'date', 'account', 'quantity', 'unitPrice', 'lineNet', 'product', 'line', 'cost', 'unitCost', 'discount',
  'currency',
  'order', 'dueDate',
]; // prettier-ignore
