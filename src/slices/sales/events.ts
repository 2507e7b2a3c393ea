import { z } from 'zod';
import {
  ByCode,
  ByNumber,
  keyOf,
  kindsFor,
  numberIn,
  type EventKind,
  type Telling,
} from '#platform/webhooks/events.ts';
import { accountTold } from '#slices/accounts/public.ts';
import type { ImportKind } from './contract.ts';
import { importKinds } from './domain/import-kinds.ts';

/** Entries of the first versions name no kind: then there were files of sales lines only. */
const kindIn = (detail: Readonly<Record<string, unknown>>): ImportKind =>
  importKinds.find((one) => one === detail['kind']) ?? 'sales';

const tellOfImport: Telling = {
  data: z.strictObject({ import: ByNumber.extend({ kind: z.enum(importKinds) }) }),
  tell: async (_tx, { subject, detail }) => ({ import: { id: Number(keyOf(subject)), kind: kindIn(detail) } }),
};

const tellOfAttribution: Telling = {
  data: z.strictObject({ account: ByCode, attribution: ByNumber }),
  async tell(tx, recorded) {
    const account = await accountTold(tx, recorded.subject);
    const id = numberIn(recorded, 'attribution');
    return account && id !== null ? { account, attribution: { id } } : null;
  },
};

const kind = kindsFor('sales.import');

/** What programs are told of imports. */
export const salesEvents: readonly EventKind[] = [
  kind('sales.import', 'A file was loaded: customers, products or sales lines, as its kind says.', tellOfImport),
  kind('sales.import-undo', 'An import was taken back as a whole.', tellOfImport),
  kind('sales.attribute', 'Documents that named no account were given to one.', tellOfAttribution),
  kind('sales.attribute-undo', 'Documents that were given to an account name none again.', tellOfAttribution),
];
