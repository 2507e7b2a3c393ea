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

/** `kulcs user link`. @throws RefusedError */
export async function signInLink(client: Client, email: string, options: { readonly json?: boolean }): Promise<void> {
  const { people } = await client.request<z.infer<typeof PeopleReply>>('GET', '/api/people');
  const person = people.find((one) => one.email.toLowerCase() === email.toLowerCase());
  if (!person)
    throw new RefusedError(
      'unknown-person',
      `Nobody here has the address ${email}. See who does with: kulcs user list`,
    );
  const link = await client.request<SignInLink>('POST', `/api/people/${String(person.id)}/sign-in-link`, {});
  if (options.json) printJson(link);
  else print(link.url);
}
