import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { asActor } from '#platform/access/transaction.ts';
import { Account, AccountReply, AccountsReply, DuplicatesReply, MergeReply } from '#slices/accounts/contract.ts';
import { ownRows } from '#slices/accounts/public.ts';
import { FactsReply, LookReply, TimelineReply } from '#slices/dossier/contract.ts';
import { dossierMover } from '#slices/dossier/public.ts';
import { KeyAccountsReply } from '#slices/portfolio/contract.ts';
import { AccountDecision, DecisionsReply } from '#slices/portfolio/decision-contract.ts';
import { Judgement } from '#slices/portfolio/judgement-contract.ts';
import { portfolioMover } from '#slices/portfolio/public.ts';
import { differencesFromRecount, salesMover } from '#slices/sales/public.ts';
import { expectStatus, people, testHouse, type PersonName } from '#testing/house.ts';
import { hostActor } from './wiring.ts';

const house = testHouse();
const seed = Number(process.env['KULCS_TEST_SEED'] ?? randomInt(2 ** 31 - 1));
const as = (who: PersonName) => house.as(people[who].email);
const header = 'document,date,account,product,quantity,unitPrice\n';

let made = 0;
/** Two accounts that bought something, each with an owner. */
async function two(): Promise<{ keep: Account; gone: Account; codes: readonly [string, string] }> {
  made += 1;
  const codes = [`M${String(made)}`, `N${String(made)}`] as const;
  const line = (code: string, day: string, net: number) => `${code}-${day},${day},${code},P1,1,${String(net)}`;
  await house.loadLines(
    `${header}${[line(codes[0], '2025-11-05', 100), line(codes[1], '2025-11-06', 30), line(codes[1], '2025-12-06', 5)].join('\n')}\n`,
  );
  await house.host.put(`/api/account-codes/${codes[0]}/owner`, { owner: people.kam.email });
  await house.host.put(`/api/account-codes/${codes[1]}/owner`, { owner: people.otherKam.email });
  return { keep: await byCode(codes[0]), gone: await byCode(codes[1]), codes };
}
async function byCode(code: string): Promise<Account> {
  const { accounts } = AccountsReply.parse((await house.host.get(`/api/accounts?search=${code}&limit=200`)).json);
  const found = accounts.find((one) => one.code === code);
  if (!found) throw new Error(`There is no ${code}.`);
  return found;
}
const merge = async (keep: Account, gone: Account): Promise<MergeReply> =>
  MergeReply.parse(
    expectStatus(await as('director').post('/api/account-merges', { keep: keep.id, gone: gone.id }), 201).json,
  );
const undo = (id: number) => as('director').post(`/api/account-merges/${String(id)}/undo`, {});
const one = async (who: PersonName, id: number): Promise<AccountReply> =>
  AccountReply.parse(expectStatus(await as(who).get(`/api/accounts/${String(id)}`), 200).json);
const differences = (): Promise<number> => asActor(house.house.database, hostActor, differencesFromRecount);
const netOf = async (code: string): Promise<string | undefined> =>
  KeyAccountsReply.parse(
    (await as('director').get('/api/portfolio/key-accounts?all=true&limit=1000')).json,
  ).accounts.find((row) => row.code === code)?.net;

/** What the tables of all movers hold, without the counters of changes and without rows that say nothing. */
async function contents(): Promise<Record<string, string | null>> {
  const tables = [ownRows, salesMover, dossierMover, portfolioMover].flatMap((mover) => mover.tables);
  const kept: Record<string, string | null> = {};
  for (const table of [...new Set([...tables, 'accounts.account'])].filter((name) => name !== 'accounts.merge')) {
    const { rows } = await house.superuser.query<{ hash: string | null }>(
      `select md5(string_agg((to_jsonb(t) - 'version' - 'score_version')::text, '|' order by (to_jsonb(t) - 'version' - 'score_version')::text)) as hash
       from ${table} t where not (to_jsonb(t) @> '{"facts": 0}' or to_jsonb(t) @> '{"tier": "none"}')`,
    );
    kept[table] = rows[0]?.hash ?? null;
  }
  return kept;
}

it('every table with an account is named by one mover, and by one only', async () => {
  const { rows } = await house.superuser.query<{ table: string }>(
    `select format('%s.%s', nspname, relname) as table from pg_class
     join pg_namespace on pg_namespace.oid = relnamespace join pg_attribute on attrelid = pg_class.oid
     where attname = 'account_id' and relkind = 'r' and relpersistence = 'p' and pg_class.oid <> 'accounts.account'::regclass`,
  );
  const named = [ownRows, salesMover, dossierMover, portfolioMover].flatMap((mover) => mover.tables);
  expect(named.toSorted()).toEqual(rows.map(({ table }) => table).toSorted());
});

describe('two accounts become one', () => {
  it('with everything that is known of them; taken apart, each has again what it had', async () => {
    const { keep, gone, codes } = await two();
    const path = `/api/accounts/${String(gone.id)}`;
    const fact = {
      topic: 'needs',
      value: 'Steril készlet',
      class: 'internal',
      source: 'látogatás',
      knownOn: '2026-02-01',
    };
    for (const more of [
      {},
      { class: 'confidential', value: 'Titok' },
      { topic: 'people', class: 'personal', value: 'Hobbi' },
    ])
      expectStatus(await as('otherKam').post(`${path}/facts`, { ...fact, ...more }), 201);
    const { facts } = FactsReply.parse((await as('otherKam').get(`${path}/facts`)).json);
    await as('otherKam').patch(`/api/facts/${String(facts[0]?.id)}`, { source: 'levél' });
    expectStatus(await as('otherKam').post(`${path}/notes`, { text: 'Hívni kell.', mentions: [] }), 201);
    const file = {
      method: 'POST',
      url: `${path}/attachments?name=a.txt`,
      body: 'a',
      headers: { 'content-type': 'application/octet-stream' },
    };
    expectStatus(await as('otherKam').send(file), 201);
    const { criteria } = Judgement.parse((await as('otherKam').get(`${path}/judgement`)).json);
    const scores = [{ criterion: criteria[0]?.id, value: 8, reason: 'Jó' }];
    expectStatus(await as('otherKam').put(`${path}/scores`, { scores }), 200);
    const years = [{ contribution: '1', investment: '0', staying: 1 }];
    expectStatus(await as('otherKam').post(`${path}/scenarios`, { name: 'Terv', rate: 0.1, years }), 201);
    expectStatus(
      await as('director').put(`/api/account-codes/${codes[1]}/decision`, { act: 'confirm', reason: 'Nagy' }),
      200,
    );
    expectStatus(
      await house.host.patch(`/api/account-codes/${codes[1]}`, { town: 'Vác', vatNumber: 'HU10537914' }),
      200,
    );
    expectStatus(await house.host.post(`${path}/codes`, { source: 'Webáruház', code: `W-${codes[1]}` }), 201);
    const before = await contents();

    const { merge: id, account } = await merge(keep, gone);
    expect(account).toMatchObject({ id: keep.id, code: codes[0], town: 'Vác', vatNumber: 'HU10537914' });
    // 100 + 30 + 5.
    expect(await netOf(codes[0])).toBe('135');
    expect(await netOf(codes[1])).toBeUndefined();
    expect(await differences()).toBe(0);
    const kept = `/api/accounts/${String(keep.id)}`;
    const known = FactsReply.parse((await as('kam').get(`${kept}/facts`)).json);
    expect(known.facts.map(({ value }) => value)).toEqual(['Steril készlet']);
    expect(known.sealed.map((sealed) => [sealed.class, sealed.facts]).toSorted()).toEqual([
      ['confidential', 1],
      ['personal', 1],
    ]);
    const look = { class: 'confidential', purpose: 'meeting' };
    const seen = LookReply.parse(expectStatus(await as('kam').post(`${kept}/looks`, look), 200).json);
    expect(seen.facts.map(({ value }) => value)).toEqual(['Titok']);
    expect((await as('kam').get(`${kept}/timeline`)).text).toContain('Hívni kell.');
    expect((await as('kam').get(`${kept}/attachments`)).text).toContain('a.txt');
    const judged = Judgement.parse((await as('kam').get(`${kept}/judgement`)).json);
    expect(judged.criteria.find((criterion) => criterion.id === criteria[0]?.id)?.score?.value).toBe(8);
    expect(AccountDecision.parse((await as('kam').get(`/api/account-codes/${codes[0]}/decision`)).json).tier).toBe(
      'key',
    );
    const found = await one('kam', keep.id);
    expect(found.codes.map(({ source, code }) => [source, code])).toEqual([
      ['', codes[1]],
      ['Webáruház', `W-${codes[1]}`],
    ]);
    expect(found.merged).toMatchObject([{ merge: id, code: codes[1], by: people.director.name }]);
    // It is gone for everybody, and for its former owner at once.
    for (const who of ['director', 'otherKam'] as const) {
      expectStatus(await as(who).get(path), 404);
      expect((await as(who).get(`/api/accounts?search=${codes[1]}`)).text).not.toContain(`"id":${String(gone.id)},`);
      expect((await as(who).get(`/api/search?q=${codes[1]}`)).text).not.toContain(`"id":${String(gone.id)},`);
    }
    expectStatus(await as('otherKam').get(kept), 404);

    const told = async (): Promise<unknown[]> => {
      const { json } = expectStatus(await as('director').get(`${kept}/timeline?kind=account`), 200);
      return TimelineReply.parse(json).events.map(({ what, facts, by }) => [
        what,
        facts['code'] ?? null,
        by?.name ?? null,
      ]);
    };
    expect((await told())[0]).toEqual(['merged', codes[1], people.director.name]);
    expectStatus(await undo(id), 200);
    expect((await told()).slice(0, 2)).toEqual([
      ['merge-undone', codes[1], people.director.name],
      ['merged', codes[1], people.director.name],
    ]);
    // Who does not see the other one any more is not told of it.
    const { events } = TimelineReply.parse((await as('kam').get(`${kept}/timeline?kind=account`)).json);
    expect(events.map(({ what }) => what)).toEqual(['account-made']);
    expect(await contents()).toEqual(before);
    expect(await differences()).toBe(0);
    expect((await undo(id)).json).toMatchObject({ status: 409, code: 'merge-undone' });
    const { rows } = await house.superuser.query<{ action: string; subject: string }>(
      `select action, subject from audit.entry where action like 'account.merge%' order by seq`,
    );
    expect(rows).toEqual([
      { action: 'account.merge', subject: `account:${codes[0]}` },
      { action: 'account.merge-undo', subject: `account:${codes[1]}` },
    ]);
  });

  it('what was decided about the one that stays holds; decisions about the other are history', async () => {
    const { keep, gone, codes } = await two();
    const decide = (code: string, act: string) =>
      as('director').put(`/api/account-codes/${code}/decision`, { act, reason: 'Mert' });
    expectStatus(await decide(codes[0], 'confirm'), 200);
    expectStatus(await decide(codes[1], 'decline'), 200);
    const { merge: id } = await merge(keep, gone);
    const decision = AccountDecision.parse((await as('director').get(`/api/account-codes/${codes[0]}/decision`)).json);
    expect([decision.tier, decision.history.length]).toEqual(['key', 2]);
    const onDay = async () =>
      DecisionsReply.parse((await as('director').get('/api/portfolio/decisions')).json).accounts;
    expect((await onDay()).find((row) => row.code === codes[0])?.decision.tier).toBe('key');
    expectStatus(await undo(id), 200);
    expect((await onDay()).find((row) => row.code === codes[1])?.decision.tier).toBe('declined');
  });

  it('and an account that nobody owned gets the owner of the other, for as long as they are one', async () => {
    const { keep, gone, codes } = await two();
    await house.superuser.query('update accounts.account set owner_id = null where account_id = $1', [keep.id]);
    await house.superuser.query('delete from access.holding where account_id = $1', [keep.id]);
    const { merge: id, account } = await merge(keep, gone);
    expect(account.owner?.name).toBe(people.otherKam.name);
    expect((await one('otherKam', keep.id)).account.code).toBe(codes[0]);
    expectStatus(await undo(id), 200);
    expectStatus(await as('otherKam').get(`/api/accounts/${String(keep.id)}`), 404);
    expect((await one('otherKam', gone.id)).account.code).toBe(codes[1]);
  });

  it('later lines with the code of the other are the one’s; as long as there are any, they are not taken apart', async () => {
    const { keep, gone, codes } = await two();
    const { merge: id } = await merge(keep, gone);
    const later = await house.loadLines(`${header}L-${codes[1]},2026-01-07,${codes[1]},P1,1,7\n`);
    expect(later.accountsCreated).toBe(0);
    expect(await netOf(codes[0])).toBe('142');
    // The former files again change nothing.
    const again = await house.loadLines(`${header}${codes[1]}-2025-11-06,2025-11-06,${codes[1]},P1,1,30\n`);
    expect([again.unchanged, again.new, again.changed]).toEqual([1, 0, 0]);
    expect((await undo(id)).json).toMatchObject({ status: 409, code: 'merge-built-on' });
    expectStatus(await house.host.post(`/api/sales/imports/${String(later.batch)}/undo`, {}), 200);
    expectStatus(await undo(id), 200);
    expect([await netOf(codes[0]), await netOf(codes[1]), await differences()]).toEqual(['100', '35', 0]);
  });

  it('not where one document names both, nor a client into a prospect, nor by who does not see the company', async () => {
    const { keep, gone, codes } = await two();
    const body = { name: 'Leendő', reason: 'Ok', source: 'Vásár' };
    const prospect = Account.parse(expectStatus(await as('director').post('/api/prospects', body), 201).json);
    const ask = (keepId: number, goneId: number) =>
      as('director').post('/api/account-merges', { keep: keepId, gone: goneId });
    expect((await ask(prospect.id, gone.id)).json).toMatchObject({ status: 409, code: 'merge-into-client' });
    expectStatus(await ask(keep.id, keep.id), 404);
    expectStatus(await as('manager').post('/api/account-merges', { keep: keep.id, gone: gone.id }), 403);
    expectStatus(await ask(keep.id, prospect.id), 201);
    const both = [`S${String(made)},2026-01-08,${codes[0]},P1,1,1`, `S${String(made)},2026-01-08,${codes[1]},P1,1,1`];
    await house.loadLines(`${header}${both.join('\n')}\n`);
    const before = await contents();
    expect((await ask(keep.id, gone.id)).json).toMatchObject({ status: 409, code: 'merge-shared-document' });
    expect(await contents()).toEqual(before);
  });

  it(
    `the sums of the months stay right, whatever becomes one in whichever order (seed ${String(seed)})`,
    { timeout: 240_000 },
    async () => {
      const day = fc.constantFrom('2024-01-31', '2024-02-01', '2024-02-29');
      const line = fc.tuple(fc.nat(3), day, fc.constantFrom('P1', 'P2'), fc.integer({ min: -9, max: 9 }));
      const step = fc.oneof(
        fc.record({ lines: fc.array(line, { minLength: 1, maxLength: 6 }) }),
        fc.record({ merge: fc.tuple(fc.nat(3), fc.nat(3)) }),
        fc.record({ undo: fc.constant(true) }),
      );
      let round = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
          round += 1;
          const codes = [0, 1, 2, 3].map((n) => `R${String(round)}-${String(n)}`);
          await house.loadLines(`${header}${codes.map((code) => `${code},2024-01-05,${code},P1,1,1`).join('\n')}\n`);
          const accounts = await Promise.all(codes.map(byCode));
          let net = accounts.length;
          const merges: number[] = [];
          for (const [at, now] of steps.entries()) {
            if ('lines' in now) {
              const rows = now.lines.map(
                ([who, on, product, price], n) =>
                  `R${String(round)}.${String(at)}.${String(n)},${on},${codes[who] ?? ''},${product},1,${String(price)}`,
              );
              await house.loadLines(`${header}${rows.join('\n')}\n`);
              net += now.lines.reduce((sum, [, , , price]) => sum + price, 0);
            } else if ('merge' in now) {
              const [keep, gone] = now.merge.map((which) => accounts[which]?.id);
              const reply = await as('director').post('/api/account-merges', { keep, gone });
              if (reply.status === 201) merges.push(MergeReply.parse(reply.json).merge);
              else expectStatus(reply, 404);
            } else {
              const last = merges.pop();
              if (last === undefined) continue;
              const reply = await undo(last);
              if (reply.status !== 200) expect(reply.json).toMatchObject({ code: 'merge-built-on' });
            }
            expect(await differences()).toBe(0);
          }
          const { rows } = await house.superuser.query<{ net: bigint }>(
            `select coalesce(sum(net), 0)::bigint as net from sales.account_month join accounts.account using (account_id)
           where code like $1 and merged_into is null`,
            [`R${String(round)}-%`],
          );
          // Forints carry no decimals.
          expect(Number(rows[0]?.net)).toBe(net);
        }),
        { seed, numRuns: 12 },
      );
    },
  );
});

describe('likely duplicates', () => {
  const pairs = async (who: PersonName, account?: Account): Promise<string[]> => {
    const query = account ? `?account=${String(account.id)}` : '';
    const reply = DuplicatesReply.parse(expectStatus(await as(who).get(`/api/account-duplicates${query}`), 200).json);
    return reply.pairs.map((pair) => `${pair.accounts.map(({ code }) => code).join('+')}: ${pair.reasons.join()}`);
  };
  const known: Readonly<Record<string, object>> = {
    K1: { name: 'Tó-parti Szanatórium Kft.', town: 'Siófok' },
    K2: { name: 'Tóparti Szanatorium', town: 'Siofok' },
    K3: { name: 'Tóparti Szanatorium', town: 'Hévíz' },
    K4: { name: 'Alfa Patika Kft.', vatNumber: '10537914-4-44' },
    K5: { name: 'Béta Rendelő', vatNumber: 'HU10537914' },
    K6: { name: 'Északi Fény Zrt.', town: 'Miskolc', registryNumber: '05-10-000001' },
    K7: { name: 'ÉSZAKI FÉNY', town: 'Miskolc', registryNumber: '05-10-000001' },
    K8: { name: 'Déli Part Kórház', town: 'Pécs' },
  };

  beforeAll(async () => {
    const codes = Object.keys(known);
    await house.loadLines(`${header}${codes.map((code) => `${code},2024-01-05,${code},P1,1,1`).join('\n')}\n`);
    for (const code of codes) {
      expectStatus(await house.host.patch(`/api/account-codes/${code}`, known[code]), 200);
      const owner = code === 'K5' ? people.otherKam.email : people.kam.email;
      await house.host.put(`/api/account-codes/${code}/owner`, { owner });
    }
  });

  it('are found by number, by name and by a near name in the same town, the surest first', async () => {
    const found = (await pairs('director')).filter((pair) => pair.startsWith('K'));
    expect(found[0]).toBe('K6+K7: name,registry');
    expect(found.toSorted()).toEqual(['K1+K2: alike', 'K4+K5: vat', 'K6+K7: name,registry']);
  });

  it('only among those that one sees', async () => {
    expect((await pairs('kam')).filter((pair) => pair.startsWith('K')).toSorted()).toEqual([
      'K1+K2: alike',
      'K6+K7: name,registry',
    ]);
    expect(await pairs('kam', await byCode('K6'))).toEqual(['K6+K7: name,registry']);
    expectStatus(await as('support').get('/api/account-duplicates'), 403);
  });

  it('are not asked about again once somebody has said that they are two, until she takes it back', async () => {
    const [one_, other] = [await byCode('K1'), await byCode('K2')];
    const say = (distinct: boolean) =>
      as('kam').post('/api/account-distinctions', { accounts: [other.id, one_.id], distinct });
    expectStatus(await say(true), 204);
    expect(await pairs('kam')).not.toContain('K1+K2: alike');
    expectStatus(await say(true), 204);
    expectStatus(await say(false), 204);
    expect(await pairs('kam')).toContain('K1+K2: alike');
    const { rows } = await house.superuser.query<{ subject: string; detail: object }>(
      `select subject, detail from audit.entry where action = 'account.distinct' order by seq`,
    );
    expect(rows).toEqual([
      { subject: 'account:K1', detail: { other: 'K2', before: false, after: true } },
      { subject: 'account:K1', detail: { other: 'K2', before: true, after: false } },
    ]);
  });
});
