import { expect, test } from 'vitest';
import { chooseIdentity, commandAs, type Identity, type IdentityFacts } from './identity.ts';

const users = new Map([
  [0, { name: 'root', gid: 0 }],
  [1, { name: 'daemon', gid: 1 }],
  [1000, { name: 'anna', gid: 1000 }],
  [65_534, { name: 'nobody', gid: 65_534 }],
]);
const withoutAnna = new Map([...users].filter(([uid]) => uid !== 1000));
const onlyRoot = new Map([...users].filter(([uid]) => uid === 0));

const facts = (changes: Partial<IdentityFacts>): IdentityFacts => ({
  uid: 0,
  users,
  clusterOwner: null,
  canUseNamespace: () => true,
  ...changes,
});
const noNamespace = (): boolean => false;

test.each<[string, Partial<IdentityFacts>, Identity]>([
  ['a user runs it directly', { uid: 1000 }, { kind: 'direct' }],
  ['a user on her own cluster', { uid: 1000, clusterOwner: 1000 }, { kind: 'direct' }],
  ['root borrows number 1000', {}, { kind: 'namespace', uid: 1000 }],
  ['root without user 1000 borrows another known one', { users: withoutAnna }, { kind: 'namespace', uid: 1 }],
  [
    'root without namespaces drops to nobody',
    { canUseNamespace: noNamespace },
    { kind: 'drop', uid: 65_534, gid: 65_534, name: 'nobody' },
  ],
  [
    "root on a user's cluster runs as that user",
    { clusterOwner: 1000 },
    { kind: 'drop', uid: 1000, gid: 1000, name: 'anna' },
  ],
  ['a number without a name borrows one', { uid: 4711 }, { kind: 'namespace', uid: 1000 }],
])('%s', (_, changes, expected) => {
  expect(chooseIdentity(facts(changes), '/data')).toEqual(expected);
});

test.each<[string, Partial<IdentityFacts>, object]>([
  [
    "another user's cluster",
    { uid: 1000, clusterOwner: 65_534 },
    { code: 'folder-other-user', facts: { folder: '/data', owner: 'nobody', user: 'anna' } },
  ],
  [
    "root's cluster where root may no longer make namespaces",
    { clusterOwner: 0, canUseNamespace: noNamespace },
    { code: 'folder-other-user', facts: { folder: '/data', owner: 'root', user: 'nobody' } },
  ],
  [
    'a number without a name and without namespaces',
    { uid: 4711, canUseNamespace: noNamespace },
    { code: 'embedded-user-unknown', facts: { user: 4711 } },
  ],
  [
    'a machine that knows nobody',
    { users: onlyRoot, canUseNamespace: noNamespace },
    { code: 'embedded-user-unknown', facts: { user: 'nobody' } },
  ],
  [
    'a cluster of a number that the machine does not know',
    { clusterOwner: 4711 },
    { code: 'embedded-user-unknown', facts: { user: 4711 } },
  ],
])('refused: %s', (_, changes, expected) => {
  expect(() => chooseIdentity(facts(changes), '/data')).toThrow(expect.objectContaining(expected));
});

test('the command keeps the program and its parameters', () => {
  expect(commandAs({ kind: 'direct' }, '/bin/postgres', ['-D', '/x'])).toEqual({
    file: '/bin/postgres',
    arguments: ['-D', '/x'],
  });
  expect(commandAs({ kind: 'namespace', uid: 7 }, '/bin/postgres', ['-D', '/x'])).toEqual({
    file: 'unshare',
    arguments: ['--user', '--map-user=7', '--map-group=7', '/bin/postgres', '-D', '/x'],
  });
  expect(commandAs({ kind: 'drop', uid: 7, gid: 8, name: 'x' }, '/bin/postgres', [])).toEqual({
    file: '/bin/postgres',
    arguments: [],
    uid: 7,
    gid: 8,
  });
});
