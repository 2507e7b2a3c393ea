import { describe, expect, it } from 'vitest';
import { expectStatus, people, testHouse } from '#testing/house.ts';
import { SavedView, SavedViewsReply } from './contract.ts';

const house = testHouse();
const url = '/api/views/accounts';
const anna = (): ReturnType<typeof house.as> => house.as(people.kam.email);
const bela = (): ReturnType<typeof house.as> => house.as(people.colleague.email);

const views = async (client: ReturnType<typeof house.as>): Promise<SavedView[]> =>
  SavedViewsReply.parse(expectStatus(await client.get(url), 200).json).views;

async function save(name: string, isShared = false): Promise<SavedView> {
  return SavedView.parse(expectStatus(await anna().post(url, { name, query: 'sort=-net', isShared }), 201).json);
}

describe('a kept view', () => {
  it('is one person’s own until she shares it, and only hers to change', async () => {
    const kept = await save('A legnagyobbak');
    expect(await views(bela())).toEqual([]);
    const change = { method: 'PATCH', url: `${url}/${String(kept.id)}`, headers: { 'if-match': '"1"' } };
    expectStatus(await bela().send({ ...change, body: { isShared: true } }), 404);
    expectStatus(await anna().send({ ...change, body: { isShared: true } }), 200);
    expect((await views(bela())).map(({ name, isMine, isShared }) => [name, isMine, isShared])).toEqual([
      ['A legnagyobbak', false, true],
    ]);
    expectStatus(await bela().send({ ...change, headers: { 'if-match': '"2"' }, body: { name: 'Más' } }), 404);
    expectStatus(await anna().send({ ...change, body: { name: 'Más' } }), 412);
    const gone = { method: 'DELETE', url: change.url, headers: { 'if-match': '"2"' } };
    expectStatus(await bela().send(gone), 404);
    expectStatus(await anna().send(gone), 204);
    expect(await views(anna())).toEqual([]);
  });

  it('has a name of its own among those of a person', async () => {
    const first = await save('Egy');
    expectStatus(await anna().post(url, { name: 'Egy', query: '' }), 409);
    const second = await save('Kettő');
    const renamed = {
      method: 'PATCH',
      url: `${url}/${String(second.id)}`,
      headers: { 'if-match': '"1"' },
      body: { name: 'Egy' },
    };
    expectStatus(await anna().send(renamed), 409);
    expectStatus(await bela().post(url, { name: 'Egy', query: '' }), 201);
    expect(first.version).toBe(1);
  });

  it('is what the list opens with, for each person by herself', async () => {
    const kept = await save('Kezdő', true);
    expectStatus(await bela().post(`${url}/default`, { view: kept.id }), 204);
    expect((await views(bela())).filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([kept.id]);
    expect((await views(anna())).filter(({ isDefault }) => isDefault)).toEqual([]);
    expectStatus(await bela().post(`${url}/default`, { view: null }), 204);
    expect((await views(bela())).filter(({ isDefault }) => isDefault)).toEqual([]);
  });

  it('is not one of another list', async () => {
    await save('Csak itt', true);
    const other = SavedViewsReply.parse(expectStatus(await anna().get('/api/views/products'), 200).json);
    expect(other.views).toEqual([]);
  });
});
