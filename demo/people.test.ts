import { expect, test } from 'vitest';

import { NewPerson } from '#slices/team/contract.ts';

import { demoFacts, demoSignIns } from './facts.ts';
import { demoPeople } from './people.ts';

test('a director, two managers, two KAMs under each, support, finance and an administrator', () => {
  const { emailsByRole } = demoFacts;
  expect(emailsByRole.director).toHaveLength(1);
  expect(emailsByRole.manager).toHaveLength(2);
  expect(emailsByRole.kam).toHaveLength(4);
  expect(emailsByRole.support).toHaveLength(2);
  expect(emailsByRole.finance).toHaveLength(1);
  expect(emailsByRole.admin).toHaveLength(1);
  for (const manager of emailsByRole.manager) {
    expect(demoPeople.filter((person) => person.role === 'kam' && person.reportsTo === manager)).toHaveLength(2);
  }
});

test('superiors come before those who report to them', () => {
  const seen = new Set<string>();
  for (const person of demoPeople) {
    if (person.reportsTo !== null) expect(seen).toContain(person.reportsTo);
    seen.add(person.email);
  }
  expect(seen.size).toBe(demoPeople.length);
});

test('everybody can be added as a person, at a domain that nobody can own', () => {
  for (const person of demoPeople) {
    expect(NewPerson.parse(person)).toEqual(person);
    expect(person.email.endsWith('.example')).toBe(true);
  }
});

test('one sign-in for each role', () => {
  expect(demoSignIns.map(({ role, name }) => [role, name])).toEqual([
    ['director', 'Szabados Katalin'],
    ['manager', 'Balogh Gábor'],
    ['kam', 'Kovács Eszter'],
    ['support', 'Molnár Kitti'],
    ['finance', 'Nagy-Sipos Ildikó'],
    ['admin', 'Vass Norbert'],
  ]);
});
