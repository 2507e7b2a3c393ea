import type { Day } from '#kernel/day.ts';
import type { MappingChoice } from '#slices/sales/contract.ts';

import { demoCompany } from './company.ts';
import type { InvoiceLine } from './invoices.ts';

interface Column {
  readonly header: string;
  readonly cell: (line: InvoiceLine) => string;
}

/** 2026-11-03 as 2026.11.03., the way Hungarian programs write a date into a file. */
const hungarianDate = (day: Day): string => `${day.replaceAll('-', '.')}.`;

const hungarianNumber = (value: number): string => String(value).replace('.', ',');

/** The columns of the export, by the field of ours that each of them is. */
const columns = {
  document: { header: 'Számlaszám', cell: (line) => line.document },
  line: { header: 'Tételszám', cell: (line) => String(line.line) },
  date: { header: 'Kelt', cell: (line) => hungarianDate(line.day) },
  account: { header: 'Vevőkód', cell: (line) => line.account?.code ?? '' },
  accountName: { header: 'Vevő neve', cell: (line) => line.account?.name ?? 'Pénztári vevő' },
  country: { header: 'Ország', cell: (line) => line.account?.place.country ?? demoCompany.country },
  product: { header: 'Cikkszám', cell: (line) => line.product.code },
  productName: { header: 'Megnevezés', cell: (line) => line.product.name },
  quantity: { header: 'Mennyiség', cell: (line) => hungarianNumber(line.quantity) },
  unitPrice: { header: 'Egységár', cell: (line) => `${String(line.unitPrice)},00` },
  lineNet: { header: 'Nettó érték', cell: (line) => String(line.net) },
  cost: { header: 'Beszerzési érték', cell: (line) => (line.cost === null ? '' : String(line.cost)) },
  order: { header: 'Rendelésszám', cell: (line) => line.order },
  dueDate: { header: 'Fizetési határidő', cell: (line) => hungarianDate(line.dueDay) },
} as const satisfies Partial<Record<keyof NonNullable<MappingChoice['columns']>, Column>>;

/** How the export is read: what a person would choose on the import page. */
export const salesFileMapping = {
  columns: Object.fromEntries(Object.entries(columns).map(([field, { header }]) => [field, header])),
  encoding: 'utf-8',
  delimiter: ';',
  decimal: ',',
  dateFormat: 'YYYY.MM.DD.',
} as const satisfies MappingChoice;

/** Product codes of the export that are not goods but charges: freight, fees, bonuses. */
export const chargeCodes: readonly string[] = ['DJ-*'];

const byteOrderMark = '\uFEFF';

/** A cell with a delimiter, a quote or a line break in it is quoted (RFC 4180). */
const quoted = (text: string): string => (/[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The lines as the demo company's ERP exports them: UTF-8 with a byte-order mark, semicolons, decimal commas, CR LF. */
export function salesFile(lines: readonly InvoiceLine[]): string {
  const all: readonly Column[] = Object.values(columns);
  const rows = [all.map((column) => column.header)];
  for (const line of lines) rows.push(all.map((column) => column.cell(line)));
  return byteOrderMark + rows.map((row) => `${row.map(quoted).join(';')}\r\n`).join('');
}
