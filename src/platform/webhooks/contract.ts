import { z } from 'zod';

/** `off`: by its owner; `failures`: nothing arrived for days; `gone`: the receiver said 410; `administrator`: by one of them. */
const State = z.enum(['on', 'off', 'failures', 'gone', 'administrator']);
const Outcome = z.enum(['answered', 'late', 'forbidden', 'unknown-name', 'certificate', 'no-connection']);

/** An address of a person's own program that is told of what happens. */
export const Webhook = z.strictObject({
  id: z.number().int(),
  name: z.string(),
  url: z.string(),
  /** Null: every kind of event that there is. */
  types: z.array(z.string()).nullable(),
  state: State,
  offAt: z.string().nullable(),
  /** The first failure since something last arrived. */
  failingSince: z.string().nullable(),
  createdAt: z.string(),
  /** Until when the secret before this one signs as well. */
  formerSecretUntil: z.string().nullable(),
  waiting: z.number().int(),
  version: z.number().int(),
});
export type Webhook = z.infer<typeof Webhook>;

/** GET /api/webhooks: one's own, and the kinds of events that one is told of. */
export const WebhooksReply = z.strictObject({ webhooks: z.array(Webhook), types: z.array(z.string()) });
export type WebhooksReply = z.infer<typeof WebhooksReply>;

const Name = z.string().trim().min(1).max(100);
const Address = z.string().trim().min(1).max(2000);
const Types = z.array(z.string().max(60)).min(1).max(100).nullable();

/** POST /api/webhooks, 201; POST /api/webhooks/:id/secret. 422 `webhook-not-https`, `webhook-not-allowed`, `webhook-types`. */
export const NewWebhook = z.strictObject({ name: Name, url: Address, types: Types.default(null) });
export type NewWebhook = z.input<typeof NewWebhook>;
/** The secret is shown this once. */
export const MadeWebhook = z.strictObject({ webhook: Webhook, secret: z.string() });
export type MadeWebhook = z.infer<typeof MadeWebhook>;

/** PATCH /api/webhooks/:id, versioned. */
export const WebhookChange = z.strictObject({
  name: Name.optional(),
  url: Address.optional(),
  types: Types.optional(),
  isOn: z.boolean().optional(),
});
export type WebhookChange = z.infer<typeof WebhookChange>;

const deliveryStates = ['waiting', 'delivered', 'failed', 'withheld'] as const;

/** A message and what became of it. `withheld`: its owner may not see it any more, so it was not sent. */
export const Delivery = z.strictObject({
  id: z.number().int(),
  messageId: z.string(),
  type: z.string(),
  at: z.string(),
  state: z.enum(deliveryStates),
  /** When it is tried again. */
  nextAt: z.string().nullable(),
  /** What was sent; null where it was withheld. */
  payload: z.string().nullable(),
  attempts: z.array(
    z.strictObject({
      at: z.string(),
      outcome: Outcome,
      status: z.number().int().nullable(),
      milliseconds: z.number().int(),
    }),
  ),
});
export type Delivery = z.infer<typeof Delivery>;

/** GET /api/webhooks/:id/deliveries: newest first. They are kept for thirty days. */
export const DeliveriesQuery = z.strictObject({
  state: z.enum(deliveryStates).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
});
export type DeliveriesQuery = z.infer<typeof DeliveriesQuery>;
export const DeliveriesReply = z.strictObject({ deliveries: z.array(Delivery), nextCursor: z.string().nullable() });
export type DeliveriesReply = z.infer<typeof DeliveriesReply>;

/** POST /api/webhooks/:id/replay: everything that was given up is sent once more, with the same ids. */
export const Replayed = z.strictObject({ replayed: z.number().int() });

/** A webhook of somebody in the company, as those see it who manage people: where it leads and whether it arrives. */
export const CompanyWebhook = z.strictObject({
  id: z.number().int(),
  name: z.string(),
  owner: z.strictObject({ id: z.number().int(), name: z.string() }),
  /** Of the address no more than this: its path may hold a secret of the receiver. */
  host: z.string(),
  state: State,
  offAt: z.string().nullable(),
  failingSince: z.string().nullable(),
  waiting: z.number().int(),
  /** The newest three tries that failed, newest first. */
  failures: z.array(z.strictObject({ at: z.string(), outcome: Outcome, status: z.number().int().nullable() })),
});
export type CompanyWebhook = z.infer<typeof CompanyWebhook>;

/** GET /api/company-webhooks: all that there are, those that do not arrive first. */
export const CompanyWebhooksReply = z.strictObject({ webhooks: z.array(CompanyWebhook) });
export type CompanyWebhooksReply = z.infer<typeof CompanyWebhooksReply>;
