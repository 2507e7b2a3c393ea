import { isDeepStrictEqual } from 'node:util';
import { toDecimal } from '#kernel/money.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { ensureAccounts, newAccounts } from '#slices/accounts/public.ts';
import { ensureProducts, newProducts } from '#slices/catalog/public.ts';
import { namedMost } from './contract.ts';
import { salesFields, type SalesField } from './domain/import-kinds.ts';
import type { Brought, KindOfImport, RunOrder } from './import-kind.ts';
import { setCharges } from './imports.ts';
import { keepTouchedAccounts, keepTouchedProducts, writeDocuments } from './ledger.ts';
import { moveKind } from './roll-ups.ts';
import { checkStaged, collectNames, compareDocuments, countShortened, sumRows, type Counts } from './staging.ts';
import { hashedFields, salesFieldDescriptions } from './transfer.ts';

/** Column of the staging table for each field, in the order in which the reader writes them. */
const stagedColumn: Readonly<Record<SalesField, string>> = {
  document: 'document text collate "C"',
  date: 'day date',
  account: 'account text collate "C"',
  quantity: 'quantity numeric',
  unitPrice: 'unit_price numeric',
  lineNet: 'line_net numeric',
  accountName: 'account_name text',
  country: 'country text',
  product: 'product text collate "C"',
  productName: 'product_name text',
  line: 'line_number text',
  cost: 'line_cost numeric',
  unitCost: 'unit_cost numeric',
  discount: 'discount numeric',
  currency: 'currency text',
  order: 'order_number text',
  dueDate: 'due_day date',
};

/** Sales lines: documents are compared with the ledger and written into it. */
export const linesImport: KindOfImport = {
  fields: salesFieldDescriptions,
  hashed: hashedFields,
  staged: salesFields.map((field) => stagedColumn[field]),
  siblingFault: 'sibling',
  async compare(tx, { currency, batch }) {
    await checkStaged(tx, currency);
    await compareDocuments(tx, batch.sourceId);
  },
  bring,
};

async function bring(tx: Tx, order: RunOrder, counts: Counts, isLoaded: boolean): Promise<Brought> {
  const { currency, batch, charges } = order;
  const months = await sumRows(tx, currency);
  const total = (part: 'net' | 'unattributedNet'): bigint => months.reduce((sum, month) => sum + month[part], 0n);
  const shortened = counts.changed > 0 ? await countShortened(tx) : 0;
  let accounts: Awaited<ReturnType<typeof newAccounts>> = { count: 0, first: [] };
  let products: Awaited<ReturnType<typeof newProducts>> = { count: 0, first: [] };
  if (counts.new + counts.changed > 0 || (counts.unchanged > 0 && mayTellMore(order))) {
    await collectNames(tx);
    accounts = await newAccounts(tx, batch.source, namedMost);
    products = await newProducts(tx, namedMost);
    if (isLoaded) {
      order.onProgress({ phase: 'writing', rows: counts.read, share: 0.55 });
      await ensureAccounts(tx);
      const reclassified = await ensureProducts(tx, charges);
      await moveKind(tx, reclassified.productIds, 'goods', reclassified.kind);
      await keepTouchedAccounts(tx, batch.id);
      await keepTouchedProducts(tx, batch.id);
      if (counts.new + counts.changed > 0) await writeDocuments(tx, batch.sourceId, batch.id, currency);
    }
  }
  if (isLoaded) await setCharges(tx, batch.sourceId, charges);
  return {
    unattributed: {
      lines: months.reduce((sum, { unattributedLines }) => sum + unattributedLines, 0),
      net: toDecimal(total('unattributedNet'), currency),
    },
    accountsCreated: accounts.count,
    productsCreated: products.count,
    accounts: accounts.first,
    products: products.first,
    net: toDecimal(total('net'), currency),
    months: months.map(({ month, net, lines }) => ({ month, net: toDecimal(net, currency), lines })),
    shortened,
  };
}

/** Whether documents that are here already can still tell names and charges, because they are read otherwise than the last time. */
const mayTellMore = ({ batch, mapping, charges }: RunOrder): boolean =>
  !isDeepStrictEqual(mapping, batch.remembered) || !isDeepStrictEqual(charges, batch.rememberedCharges);
