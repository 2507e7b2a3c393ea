import { beforeAll, describe, expect, it } from 'vitest';
import { testHouse } from '#testing/house.ts';
import { printing } from '#testing/printing.ts';
import { clientOf, RefusedError, type Client } from '../client.ts';
import { decideOn, showDecisions } from './decisions.ts';

const house = testHouse();
let client: Client;
const { listen, printed } = printing();

beforeAll(async () => {
  await house.loadLines('document,date,account,quantity,unitPrice\nA1,2026-01-05,V1,1,500\n');
  client = clientOf(house.house);
});

describe('kulcs nominate, confirm, decline, retire', () => {
  it('decides from a day on and says where the account stands', async () => {
    listen();
    await decideOn(client, 'nominate', 'V1', { reason: 'Grows', on: '2024-04-01' });
    await decideOn(client, 'confirm', 'V1', { reason: 'Carries us', on: '2024-04-02' });
    expect(printed()).toBe('V1 (V1) is nominated since 2024-04-01.\nV1 (V1) is key since 2024-04-02.\n');
  });

  it('is refused with who was first, and without a receiver for nothing', async () => {
    await expect(decideOn(client, 'decline', 'V1', { reason: 'No' })).rejects.toMatchObject({
      code: 'already-decided',
    });
    await expect(decideOn(client, 'retire', 'V1', { reason: 'Gone', to: 'anna@kulcs.test' })).rejects.toBeInstanceOf(
      RefusedError,
    );
    await expect(decideOn(client, 'nominate', 'NOBODY', { reason: 'Why not' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('prints one JSON document, with the hand-over', async () => {
    listen();
    const handOver = { handOver: 'Prices until May', to: 'bela@kulcs.test' };
    await decideOn(client, 'retire', 'V1', { reason: 'Gone', on: '2024-06-01', ...handOver, json: true });
    expect(JSON.parse(printed())).toMatchObject({
      tier: 'retired',
      since: '2024-06-01',
      version: 4,
      history: [{ handOver: { to: 'Őri Béla', note: 'Prices until May' } }, {}, {}],
    });
  });
});

it('kulcs decisions tells who was key on a day, and why', async () => {
  listen();
  for (const on of ['2024-03-31', '2024-05-31', '2024-06-01']) await showDecisions(client, { on });
  expect(
    printed()
      .split('\n')
      .map((line) => line.replaceAll(/ {2,}/g, ' ')),
  ).toEqual([
    'Up to 2024-03-31 nothing was decided about any account.',
    'At the end of 2024-05-31',
    'code name tier since decided by reason',
    'V1 V1 key 2024-04-02 host Carries us',
    'At the end of 2024-06-01',
    'code name tier since decided by reason',
    'V1 V1 retired 2024-06-01 host Gone',
    '',
  ]);
  listen();
  await showDecisions(client, { json: true });
  expect(JSON.parse(printed())).toMatchObject({ on: '2026-03-02', accounts: [{ code: 'V1' }] });
});
