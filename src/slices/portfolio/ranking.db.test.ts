import { describe, expect, test } from 'vitest';
import { expectStatus } from '#testing/house.ts';
import { lines, salesWorld } from '#testing/sales-world.ts';
import { KeyAccountsReply } from './contract.ts';

describe('the ranking', () => {
  const world = salesWorld();
  const sell = (...nets: readonly number[]) =>
    world.load(
      lines(
        ...nets.map(
          (net, index) => `I${String(index)},2024-01-05,A${String(index + 1).padStart(3, '0')},P1,1,${net.toFixed(2)}`,
        ),
      ),
    );

  test('example of the formulas, through the doors', async () => {
    await sell(20, 40, 10, 30);
    const found = await world.keys();
    expect(
      found.accounts.map((one) => [one.rank, one.code, one.net, one.share, one.cumulativeShare, one.class]),
    ).toEqual([
      [1, 'A002', '40.00', 0.4, 0.4, 'A'],
      [2, 'A004', '30.00', 0.3, 0.7, 'A'],
      [3, 'A001', '20.00', 0.2, 0.9, 'A'],
      [4, 'A003', '10.00', 0.1, 1, 'B'],
    ]);
    expect(found.concentration.hhi).toBeCloseTo(0.3, 12);
    expect(found.concentration.effectiveAccounts).toBeCloseTo(3.33, 2);
    expect(found.curve.map((point) => [point.rank, point.value, point.cumulativeShare, point.class])).toEqual([
      [1, 40, 0.4, 'A'],
      [2, 30, 0.7, 'A'],
      [3, 20, 0.9, 'A'],
      [4, 10, 1, 'B'],
    ]);
    expect(found.accounts.every((one) => one.keyCandidate)).toBe(true);
  });

  test('pages show parts of one and the same ranking', async () => {
    await sell(...Array.from({ length: 25 }, (_unused, index) => 100 - index));
    const whole = await world.keys({ all: 'true', limit: '1000' });
    const pages = await Promise.all(
      [0, 10, 20, 30].map((offset) => world.keys({ all: 'true', limit: '10', offset: String(offset) })),
    );
    expect(pages.flatMap((page) => page.accounts)).toEqual(whole.accounts);
    expect(pages.map((page) => [page.accounts.length, page.listed])).toEqual([[10, 25], [10, 25], [5, 25], [0, 25]]); // prettier-ignore
    for (const page of pages) expect(page.concentration).toEqual(whole.concentration);
  });

  test('one owner’s accounts keep their places and shares in the whole', async () => {
    await sell(50, 30, 20);
    const { host } = world.house;
    const kam = { email: 'kam@trial.test', name: 'Kim', role: 'kam' };
    const added = await host.post('/api/people', kam);
    if (added.status !== 409) expectStatus(added, 201);
    for (const code of ['A001', 'A003'])
      expectStatus(await host.put(`/api/account-codes/${code}/owner`, { owner: kam.email }), 200);
    const people = (await host.get('/api/people')).json as { people: { id: number; email: string }[] };
    const owner = String(people.people.find((one) => one.email === kam.email)?.id);
    const found = await world.keys({ all: 'true', owner });
    expect(found.accounts.map((one) => [one.rank, one.code, one.share, one.owner])).toEqual([
      [1, 'A001', 0.5, 'Kim'],
      [3, 'A003', 0.2, 'Kim'],
    ]);
    expect(found).toMatchObject({ listed: 2, totals: { net: '100.00', accounts: 3 } });
    // Signed in herself she sees her own accounts alone, and nothing of the company.
    const own = KeyAccountsReply.parse(
      expectStatus(await world.house.as(kam.email).get('/api/portfolio/key-accounts?all=true'), 200).json,
    );
    expect(own).toMatchObject({
      scope: 'own',
      totals: { net: '70.00', accounts: 2, unattributed: null, unattributedLines: null },
    });
    expect(own.accounts.map((one) => [one.rank, one.code, one.keyCandidate])).toEqual([[1, 'A001', null], [2, 'A003', null]]); // prettier-ignore
  });

  test('by margin: those whose cost is known, by what they left', async () => {
    await world.load(
      'document,date,account,product,quantity,unitPrice,cost\nI1,2024-01-05,A1,P1,1,100.00,90.00\nI2,2024-01-05,A2,P1,1,50.00,20.00\nI3,2024-01-05,A3,P1,1,500.00,\nI4,2024-01-05,A4,P1,0,0,5.00\n',
    );
    const found = await world.keys({ all: 'true', measure: 'margin' });
    expect(found.accounts.map((one) => [one.code, one.net, one.share])).toEqual([
      ['A2', '50.00', 30 / 35],
      ['A1', '100.00', 10 / 35],
      ['A4', '0.00', -5 / 35],
    ].map(([code, net, share]) => [code, net, expect.closeTo(Number(share), 12) as number])); // prettier-ignore
    expect(found.measure).toBe('margin');
  });

  test('the list as a file has every row, a heading that says what it is of, and no formula', async () => {
    await sell(...Array.from({ length: 3 }, (_unused, index) => 60 - 20 * index));
    expectStatus(await world.house.host.patch('/api/account-codes/A002', { name: '=cmd|calc' }), 200);
    const reply = expectStatus(await world.house.host.get('/api/portfolio/key-accounts.csv?all=true&limit=1'), 200);
    expect(reply.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8' });
    expect(reply.headers['content-disposition']).toContain('attachment');
    expect(reply.text.split('\r\n')).toEqual([
      '\ufeffKey accounts,whole company,2024-01-05 – 2024-01-06,host',
      'Rank,Code,Account,Town,Owner,"Net revenue, GBP","Margin, GBP",Share,Cumulative share,ABC,Key candidate,Change on a year',
      '1,A001,A001,,,60.00,,0.500000,0.500000,A,yes,',
      "2,A002,'=cmd|calc,,,40.00,,0.333333,0.833333,A,yes,",
      '3,A003,A003,,,20.00,,0.166667,1.000000,B,yes,',
      '',
    ]);
    const [entry] = await world.rows<{ action: string; detail: unknown }>(
      'select action, detail from audit.entry order by seq desc limit 1',
    );
    expect(entry).toMatchObject({ action: 'export.key-accounts', detail: { rows: 3 } });
  });

  test('a policy decides who is proposed and where classes end, from the next look on', async () => {
    await sell(50, 30, 15, 5);
    const { host } = world.house;
    const before = (await host.get('/api/portfolio/policy')).json as { policy: object };
    expect(before).toMatchObject({
      policy: { shareThreshold: 0.1, firstAccounts: 10, standOut: 5, classA: 0.8, classB: 0.95 },
      changedBy: null,
    });
    const policy = { shareThreshold: 0.4, firstAccounts: 0, standOut: 5, classA: 0.5, classB: 0.8 };
    expectStatus(await host.put('/api/portfolio/policy', policy), 200);
    const found = await world.keys();
    expect(found.policy).toEqual(policy);
    expect(found.accounts.map((one) => [one.class, one.keyCandidate])).toEqual([['A', true], ['B', false], ['C', false], ['C', false]]); // prettier-ignore
    expect(found.concentration.atOrAboveThreshold).toBe(1);
    expect((await host.put('/api/portfolio/policy', { ...policy, classB: 0.5 })).json).toMatchObject({
      status: 422,
      code: 'class-edges',
    });
    expect((await host.put('/api/portfolio/policy', { ...policy, shareThreshold: 0 })).json).toMatchObject({
      status: 400,
    });
    expect((await world.keys()).policy).toEqual(policy);
    expectStatus(await host.put('/api/portfolio/policy', before.policy), 200);
  });
});
