import { describe, expect, it } from 'vitest';
import { abilityNames, roles, type Ability, type Role } from '../contract.ts';
import { abilitiesOf, sightOf } from './abilities.ts';

// Reliability, part 5: one column a role. What is not marked is denied.
const table: Readonly<Record<Ability, Readonly<Record<Role, boolean>>>> = {
  'accounts.read': { director: true, manager: true, kam: true, support: true, finance: true, admin: false },
  'accounts.assign': { director: true, manager: true, kam: false, support: false, finance: false, admin: false },
  'accounts.group': { director: true, manager: false, kam: false, support: false, finance: false, admin: false },
  'accounts.edit': { director: true, manager: true, kam: true, support: false, finance: false, admin: false },
  'accounts.merge': { director: true, manager: false, kam: false, support: false, finance: false, admin: false },
  'accounts.prospect': { director: true, manager: true, kam: true, support: false, finance: false, admin: false },
  'catalog.read': { director: true, manager: true, kam: true, support: true, finance: true, admin: false },
  'catalog.edit': { director: true, manager: false, kam: false, support: false, finance: true, admin: false },
  'sales.read': { director: true, manager: true, kam: true, support: true, finance: true, admin: false },
  'sales.import': { director: true, manager: false, kam: false, support: false, finance: true, admin: false },
  'margin.read': { director: true, manager: true, kam: true, support: false, finance: true, admin: false },
  'portfolio.read': { director: true, manager: true, kam: true, support: false, finance: true, admin: false },
  'portfolio.policy': { director: true, manager: false, kam: false, support: false, finance: false, admin: false },
  'portfolio.score': { director: true, manager: true, kam: true, support: false, finance: false, admin: false },
  'portfolio.nominate': { director: true, manager: true, kam: true, support: false, finance: false, admin: false },
  'portfolio.decide': { director: true, manager: false, kam: false, support: false, finance: false, admin: false },
  'dossier.read': { director: true, manager: true, kam: true, support: true, finance: true, admin: false },
  'dossier.write': { director: true, manager: true, kam: true, support: true, finance: false, admin: false },
  'dossier.confidential': { director: true, manager: true, kam: true, support: false, finance: false, admin: false },
  'dossier.grant': { director: true, manager: false, kam: false, support: false, finance: false, admin: false },
  'people.manage': { director: true, manager: false, kam: false, support: false, finance: false, admin: true },
  'people.substitute': { director: true, manager: true, kam: false, support: false, finance: false, admin: false },
  'audit.verify': { director: true, manager: false, kam: false, support: false, finance: false, admin: true },
  'audit.read': { director: true, manager: false, kam: false, support: false, finance: false, admin: true },
  'health.read': { director: true, manager: false, kam: false, support: false, finance: false, admin: true },
};

describe.each(roles)('%s', (role) => {
  it.each(abilityNames)('%s', (ability) => {
    expect(abilitiesOf(role).includes(ability)).toBe(table[ability][role]);
  });

  it('has each ability once', () => {
    expect(new Set(abilitiesOf(role)).size).toBe(abilitiesOf(role).length);
  });
});

it('an administrator has nothing of the business', () => {
  const business = ['accounts.', 'catalog.', 'sales.', 'margin.', 'portfolio.'];
  expect(abilitiesOf('admin').filter((ability) => business.some((start) => ability.startsWith(start)))).toEqual([]);
});

it.each([
  ['director', 'company'],
  ['finance', 'company'],
  ['manager', 'line'],
  ['support', 'line'],
  ['kam', 'own'],
  ['admin', null],
] as const)('the sight of %s is %s', (role, sight) => {
  expect(sightOf(role)).toBe(sight);
});
