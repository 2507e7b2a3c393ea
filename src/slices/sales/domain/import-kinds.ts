/** What a file brings: sales lines, or what is to be known of customers or products. */
export const importKinds = ['sales', 'customers', 'products'] as const;

/** Fields a column of a file with sales lines can be matched with. */
export const salesFields = [
  'document',
  'date',
  'account',
  'quantity',
  'unitPrice',
  'lineNet',
  'accountName',
  'country',
  'product',
  'productName',
  'line',
  'cost',
  'unitCost',
  'discount',
  'currency',
  'order',
  'dueDate',
] as const;
export type SalesField = (typeof salesFields)[number];

/** Fields of each kind of file, in the order in which they are read. */
export const fieldsOfKind = {
  sales: salesFields,
  customers: [
    'account',
    'accountName',
    'country',
    'town',
    'accountKind',
    'vatNumber',
    'registryNumber',
    'segment',
    'territory',
    'group',
    'groupParent',
    'owner',
  ],
  products: ['product', 'productName', 'productKind'],
} as const satisfies Readonly<Record<(typeof importKinds)[number], readonly string[]>>;

type ImportField = (typeof fieldsOfKind)[keyof typeof fieldsOfKind][number];

/** Fields of all kinds, each once. */
export const importFields: readonly ImportField[] = [...new Set(Object.values(fieldsOfKind).flat())];
