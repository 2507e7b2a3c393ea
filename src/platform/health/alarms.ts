import type { Vitals } from './vitals.ts';

/** One thing that goes wrong without anybody noticing, with what it is measured by. */
interface Alarm {
  readonly name: string;
  readonly ok: boolean;
  /** What was found; where it is not well, what to do. */
  readonly value: string;
}

/** The oldest minor version of each PostgreSQL without a hole that is known and mended; renewed with each release. */
const versionFloors: Readonly<Record<number, number>> = { 15: 18, 16: 14, 17: 10, 18: 4 };

const hours = (seconds: number): string => `${(seconds / 3600).toFixed(1)} h`;
const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

function version({ databaseVersion }: Vitals): Alarm {
  const major = Math.floor(databaseVersion / 10_000);
  const minor = databaseVersion % 10_000;
  const floor = versionFloors[major];
  const ok = floor === undefined || minor >= floor;
  const found = `${String(major)}.${String(minor)}`;
  const value = ok ? found : `${found} has holes that ${String(major)}.${String(floor)} mends: update PostgreSQL`;
  return { name: 'database version', ok, value };
}

const oldestVerifiedSeconds = 48 * 3600;

/** A store that is only tried out needs no backup; once there is one, it must be good (reliability, BAK-3). */
function backup({ backupSeconds, verifiedBackupSeconds }: Vitals, isProduction: boolean): Alarm {
  const name = 'backup';
  if (backupSeconds === null) return { name, ok: !isProduction, value: 'none yet: kulcs backup FILE --verify' };
  if (verifiedBackupSeconds === null) return { name, ok: false, value: 'none verified: kulcs backup verify FILE' };
  const ok = verifiedBackupSeconds <= oldestVerifiedSeconds;
  const value = `the newest verified one is ${hours(verifiedBackupSeconds)} old`;
  return { name, ok, value: ok ? value : `${value}, at most 48 h: see whether the nightly backup runs` };
}

const leastDiskFree = 0.15;

function disk({ diskFree }: Vitals): Alarm {
  const ok = diskFree >= leastDiskFree;
  const value = `${percent(diskFree)} free`;
  return { name: 'disk', ok, value: ok ? value : `${value}, at least ${percent(leastDiskFree)}: make room` };
}

const mostConnections = 0.9;

function connections({ connectionsUsed }: Vitals): Alarm {
  const ok = connectionsUsed < mostConnections;
  const value = `${percent(connectionsUsed)} of the database’s connections in use`;
  return { name: 'connections', ok, value: ok ? value : `${value}: raise max_connections, or use a pooler` };
}

const longestTransactionSeconds = 3600;

function transactions({ oldestTransactionSeconds }: Vitals): Alarm {
  const ok = oldestTransactionSeconds < longestTransactionSeconds;
  const value = `the oldest is ${hours(oldestTransactionSeconds)} old`;
  return { name: 'transactions', ok, value: ok ? value : `${value}: see pg_stat_activity for what hangs` };
}

function webhooks({ webhooksOff, messagesWaiting }: Vitals): Alarm {
  const ok = webhooksOff === 0;
  const waiting = `${String(messagesWaiting)} messages wait`;
  const off = `${String(webhooksOff)} switched off because nothing arrives: their owners switch them on again, or remove them`;
  return { name: 'webhooks', ok, value: ok ? waiting : `${off}; ${waiting}` };
}

/** All alarms with how they stand, for `kulcs doctor` (reliability, CFG-4 and OBS-3). */
export const alarmsOf = (vitals: Vitals, isProduction: boolean): readonly Alarm[] => [
  version(vitals),
  backup(vitals, isProduction),
  disk(vitals),
  connections(vitals),
  transactions(vitals),
  webhooks(vitals),
];
