import { queryOptions } from '@tanstack/react-query';
import type { WebhooksReply } from '#platform/webhooks/contract.ts';
import { api } from '#platform/web/api.ts';

/** A person's webhooks, and the kinds of events that she may be told of. */
export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => api.get<WebhooksReply>('/api/webhooks', { signal }),
});

/** What the messages of a webhook are kept under. */
export const deliveriesKey = (id: number) => ['webhook-deliveries', id] as const;
