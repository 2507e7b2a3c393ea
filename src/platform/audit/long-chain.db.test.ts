import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { asActor } from '#platform/access/transaction.ts';
import { database as open } from '#platform/db/kysely.ts';
import type { DB as Schema } from '#platform/db/schema.ts';
import { testDatabase } from '#testing/database.ts';
import { verifyChain } from './verify.ts';

const database = testDatabase();
const length = 100_000;

it('a chain of 100,000 entries is verified', { timeout: 120_000 }, async () => {
  await database.pool.query(`
    do $$
    declare
      previous bytea := sha256(''::bytea);
      one audit.entry;
    begin
      for number in 1..${String(length)} loop
        one := (number, now() + number * interval '1 second', number % 50, 'person', 'account.assign',
          'account:' || number, jsonb_build_object('before', number, 'after', number + 1), '');
        one.hash := audit.hash_of(previous, one);
        previous := one.hash;
        insert into audit.entry select one.*;
      end loop;
      update audit.head set seq = ${String(length)}, hash = previous;
    end $$`);
  const nobody = {
    personId: null,
    name: '',
    isHost: true,
    seesAll: false,
    abilities: new Set<string>(),
    today: null,
    language: 'en',
  } as const;
  const began = performance.now();
  const verdict = await asActor(open<Schema>(database.pool), nobody, (tx) => verifyChain(tx, tmpdir()));
  const seconds = (performance.now() - began) / 1000;
  process.stderr.write(`audit chain: ${String(length)} entries verified in ${seconds.toFixed(2)} s\n`);
  expect(verdict).toMatchObject({ ok: true, entries: length, firstWrong: null });
});
