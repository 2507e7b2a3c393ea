import { expect, test } from 'vitest';

import { demoAccounts } from './accounts.ts';
import { demoFacts } from './facts.ts';
import { demoGroups } from './groups.ts';
import { demoPeople } from './people.ts';
import { placeOf, territories } from './territories.ts';

const codes = demoAccounts.map((account) => account.code);

test('there are some eighty clients, each with a code and a name of its own', () => {
  expect(demoAccounts.length).toBeGreaterThanOrEqual(78);
  expect(demoAccounts.length).toBeLessThanOrEqual(88);
  expect(new Set(codes).size).toBe(codes.length);
  expect(new Set(demoAccounts.map((account) => account.name)).size).toBe(codes.length);
  expect(codes.every((code) => /^V1\d{4}$/.test(code))).toBe(true);
});

test('every kind of client is there', () => {
  expect(new Set(demoAccounts.map((account) => account.kind))).toEqual(
    new Set([
      'betegszállító',
      'fogászat',
      'gyógyszertár',
      'gyógyszertárlánc',
      'idősotthon',
      'klinika',
      'kórház',
      'labor',
      'nagykereskedő',
      'otthonápolás',
      'szakrendelő',
      'szanatórium',
    ]),
  );
});

test('a few clients are abroad', () => {
  const abroad = demoAccounts.filter((account) => account.place.country !== 'Magyarország');
  expect(new Set(abroad.map((account) => account.place.country))).toEqual(
    new Set(['Ausztria', 'Románia', 'Szlovákia']),
  );
  expect(abroad.every((account) => account.place.county === null)).toBe(true);
});

test('groups have two to five members, who are clients and in no other group', () => {
  for (const group of demoGroups) {
    expect(group.accounts.length).toBeGreaterThanOrEqual(2);
    expect(group.accounts.length).toBeLessThanOrEqual(5);
  }
  const members = demoGroups.flatMap((group) => group.accounts);
  expect(new Set(members).size).toBe(members.length);
  expect(members.filter((member) => !codes.includes(member))).toEqual([]);
});

test('every client is owned by a KAM, but for those that a manager keeps', () => {
  const roleOf = new Map(demoPeople.map((person) => [person.email, person.role]));
  const ownedByManagers = demoAccounts.filter((account) => roleOf.get(account.owner) !== 'kam');
  expect(ownedByManagers.map((account) => [account.name, roleOf.get(account.owner)])).toEqual([
    ['Körös-völgyi Klinikai Központ', 'manager'],
    ['Körös-völgyi Rehabilitációs Intézet', 'manager'],
  ]);
  const kams = demoPeople.filter((person) => person.role === 'kam');
  for (const kam of kams) {
    expect(demoAccounts.filter((account) => account.owner === kam.email).length).toBeGreaterThanOrEqual(10);
  }
});

test('affiliates have the owner of the head of their group', () => {
  for (const group of demoGroups) {
    const owners = demoAccounts.filter(({ code }) => group.accounts.includes(code)).map(({ owner }) => owner);
    expect(new Set(owners).size).toBe(1);
  }
});

test('each of the 19 counties and Budapest is in exactly one territory', () => {
  const counties = territories.flatMap((territory) => territory.counties);
  expect(counties).toHaveLength(20);
  expect(new Set(counties).size).toBe(20);
});

test('a town is where it is on the map', () => {
  expect(placeOf('Püspökladány')).toMatchObject({ county: 'Hajdú-Bihar', country: 'Magyarország' });
  expect(placeOf('Siófok')).toMatchObject({ county: 'Somogy', territory: { name: 'Dunántúl' } });
  expect(placeOf('Wien')).toMatchObject({ county: null, country: 'Ausztria', territory: { name: 'Dunántúl' } });
  expect(() => placeOf('Sehonna')).toThrow('Sehonna');
});

test('the facts name clients that are there', () => {
  for (const code of [demoFacts.largestAccount, demoFacts.risingAccount, demoFacts.lostAccount]) {
    expect(codes).toContain(code);
  }
  expect(demoFacts.groupedAccounts).toBe(26);
});
