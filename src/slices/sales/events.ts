import { keyOf, kindsFor, type EventKind } from '#platform/webhooks/events.ts';

const ofImport: EventKind['tell'] = async (_tx, { subject }) => ({ import: { id: Number(keyOf(subject)) } });

const kind = kindsFor('sales.import');

/** What programs are told of imports. */
export const salesEvents: readonly EventKind[] = [
  kind('sales.import', 'Sales lines were loaded.', ofImport),
  kind('sales.import-undo', 'An import was taken back as a whole.', ofImport),
];
