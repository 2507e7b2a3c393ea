import { randomInt } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database as open } from '#platform/db/kysely.ts';
import type { DB as Schema } from '#platform/db/schema.ts';
import { asActor, type Tx } from '#platform/access/transaction.ts';
import type { Actor } from '#platform/access/actor.ts';
import { people, testHouse, usualDay } from '#testing/house.ts';
import { fillWorld } from '#testing/matrix/world.ts';
import { record } from './record.ts';
import { verifyChain, writeRoot, type AuditVerdict } from './verify.ts';

const house = testHouse();
let entries = 0;

const actor = (): Actor => ({
  personId: house.personId(people.kam.email),
  name: 'Anna',
  isHost: false,
  seesAll: false,
  abilities: new Set(),
  today: usualDay,
  language: 'en',
});
const seed = Number(process.env['KULCS_SEED'] ?? randomInt(1_000_000));
const rootsFile = (): string => path.join(house.dataFolder, 'audit-roots.txt');

beforeAll(async () => {
  process.stderr.write(`AUD-1: KULCS_SEED=${String(seed)}\n`);
  await fillWorld(house);
  // Whatever commands may tell of: texts of any kind, nested and empty details, separators of all sorts.
  const told = fc.tuple(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'grapheme' }),
    fc.dictionary(fc.string(), fc.jsonValue()),
  );
  for (const [action, subject, detail] of fc.sample(told, { numRuns: 30, seed })) {
    const clean = (text: string): string => text.replaceAll('\0', '');
    const plain = JSON.parse(JSON.stringify(detail).replaceAll('\\u0000', '')) as Record<string, unknown>; // of an object
    await asActor(house.house.database, actor(), (tx) => record(tx, clean(action), clean(subject), plain));
  }
  await asActor(house.house.database, actor(), (tx) => record(tx, 'planted', 'group:a\u001fb', {}));
  entries = (await verdict()).entries;
});

beforeEach(() => {
  rmSync(rootsFile(), { force: true });
});

const verdict = (): Promise<AuditVerdict> =>
  asActor(house.house.database, actor(), (tx) => verifyChain(tx, house.dataFolder));

class Undone extends Error {}

/** What the verification says after this tampering, which is undone. As superuser, with the triggers off. */
async function after(...tampering: readonly string[]): Promise<AuditVerdict> {
  let found: AuditVerdict | null = null;
  const work = async (tx: Tx): Promise<void> => {
    await sql`set local session_replication_role = replica`.execute(tx);
    for (const statement of tampering) await sql.raw(statement).execute(tx);
    found = await verifyChain(tx, house.dataFolder);
    throw new Undone();
  };
  await open<Schema>(house.superuser)
    .transaction()
    .execute(work)
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  if (!found) throw new Error('The verification said nothing.');
  return found;
}

it('a chain that random commands wrote is whole', async () => {
  expect(await verdict()).toMatchObject({ ok: true, entries, firstWrong: null, rootsCompared: 0 });
  expect(entries).toBeGreaterThan(50);
});

// Hashes as they must be from entry `from` on, written anew as whoever knows the rule would do.
const rewrite = (from: number, moveHead: boolean): string => `
  do $$
  declare
    previous bytea := coalesce((select hash from audit.entry where seq = ${String(from - 1)}), sha256(''::bytea));
    one audit.entry;
  begin
    for one in select * from audit.entry where seq >= ${String(from)} order by seq loop
      previous := audit.hash_of(previous, one);
      update audit.entry set hash = previous where seq = one.seq;
    end loop;
    ${moveHead ? `update audit.head set hash = previous, seq = (select coalesce(max(seq), 0) from audit.entry);` : ''}
  end $$`;
const shiftFrom = (seq: number, by: number): string[] => [
  `update audit.entry set seq = -seq where seq >= ${String(seq)}`,
  `update audit.entry set seq = -seq + ${String(by)} where seq < 0`,
];
const copyOf = (seq: number, to: number): string =>
  `insert into audit.entry select ${String(to)}, at, actor_id, capacity, action, subject, detail, hash from audit.entry where seq = ${String(seq)}`;

/** Ways to change one entry; each makes it another one. */
const changes = [
  `at = at + interval '1 microsecond'`,
  `actor_id = coalesce(actor_id, 0) + 1`,
  `actor_id = case when actor_id is null then 0 end`,
  `capacity = case capacity when 'host' then 'person' else 'host' end`,
  `action = action || ' '`,
  `subject = subject || '0'`,
  `action = action || subject || '.', subject = ''`,
  `detail = detail || '{"after": "planted"}'`,
  `detail = '[]'`,
  `hash = sha256(hash)`,
  `hash = ''`,
];

/** A way of tampering, and the first entry that must be named; null when only a root kept elsewhere can tell. */
interface Tampering {
  readonly what: string;
  readonly statements: readonly string[];
  readonly firstWrong: number;
}

const tampering = (last: number): fc.Arbitrary<Tampering> => {
  const seq = fc.integer({ min: 1, max: last });
  const pair = fc
    .uniqueArray(seq, { minLength: 2, maxLength: 2 })
    .map((both) => both.sort((a, b) => a - b) as [number, number]); // two, as asked
  return fc.oneof(
    fc.tuple(seq, fc.constantFrom(...changes)).map(([at, change]) => ({
      what: 'changed',
      statements: [`update audit.entry set ${change} where seq = ${String(at)}`],
      firstWrong: at,
    })),
    fc.tuple(seq, fc.constantFrom(...changes.filter((change) => !change.startsWith('hash')))).map(([at, change]) => ({
      what: 'changed, with a hash that fits it',
      statements: [
        `update audit.entry set ${change} where seq = ${String(at)}`,
        `update audit.entry e set hash = audit.hash_of(coalesce((select hash from audit.entry where seq = ${String(at - 1)}), sha256(''::bytea)), e) where seq = ${String(at)}`,
      ],
      // The entry is right in itself; the next one, or the end of the chain, still holds what it was.
      firstWrong: at === last ? at : at + 1,
    })),
    seq.map((at) => ({
      what: 'deleted',
      statements: [`delete from audit.entry where seq = ${String(at)}`],
      firstWrong: at,
    })),
    seq.map((at) => ({
      what: 'deleted, with the numbers closed up',
      statements: [`delete from audit.entry where seq = ${String(at)}`, ...shiftFrom(at + 1, -1)],
      firstWrong: at,
    })),
    seq.map((at) => ({
      what: 'cut off',
      statements: [`delete from audit.entry where seq >= ${String(at)}`],
      firstWrong: at,
    })),
    fc.tuple(seq, seq).map(([at, from]) => ({
      what: 'inserted in between',
      statements: [...shiftFrom(at, 1), copyOf(from >= at ? from + 1 : from, at)],
      // A copy of the very entry in its own place is right there, and what it pushed on is not.
      firstWrong: from === at ? at + 1 : at,
    })),
    seq.map((from) => ({ what: 'added at the end', statements: [copyOf(from, last + 1)], firstWrong: last + 1 })),
    seq.map((from) => ({
      what: 'added at the end, with a hash that fits it',
      statements: [copyOf(from, last + 1), rewrite(last + 1, false)],
      firstWrong: last + 1,
    })),
    pair.map(([one, other]) => ({
      what: 'swapped',
      statements: [
        `update audit.entry set seq = -1 where seq = ${String(one)}`,
        `update audit.entry set seq = ${String(one)} where seq = ${String(other)}`,
        `update audit.entry set seq = ${String(other)} where seq = -1`,
      ],
      firstWrong: one,
    })),
    pair.map(([one, other]) => ({
      what: 'moved to another place',
      statements: [
        `update audit.entry set seq = 0 where seq = ${String(other)}`,
        ...shiftFrom(one, 1),
        `update audit.entry set seq = ${String(one)} where seq = 0`,
        ...shiftFrom(other + 2, -1),
      ],
      firstWrong: one,
    })),
  );
};

describe('the verification names the first wrong entry (reliability, AUD-1)', () => {
  it('after each of 200 random mutations', { timeout: 120_000 }, async () => {
    const wrong: string[] = [];
    const kinds = new Map<string, number>();
    for (const { what, statements, firstWrong } of fc.sample(tampering(entries), { numRuns: 200, seed })) {
      const found = await after(...statements);
      kinds.set(what, (kinds.get(what) ?? 0) + 1);
      if (found.ok || found.firstWrong !== firstWrong) {
        wrong.push(
          `${what}: ${String(found.firstWrong)} instead of ${String(firstWrong)} after ${statements.join('; ')}`,
        );
      }
    }
    expect(wrong).toEqual([]);
    expect(kinds.size).toBe(10);
  });

  it('when a separator of one part is moved into another', async () => {
    const statement = `update audit.entry set action = action || chr(31) || 'group:a', subject = 'b' where subject = 'group:a' || chr(31) || 'b'`;
    expect(await after(statement)).toMatchObject({ ok: false, firstWrong: entries });
  });

  it.each([
    ['stands further on', `update audit.head set seq = seq + 1`, () => entries + 1],
    ['stands before it', `update audit.head set seq = seq - 1`, () => entries],
    ['is of another chain', `update audit.head set hash = sha256(hash)`, () => entries],
    ['is gone', `delete from audit.head`, () => 1],
  ])('when the end of the chain %s', async (_what, statement, firstWrong) => {
    expect(await after(statement)).toMatchObject({ ok: false, firstWrong: firstWrong() });
  });

  it('and a chain that nobody touched stays right', async () => {
    expect(await after('select 1')).toMatchObject({ ok: true, entries, firstWrong: null });
  });
});

describe('roots written down outside the database', () => {
  const write = (): Promise<void> =>
    asActor(house.house.database, actor(), (tx) => writeRoot(tx, house.dataFolder, house.clock.now()));
  /** A root as it was when the chain had so many entries. */
  async function writeFormer(...lengths: readonly number[]): Promise<void> {
    const { rows } = await house.superuser.query<{ seq: string; hash: string }>(
      `select seq::text, encode(hash, 'hex') as hash from audit.entry where seq = any ($1) order by seq`,
      [lengths],
    );
    writeFileSync(rootsFile(), rows.map(({ seq, hash }) => `2026-01-01T00:00:00.000Z ${seq} ${hash}\n`).join(''));
  }

  it('are compared, and only their owner can read them', async () => {
    await write();
    expect(statSync(rootsFile()).mode & 0o777).toBe(0o600);
    const { root } = await verdict();
    expect(readFileSync(rootsFile(), 'utf8')).toBe(`2026-03-02T11:00:00.000Z ${String(entries)} ${root}\n`);
    expect(await verdict()).toMatchObject({ ok: true, rootsCompared: 1 });
  });

  it('are not written again while nothing happens', async () => {
    await write();
    await write();
    expect(readFileSync(rootsFile(), 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('show a chain that was rewritten as a whole: the first root behind the change is named', async () => {
    await writeFormer(10, 20, 30, 40);
    const change = `update audit.entry set subject = 'planted' where seq = 25`;
    expect(await after(change, rewrite(25, true))).toMatchObject({ ok: false, firstWrong: 30, rootsCompared: 4 });
    rmSync(rootsFile());
    // Without them nothing in the database tells: this is what they are for.
    expect(await after(change, rewrite(25, true))).toMatchObject({ ok: true, rootsCompared: 0 });
  });

  it('show a chain that was cut with its end', async () => {
    await writeFormer(10, 20, 30, 40);
    const cut = ['delete from audit.entry where seq > 25', rewrite(25, true)];
    expect(await after(...cut)).toMatchObject({ ok: false, entries: 25, firstWrong: 30 });
  });

  it('show a chain that was emptied', async () => {
    await writeFormer(10, 20);
    expect(
      await after('delete from audit.entry', `update audit.head set seq = 0, hash = sha256(''::bytea)`),
    ).toMatchObject({
      ok: false,
      entries: 0,
      firstWrong: 10,
    });
  });

  it('name an earlier break of the chain itself rather than a later root', async () => {
    await writeFormer(10, 40);
    expect(await after(`update audit.entry set subject = 'planted' where seq = 25`)).toMatchObject({ firstWrong: 25 });
  });

  it('that cannot be read are left out, and their number says so', async () => {
    await writeFormer(10, 20);
    const text = readFileSync(rootsFile(), 'utf8');
    writeFileSync(rootsFile(), `${text.split('\n')[0] ?? ''}\nnonsense\n2026-01-01 20 xyz\n`);
    expect(await verdict()).toMatchObject({ ok: true, rootsCompared: 1 });
  });
});

describe('an entry', () => {
  it.each([
    ['changed', `update audit.entry set action = action`],
    ['deleted', 'delete from audit.entry where seq = 1'],
    ['emptied', 'truncate audit.entry'],
  ])('is not %s, not even by the owner of the database', async (_what, statement) => {
    await expect(house.superuser.query(statement)).rejects.toMatchObject({ code: '42501' });
    await expect(house.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('says who acted, whatever the command says', async () => {
    const told = { actor_id: 1, capacity: 'host', actor: 'somebody else' };
    await asActor(house.house.database, actor(), (tx) => record(tx, 'planted', 'person:1', told));
    const { rows } = await house.superuser.query(
      'select actor_id, capacity, detail from audit.entry order by seq desc limit 1',
    );
    expect(rows).toEqual([{ actor_id: actor().personId, capacity: 'person', detail: told }]);
  });

  it('is gone with the transaction that wrote it', async () => {
    const before = await verdict();
    const work = asActor(house.house.database, actor(), async (tx) => {
      await record(tx, 'planted', 'person:1');
      throw new Error('too late');
    });
    await expect(work).rejects.toThrow('too late');
    expect(await verdict()).toEqual(before);
  });
});

it('sixteen who write at the same time, some in vain, write one chain', async () => {
  const before = await verdict();
  const writer = async (number: number): Promise<number> => {
    let kept = 0;
    for (let entry = 0; entry < 10; entry += 1) {
      const fails = (number + entry) % 4 === 0;
      const done = await asActor(house.house.database, actor(), async (tx) => {
        await record(tx, 'planted', `writer:${String(number)}`, { entry });
        if (fails) throw new Error('too late');
      }).then(
        () => 1,
        () => 0,
      );
      kept += done;
    }
    return kept;
  };
  const kept = await Promise.all(Array.from({ length: 16 }, (_unused, number) => writer(number)));
  // Of 160 every fourth is taken back.
  expect(kept.reduce((sum, count) => sum + count, 0)).toBe(120);
  expect(await verdict()).toMatchObject({ ok: true, entries: before.entries + 120 });
});
