import type { EventKind } from '#platform/webhooks/events.ts';
import { accountEvents } from '#slices/accounts/public.ts';
import { productEvents } from '#slices/catalog/public.ts';
import { dossierEvents } from '#slices/dossier/public.ts';
import { portfolioEvents } from '#slices/portfolio/public.ts';
import { salesEvents } from '#slices/sales/public.ts';
import { teamEvents } from '#slices/team/public.ts';

/** What programs are told of, by the slices that know it. */
export const eventKinds: readonly EventKind[] = [
  ...accountEvents,
  ...dossierEvents,
  ...portfolioEvents,
  ...productEvents,
  ...salesEvents,
  ...teamEvents,
];
