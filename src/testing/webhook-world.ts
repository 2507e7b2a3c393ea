import { afterEach, beforeAll, beforeEach } from 'vitest';
import {
  DeliveriesReply,
  MadeWebhook,
  WebhooksReply,
  type Delivery,
  type NewWebhook,
  type Webhook,
} from '#platform/webhooks/contract.ts';
import type { Client } from './actor.ts';
import { expectStatus, people, testHouse, type TestHouse } from './house.ts';
import { codeOf } from './matrix/calls.ts';
import { fillWorld, type ThingName, type World } from './matrix/world.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

export const hour = 3_600_000;
export const day = 24 * hour;

/** The address of a webhook, or of something of it. */
export const urlOf = ({ webhook }: Pick<MadeWebhook, 'webhook'>, rest = ''): string =>
  `/api/webhooks/${String(webhook.id)}${rest}`;

/** A house with accounts, and a program that is told; its webhooks are gone after each test. */
interface WebhookWorld {
  readonly house: TestHouse;
  readonly world: World;
  readonly kam: Client;
  readonly director: Client;
  readonly receiver: WebhookReceiver;
  /** Looks for new events and sends all that is due. */
  readonly run: () => Promise<void>;
  readonly subscribe: (client: Client, wanted?: Partial<NewWebhook>) => Promise<MadeWebhook>;
  /** How a webhook stands; undefined when it is gone. */
  readonly standing: (client: Client, made: MadeWebhook) => Promise<Webhook | undefined>;
  readonly log: (client: Client, made: MadeWebhook, query?: string) => Promise<readonly Delivery[]>;
  /** Something happens to an account. */
  readonly change: (thing: ThingName) => Promise<void>;
  readonly give: (thing: ThingName, owner: string) => Promise<void>;
  /** What is told of an account. */
  readonly about: (thing: ThingName) => object;
}

export function webhookWorld(): WebhookWorld {
  const house = testHouse({ isDemo: true });
  let world: World;
  let receiver: WebhookReceiver;
  let kam: Client;
  let director: Client;
  let changes = 0;
  beforeAll(async () => {
    world = await fillWorld(house);
    kam = house.as(people.kam.email);
    director = house.as(people.director.email);
  });
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(async () => {
    await house.superuser.query('truncate platform.webhook cascade');
    await receiver.close();
  });
  return {
    house,
    get world() {
      return world;
    },
    get kam() {
      return kam;
    },
    get director() {
      return director;
    },
    get receiver() {
      return receiver;
    },
    run: () => house.house.courier.run(),
    async subscribe(client, wanted = {}) {
      const body = { name: 'Raktár', url: receiver.url, ...wanted };
      return MadeWebhook.parse(expectStatus(await client.post('/api/webhooks', body), 201).json);
    },
    async standing(client, made) {
      const reply = expectStatus(await client.get('/api/webhooks'), 200);
      return WebhooksReply.parse(reply.json).webhooks.find(({ id }) => id === made.webhook.id);
    },
    async log(client, made, query = '') {
      const reply = expectStatus(await client.get(urlOf(made, `/deliveries${query}`)), 200);
      return DeliveriesReply.parse(reply.json).deliveries;
    },
    async change(thing) {
      const body = { town: `Város ${String((changes += 1))}` };
      expectStatus(await house.host.patch(`/api/account-codes/${codeOf(thing)}`, body), 200);
    },
    async give(thing, owner) {
      expectStatus(await house.host.put(`/api/account-codes/${codeOf(thing)}/owner`, { owner }), 200);
    },
    about: (thing) => ({ account: { id: world.accountId(thing), code: codeOf(thing) } }),
  };
}
