/**
 * The map of the house, as data. Guards, the dependency rules and docs/map.svg are computed from it.
 *
 * A slice may import another slice only when `uses` names it, only through that slice's `public.ts` (or `contract.ts`
 * from a browser file), and only when the other slice stands above it in this list: so the order of the list is the
 * direction of all imports. Tiers group the slices for people; see docs/decisions/0002-slices-in-one-order.md.
 */
export const layers = ['kernel', 'platform', 'slices', 'app'];

export const slices = [
  {
    name: 'team',
    tier: 1,
    decides: 'who works here, who reports to whom, what each role may do',
    uses: [],
    catalogue: ['I4'],
  },
  {
    name: 'catalog',
    tier: 1,
    decides: 'what we sell, and what of it is goods',
    uses: ['team'],
    catalogue: ['A1'],
  },
  {
    name: 'accounts',
    tier: 1,
    decides: 'companies and their groups, and who owns each account',
    uses: ['team'],
    catalogue: ['B1', 'I4'],
  },
  {
    name: 'dossier',
    tier: 2,
    decides: 'what is known of an account, what happened with it, and who sees the confidential part',
    uses: ['team', 'accounts'],
    catalogue: ['B1', 'B2', 'I8'],
  },
  {
    name: 'sales',
    tier: 4,
    decides: 'the ledger of what was invoiced, and its roll-ups',
    uses: ['team', 'catalog', 'accounts', 'dossier'],
    catalogue: ['A1'],
  },
  {
    name: 'portfolio',
    tier: 5,
    decides: 'which accounts are key, and why',
    uses: ['team', 'catalog', 'accounts', 'dossier', 'sales'],
    catalogue: ['A2'],
  },
];

/** PostgreSQL schemas that belong to the platform, not to a slice. */
export const platformSchemas = ['access', 'audit', 'auth', 'platform'];
