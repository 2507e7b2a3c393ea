import { roles, type Role } from '#slices/team/contract.ts';

import { demoAccounts } from './accounts.ts';
import { closedAccount, lostAccount, risingAccount } from './courses.ts';
import { demoGroups } from './groups.ts';
import { demoPeople } from './people.ts';
import { demoProducts } from './products.ts';

const kindCount = (kind: (typeof demoProducts)[number]['kind']): number =>
  demoProducts.filter((product) => product.kind === kind).length;

/** What is true of the demo company on every day and with every seed: for tests, and for those who describe it. */
export const demoFacts = {
  people: demoPeople.length,
  emailsByRole: Object.fromEntries(
    roles.map((role) => [role, demoPeople.filter((person) => person.role === role).map((person) => person.email)]),
  ) as Record<Role, string[]>, // one entry for each of `roles`, which is all of Role
  accounts: demoAccounts.length,
  groups: demoGroups.length,
  groupedAccounts: demoGroups.flatMap((group) => group.accounts).length,
  products: { goods: kindCount('goods'), service: kindCount('service'), charge: kindCount('charge') },
  largestAccount: 'V10214',
  risingAccount: risingAccount.account,
  lostAccount: lostAccount.account,
  closedAccount: closedAccount.account,
} as const;

/** One person of each role, for whom a first start prints a sign-in link. */
export const demoSignIns: readonly { readonly role: Role; readonly email: string; readonly name: string }[] =
  roles.flatMap((role) => {
    const person = demoPeople.find((candidate) => candidate.role === role);
    return person ? [{ role, email: person.email, name: person.name }] : [];
  });
