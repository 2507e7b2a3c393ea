import { expect, test } from 'vitest';
import { alarmsOf } from './alarms.ts';
import type { Vitals } from './vitals.ts';

const well: Vitals = {
  databaseVersion: 180_004,
  databaseBytes: 1,
  auditEntries: 1,
  backupSeconds: 3600,
  verifiedBackupSeconds: 48 * 3600,
  diskFree: 0.15,
  connectionsUsed: 0.5,
  oldestTransactionSeconds: 10,
  webhooksOff: 0,
  messagesWaiting: 3,
};
const wrong = (change: Partial<Vitals>, isProduction = true): readonly string[] =>
  alarmsOf({ ...well, ...change }, isProduction)
    .filter(({ ok }) => !ok)
    .map(({ name }) => name);

test.each<[string, Partial<Vitals>, readonly string[]]>([
  ['all is well', {}, []],
  ['a database below its floor', { databaseVersion: 150_017 }, ['database version']],
  ['a database at its floor', { databaseVersion: 150_018 }, []],
  ['a database newer than we know', { databaseVersion: 190_000 }, []],
  ['no backup', { backupSeconds: null, verifiedBackupSeconds: null }, ['backup']],
  ['a backup that nobody tried', { verifiedBackupSeconds: null }, ['backup']],
  ['a backup of more than two days', { verifiedBackupSeconds: 48 * 3600 + 1 }, ['backup']],
  ['a disk nearly full', { diskFree: 0.149 }, ['disk']],
  ['connections nearly used up', { connectionsUsed: 0.9 }, ['connections']],
  ['a transaction of an hour', { oldestTransactionSeconds: 3600 }, ['transactions']],
  ['a webhook at which nothing arrives', { webhooksOff: 1 }, ['webhooks']],
  [
    'several at once',
    { diskFree: 0, databaseVersion: 170_000, verifiedBackupSeconds: null },
    ['database version', 'backup', 'disk'],
  ],
])('%s', (_what, change, expected) => {
  expect(wrong(change)).toEqual(expected);
});

test('a store that is only tried out needs no backup, but one that is there must be good', () => {
  expect(wrong({ backupSeconds: null, verifiedBackupSeconds: null }, false)).toEqual([]);
  expect(wrong({ verifiedBackupSeconds: null }, false)).toEqual(['backup']);
});

test('what is wrong says what to do', () => {
  const [found] = alarmsOf({ ...well, diskFree: 0.02 }, true).filter(({ ok }) => !ok);
  expect(found?.value).toBe('2 % free, at least 15 %: make room');
});
