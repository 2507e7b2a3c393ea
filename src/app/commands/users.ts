import type { PeopleReply, Person, Role, SignInLink } from '#slices/team/contract.ts';
import type { z } from 'zod';
import { RefusedError, type Client } from '../client.ts';
import { print, printJson, printTable } from './output.ts';

interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly reportsTo?: string;
  readonly json?: boolean;
}

/** `kulcs user add`: adds a person and prints a link that signs her in once. @throws RefusedError */
export async function addUser(client: Client, options: NewUser): Promise<void> {
  const { email, name, role, reportsTo } = options;
  const person = await client.request<Person>('POST', '/api/people', {
    email,
    name,
    role,
    reportsTo: reportsTo ?? null,
    // The host hands over a link itself.
    invite: false,
  });
  const link = await client.request<SignInLink>('POST', `/api/people/${String(person.id)}/sign-in-link`, {});
  if (options.json) printJson({ ...person, signInLink: link.url });
  else print(`${person.name} (${person.role}) was added. She signs in once with ${link.url}`);
}

/** `kulcs user list` */
export async function listUsers(client: Client, options: { readonly json?: boolean }): Promise<void> {
  const { people } = await client.request<z.infer<typeof PeopleReply>>('GET', '/api/people');
  if (options.json) printJson(people);
  else
    printTable(
      ['name', 'e-mail', 'role', 'reports to', 'accounts'],
      people.map((one) => [one.name, one.email, one.role, one.reportsTo?.name ?? null, one.accounts]),
    );
}

async function personWith(client: Client, email: string): Promise<Person> {
  const { people } = await client.request<z.infer<typeof PeopleReply>>('GET', '/api/people');
  const person = people.find((one) => one.email.toLowerCase() === email.toLowerCase());
  if (person) return person;
  throw new RefusedError('unknown-person', `Nobody here has the address ${email}. See who does with: kulcs user list`);
}

/** `kulcs user link`. @throws RefusedError */
export async function signInLink(client: Client, email: string, options: { readonly json?: boolean }): Promise<void> {
  const person = await personWith(client, email);
  const link = await client.request<SignInLink>('POST', `/api/people/${String(person.id)}/sign-in-link`, {});
  if (options.json) printJson(link);
  else print(link.url);
}

/** `kulcs user reset-second-factor`: takes a lost second factor away; the person sets up another one. @throws RefusedError */
export async function resetSecondFactor(client: Client, email: string): Promise<void> {
  const person = await personWith(client, email);
  await client.request('POST', `/api/people/${String(person.id)}/second-factor/reset/confirm`, {});
  print(`${person.name} has no second factor any more, and is signed out everywhere.`);
}
