import type { z } from 'zod';
import type { NewSubstitution, PeopleReply, Person, Substitution } from '#slices/team/contract.ts';
import type { AuditReply } from '#platform/audit/contract.ts';
import { RefusedError, type Client } from '../client.ts';
import { print, printJson, printTable } from './output.ts';

interface Json {
  readonly json?: boolean;
}

interface Standing extends Json {
  readonly for: string;
  readonly by: string;
  readonly from: string;
  readonly to: string;
  readonly accounts?: string[];
  readonly confidential?: boolean;
  readonly personal?: boolean;
  readonly reason?: string;
}

/** `kulcs substitute`: orders that one stands in for another. @throws RefusedError */
export async function substitute(client: Client, options: Standing): Promise<void> {
  const order: NewSubstitution = {
    for: options.for,
    by: options.by,
    from: options.from,
    until: options.to,
    accounts: options.accounts ?? null,
    confidential: (options.confidential ?? false) || (options.personal ?? false),
    personal: options.personal ?? false,
    reason: options.reason ?? null,
  };
  const made = await client.request<Substitution>('POST', '/api/substitutions', order);
  if (options.json) printJson(made);
  else
    print(
      `${made.by.name} stands in for ${made.for.name} from ${made.from} until ${made.until} (order ${String(made.id)}), for ` +
        `${made.accounts === null ? 'everything' : `${String(made.accounts)} accounts`}.`,
    );
}

async function personCalled(client: Client, email: string): Promise<Person> {
  const { people } = await client.request<z.infer<typeof PeopleReply>>('GET', '/api/people');
  const person = people.find((one) => one.email.toLowerCase() === email.toLowerCase());
  if (!person)
    throw new RefusedError(
      'unknown-person',
      `Nobody here has the address ${email}. See who does with: kulcs user list`,
    );
  return person;
}

/** `kulcs user disable` and `kulcs user enable`. @throws RefusedError */
export async function letIn(
  client: Client,
  email: string,
  options: Json & { readonly disabled: boolean; readonly handTo?: string },
): Promise<void> {
  const person = await personCalled(client, email);
  const changed = await client.request<Person>('PUT', `/api/people/${String(person.id)}/disabled`, {
    disabled: options.disabled,
    handTo: options.handTo ?? null,
  });
  if (options.json) printJson(changed);
  else print(`${changed.name} is ${changed.isDisabled ? 'let in no more' : 'let in again'}.`);
}

interface Change extends Json {
  readonly name?: string;
  readonly email?: string;
  readonly reportsTo?: string;
  readonly from?: string;
}

/** `kulcs user change`: name, address, superior from a day on. @throws RefusedError */
export async function changeUser(client: Client, email: string, options: Change): Promise<void> {
  const person = await personCalled(client, email);
  const { name, reportsTo, from } = options;
  const changed = await client.request<Person>('PATCH', `/api/people/${String(person.id)}`, {
    ...(name === undefined ? {} : { name }),
    ...(options.email === undefined ? {} : { email: options.email }),
    ...(reportsTo === undefined ? {} : { superior: { email: reportsTo, ...(from === undefined ? {} : { from }) } }),
  });
  if (options.json) printJson(changed);
  else print(`${changed.name} (${changed.email}) is changed.`);
}

interface Listing extends Json {
  readonly kind?: string;
  readonly record?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
}

/** `kulcs audit list`: entries of the audit, the newest first. @throws RefusedError */
export async function listAudit(client: Client, options: Listing): Promise<void> {
  const { json, limit, ...filter } = options;
  const entries: AuditReply['entries'] = [];
  for (let cursor: string | null = ''; cursor !== null && entries.length < limit;) {
    const query = new URLSearchParams({
      ...Object.fromEntries(
        Object.entries(filter).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      ),
      limit: String(Math.min(200, limit - entries.length)),
      ...(cursor === '' ? {} : { cursor }),
    });
    const page: AuditReply = await client.request<AuditReply>('GET', `/api/audit/entries?${query.toString()}`);
    entries.push(...page.entries);
    cursor = page.nextCursor;
  }
  if (json) printJson(entries);
  else
    printTable(
      ['no.', 'when', 'who', 'for', 'what', 'about'],
      entries.map((one) => [
        one.seq,
        one.at.slice(0, 19),
        one.who?.name ?? 'host',
        one.for?.name ?? null,
        one.action,
        one.subjectName ?? one.subject,
      ]),
    );
}
