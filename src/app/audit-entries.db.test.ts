import { beforeAll, expect, it } from 'vitest';
import { AuditReply } from '#platform/audit/contract.ts';
import { expectStatus, people, testHouse } from '#testing/house.ts';
import { fillWorld } from '#testing/matrix/world.ts';

const house = testHouse();
const id = (email: string): number => house.personId(email);

beforeAll(async () => {
  await fillWorld(house);
  const director = house.as(people.director.email);
  expectStatus(await director.post(`/api/people/${String(id(people.finance.email))}/roles`, { role: 'support' }), 201);
});

it('the audit says who did what, and tells whoever administers that something happened and not what', async () => {
  const about = async (email: string, query: string) =>
    AuditReply.parse((await house.as(email).get(`/api/audit/entries?${query}`)).json).entries;
  const [changed] = await about(people.director.email, 'record=account:ZqMineCode&limit=1');
  expect(changed).toMatchObject({ subject: 'account:ZqMineCode', kind: 'change', isHidden: false });
  const mine = await about(people.director.email, `person=${String(id(people.director.email))}&kind=rights`);
  expect(mine.every((one) => one.who?.name === people.director.name && one.kind === 'rights')).toBe(true);
  expect(
    mine.some(({ action, changes }) => action === 'role.give' && changes.some(({ field }) => field === 'role')),
  ).toBe(true);
  const hidden = await about(people.admin.email, 'kind=change');
  expect(hidden.length).toBeGreaterThan(5);
  expect(hidden.every((one) => one.isHidden && one.changes.length === 0)).toBe(true);
  expect(await about(people.admin.email, 'record=account:ZqMineCode')).toEqual([]);
  expect((await about(people.admin.email, 'kind=rights')).some(({ changes }) => changes.length > 0)).toBe(true);
});

it('entries come page after page, each once', async () => {
  const all: number[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const url: string = `/api/audit/entries?limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const page = AuditReply.parse((await house.host.get(url)).json);
    all.push(...page.entries.map(({ seq }) => seq));
    cursor = page.nextCursor;
  }
  const { rows } = await house.superuser.query<{ seq: bigint }>('select seq from audit.head');
  const last = Number(rows[0]?.seq);
  expect(all).toEqual(Array.from({ length: last }, (_unused, n) => last - n));
});
