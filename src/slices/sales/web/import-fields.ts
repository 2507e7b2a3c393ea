import type { ImportField, ImportKind } from '#slices/sales/contract.ts';
import { fieldsOfKind } from '#slices/sales/domain/import-kinds.ts';

/** What must be there. Of unit price and net of the line one is enough. */
const required: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  sales: ['document', 'date', 'account', 'quantity', 'unitPrice', 'lineNet'],
  customers: ['account'],
  products: ['product'],
};

/** Every field of a kind of file in the order in which a person matches them: what must be there first. */
export const fieldsOf = (kind: ImportKind): readonly ImportField[] => fieldsOfKind[kind];

export const isRequired = (kind: ImportKind, field: ImportField): boolean => required[kind].includes(field);
