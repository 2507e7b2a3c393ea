import type {
  CompanyWebhooksReply,
  DeliveriesReply,
  MadeWebhook,
  NewWebhook,
  WebhooksReply,
} from '#platform/webhooks/contract.ts';
import type { Client } from '../client.ts';
import { print, printJson, printTable } from './output.ts';

interface Json {
  readonly json?: boolean;
}

/** `kulcs webhook add`: makes a webhook for the person and prints its secret, this once. @throws RefusedError */
export async function addWebhook(
  client: Client,
  url: string,
  options: Json & { readonly name: string; readonly event: readonly string[] },
): Promise<void> {
  const types = options.event.length === 0 ? null : [...options.event];
  const wanted: NewWebhook = { name: options.name, url, types };
  const made = await client.request<MadeWebhook>('POST', '/api/webhooks', wanted);
  if (options.json) return printJson(made);
  print(made.secret);
  print(`${made.webhook.name} is number ${String(made.webhook.id)}. The secret is not shown again.`);
}

/** `kulcs webhook list` @throws RefusedError */
export async function listWebhooks(client: Client, options: Json): Promise<void> {
  const { webhooks } = await client.request<WebhooksReply>('GET', '/api/webhooks');
  if (options.json) return printJson(webhooks);
  printTable(
    ['number', 'name', 'leads to', 'events', 'state', 'waiting', 'failing since'],
    webhooks.map((one) => [
      one.id,
      one.name,
      new URL(one.url).host,
      one.types === null ? 'all' : one.types.join(','),
      one.state,
      one.waiting,
      one.failingSince,
    ]),
  );
}

/** `kulcs webhook all`: those of the whole company. @throws RefusedError */
export async function listCompanyWebhooks(client: Client, options: Json): Promise<void> {
  const { webhooks } = await client.request<CompanyWebhooksReply>('GET', '/api/company-webhooks');
  if (options.json) return printJson(webhooks);
  printTable(
    ['number', 'name', 'whose', 'leads to', 'state', 'waiting', 'failing since', 'last failures'],
    webhooks.map((one) => [
      one.id,
      one.name,
      one.owner.name,
      one.host,
      one.state,
      one.waiting,
      one.failingSince,
      one.failures.map(({ outcome, status }) => status ?? outcome).join(' '),
    ]),
  );
}

/** `kulcs webhook stop`: switches off one of anybody. @throws RefusedError */
export async function stopWebhook(client: Client, id: number): Promise<void> {
  await client.request('POST', `/api/company-webhooks/${String(id)}/off`, {});
  print(`Webhook ${String(id)} is off. Its owner is told.`);
}

/** `kulcs webhook log`: its newest messages with what became of them. @throws RefusedError */
export async function showWebhookLog(client: Client, id: number, options: Json): Promise<void> {
  const { deliveries } = await client.request<DeliveriesReply>('GET', `/api/webhooks/${String(id)}/deliveries`);
  if (options.json) return printJson(deliveries);
  printTable(
    ['number', 'at', 'event', 'state', 'tries', 'next try'],
    deliveries.map((one) => [
      one.id,
      one.at,
      one.type,
      one.state,
      one.attempts.map(({ outcome, status }) => status ?? outcome).join(' '),
      one.nextAt,
    ]),
  );
}

/** `kulcs webhook replay`: sends one message once more, or all that were given up. @throws RefusedError */
export async function replayWebhook(client: Client, id: number, message: number | undefined): Promise<void> {
  const url = `/api/webhooks/${String(id)}`;
  if (message !== undefined) {
    await client.request('POST', `${url}/deliveries/${String(message)}/replay`, {});
    return print(`Message ${String(message)} is sent once more.`);
  }
  const { replayed } = await client.request<{ replayed: number }>('POST', `${url}/replay`, {});
  print(`${String(replayed)} messages are sent once more.`);
}

/** `kulcs webhook on|off` @throws RefusedError */
export async function turnWebhook(client: Client, id: number, isOn: boolean): Promise<void> {
  await client.request('PATCH', `/api/webhooks/${String(id)}`, { isOn });
  print(`Webhook ${String(id)} is ${isOn ? 'on' : 'off'}.`);
}

/** `kulcs webhook remove` @throws RefusedError */
export async function removeWebhook(client: Client, id: number): Promise<void> {
  await client.request('DELETE', `/api/webhooks/${String(id)}`);
  print(`Webhook ${String(id)} is gone, with its log.`);
}
