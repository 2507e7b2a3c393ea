import { customersImport } from './import-customers.ts';
import type { KindsOfImport } from './import-kind.ts';
import { linesImport } from './import-lines.ts';
import { productsImport } from './import-products.ts';

/** What each kind of file is read and written by. */
export const kindsOfImport: KindsOfImport = {
  sales: linesImport,
  customers: customersImport,
  products: productsImport,
};
