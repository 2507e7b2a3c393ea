import type { Ability, Me, Role } from '../contract.ts';

const seller: readonly Ability[] = ['accounts.read', 'catalog.read', 'sales.read', 'margin.read', 'portfolio.read'];
/** Those who look after accounts find who could become one, judge them, propose who is key, and keep their dossiers, also what is confidential in them. */
const keeper: readonly Ability[] = [
  'accounts.edit',
  'accounts.prospect',
  'portfolio.score',
  'portfolio.nominate',
  'dossier.read',
  'dossier.write',
  'dossier.confidential',
];

/**
 * What each role may do (catalogue I4, I8; reliability part 5). Administrators administer and do not read the business;
 * sales support sees what is traded, not what it earns.
 */
const abilitiesByRole: Readonly<Record<Role, readonly Ability[]>> = {
  director: [
    ...seller,
    ...keeper,
    'dossier.grant',
    'accounts.assign',
    'accounts.group',
    'accounts.merge',
    'catalog.edit',
    'sales.import',
    'portfolio.policy',
    'portfolio.decide',
    'people.manage',
    'people.substitute',
    'audit.verify',
    'audit.read',
    'health.read',
  ],
  manager: [...seller, ...keeper, 'accounts.assign', 'people.substitute'],
  kam: [...seller, ...keeper],
  support: ['accounts.read', 'catalog.read', 'sales.read', 'dossier.read', 'dossier.write'],
  finance: [...seller, 'dossier.read', 'catalog.edit', 'sales.import'],
  admin: ['people.manage', 'audit.verify', 'audit.read', 'health.read'],
};

/** The abilities of a role. */
export const abilitiesOf = (role: Role): readonly Ability[] => abilitiesByRole[role];

/** Whose figures a role gets: the whole company, the line below the person, her own accounts, or none. */
export function sightOf(role: Role): Me['sight'] {
  switch (role) {
    case 'director':
    case 'finance':
      return 'company';
    case 'manager':
    case 'support':
      return 'line';
    case 'kam':
      return 'own';
    case 'admin':
      return null;
  }
}
