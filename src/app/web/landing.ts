import type { Me } from '#slices/team/contract.ts';

/** Where a person's day begins: with the key accounts, else with what she may see at all. */
export function landingOf(me: Pick<Me, 'abilities'>): '/key-accounts' | '/accounts' | '/people' | '/settings' {
  if (me.abilities.includes('portfolio.read')) return '/key-accounts';
  if (me.abilities.includes('accounts.read')) return '/accounts';
  return me.abilities.includes('people.manage') ? '/people' : '/settings';
}

/** Whether an address to return to lies within our own page; a link in a mail must not lead away after signing in. */
export const isOwnAddress = (address: string | undefined): address is string =>
  address !== undefined && /^\/(?![/\\])/.test(address) && !address.startsWith('/sign-in');
