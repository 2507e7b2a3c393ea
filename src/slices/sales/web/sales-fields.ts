import type { SalesField } from '#slices/sales/contract.ts';

/**
 * Every field in the order in which a person matches them: what must be there first. Of unit price and net of the line one is
 * enough.
 */
const fields: Readonly<Record<SalesField, 'required' | 'optional'>> = {
  document: 'required',
  date: 'required',
  account: 'required',
  quantity: 'required',
  unitPrice: 'required',
  lineNet: 'required',
  accountName: 'optional',
  country: 'optional',
  product: 'optional',
  productName: 'optional',
  line: 'optional',
  cost: 'optional',
  unitCost: 'optional',
  discount: 'optional',
  currency: 'optional',
  order: 'optional',
  dueDate: 'optional',
};

// The keys of the record above are the fields, all of them.
export const salesFieldOrder = Object.keys(fields) as readonly SalesField[];

export const isRequired = (field: SalesField): boolean => fields[field] === 'required';
