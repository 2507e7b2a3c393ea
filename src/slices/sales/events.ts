import { keyOf, type EventKind } from '#platform/webhooks/events.ts';

const ofImport: EventKind['tell'] = async (_tx, { subject }) => ({ import: { id: Number(keyOf(subject)) } });

/** What programs are told of imports. */
export const salesEvents: readonly EventKind[] = [
  { type: 'sales.import', summary: 'Sales lines were loaded.', ability: 'sales.import', tell: ofImport },
  {
    type: 'sales.import-undo',
    summary: 'An import was taken back as a whole.',
    ability: 'sales.import',
    tell: ofImport,
  },
];
