import { beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#testing/actor.ts';
import { expectStatus, people, testHouse } from '#testing/house.ts';
import { AccountGroup, AccountGroupsReply, GroupTreeReply } from './group-contract.ts';

const house = testHouse();
const as = (name: keyof typeof people): Client => house.as(people[name].email);

beforeAll(async () => {
  // Twelve whole months up to the last sale: 2024. Net by hand: A 10, B 20, C 40, D 80.
  const days = ['A,10', 'B,20', 'C,40', 'D,80'].map((one, at) => `T${String(at)},2024-12-31,${one.replace(',', ',1,')}`);
  await house.loadLines(['document,date,account,quantity,unitPrice', ...days, ''].join('\n'));
  for (const [code, owner] of [['A', people.kam.email], ['C', people.kam.email], ['D', people.otherKam.email]] as const)
    expectStatus(await house.host.put(`/api/account-codes/${code}/owner`, { owner }), 200);
  for (const [name, account] of [['Felső', 'A'], ['Közép', 'B'], ['Alsó', 'C'], ['Oldal', 'D']] as const)
    expectStatus(await house.host.post('/api/account-groups', { name, accounts: [account] }), 204);
}); // prettier-ignore

const all = async (client: Client): Promise<AccountGroup[]> =>
  AccountGroupsReply.parse(expectStatus(await client.get('/api/account-groups'), 200).json).groups;
const named = async (name: string): Promise<AccountGroup> => {
  const group = (await all(house.host)).find((one) => one.name === name);
  if (!group) throw new Error(`no group ${name}`);
  return group;
};
const place = async (name: string, parent: string | null, version?: number) => {
  const group = await named(name);
  return as('director').send({
    method: 'PUT',
    url: `/api/account-groups/${String(group.id)}/parent`,
    body: { parent },
    headers: { 'if-match': `"${String(version ?? group.version)}"` },
  });
};
const tree = async (client: Client, name: string) => {
  const reply = await client.get(`/api/account-groups/${String((await named(name)).id)}`);
  return GroupTreeReply.parse(expectStatus(reply, 200).json).groups.map((group) => [
    group.name,
    group.depth,
    group.own.accounts,
    group.own.net,
    group.whole.accounts,
    group.whole.net,
  ]);
};

describe('groups within groups', () => {
  it('show what each brought alone and with all below it, of what the reader sees', async () => {
    expectStatus(await place('Közép', 'Felső'), 200);
    expectStatus(await place('Alsó', 'Közép'), 200);
    expectStatus(await place('Oldal', 'Felső'), 200);
    expect(await tree(as('director'), 'Alsó')).toEqual([
      ['Felső', 0, 1, '10', 4, '150'],
      ['Közép', 1, 1, '20', 2, '60'],
      ['Alsó', 2, 1, '40', 1, '40'],
      ['Oldal', 1, 1, '80', 1, '80'],
    ]);
    // Of the group between nothing is hers but what stands in it; what stands beside is not told of at all.
    expect(await tree(as('kam'), 'Felső')).toEqual([
      ['Felső', 0, 1, '10', 2, '50'],
      ['Közép', 1, 0, '0', 1, '40'],
      ['Alsó', 2, 1, '40', 1, '40'],
    ]);
    expect((await all(as('kam'))).map(({ name, parent }) => [name, parent?.name])).toEqual([
      ['Alsó', 'Közép'],
      ['Felső', undefined],
      ['Közép', 'Felső'],
    ]);
    const url = `/api/account-groups/${String((await named('Oldal')).id)}`;
    expectStatus(await as('kam').get(url), 404);
    expectStatus(await as('admin').get(url), 403);
  });

  it('never stand within themselves, and the refusal says so', async () => {
    for (const [name, parent] of [['Felső', 'Felső'], ['Felső', 'Alsó'], ['Közép', 'Alsó']] as const) {
      const refused = expectStatus(await place(name, parent), 409);
      expect(refused.json).toMatchObject({ code: 'group-circle', facts: { group: name, parent } });
    }
    // Nor behind the doors.
    await expect(
      house.superuser.query(`update accounts.account_group set parent_id =
        (select group_id from accounts.account_group where name = 'Alsó') where name = 'Felső'`),
    ).rejects.toThrow('A group cannot stand within itself.');
  }); // prettier-ignore

  it('move by the version that was seen, and back; a group that was made for it goes when it is left empty', async () => {
    const before = await named('Oldal');
    const moved = AccountGroup.parse(expectStatus(await place('Oldal', 'Új holding'), 200).json);
    expect(moved.parent?.name).toBe('Új holding');
    expect((await place('Oldal', null, before.version)).json).toMatchObject({ code: 'version-stale' });
    expectStatus(await place('Oldal', 'Felső', moved.version), 200);
    expect((await all(as('director'))).map(({ name }) => name)).not.toContain('Új holding');
    const finance = await as('finance').send({
      method: 'PUT',
      url: `/api/account-groups/${String(before.id)}/parent`,
      body: { parent: null },
      headers: { 'if-match': '"1"' },
    });
    expectStatus(finance, 403);
  });

  it('of two who hang each below the other at once one is refused', async () => {
    expectStatus(await place('Oldal', null), 200);
    expectStatus(await place('Felső', null), 200);
    const replies = await Promise.all([place('Oldal', 'Felső'), place('Felső', 'Oldal')]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});
