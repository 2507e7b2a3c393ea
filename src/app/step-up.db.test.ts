import { beforeAll, expect, it } from 'vitest';
import { people, testHouse } from '#testing/house.ts';
import { policy } from '#testing/matrix/policy.ts';
import { doorOf } from '#testing/matrix/walk.ts';
import { fillWorld, type World } from '#testing/matrix/world.ts';

const house = testHouse();
let world: World;
const password = 'négy szó elég hosszú';
const tenMinutes = 10 * 60_000;

beforeAll(async () => {
  world = await fillWorld(house);
  const browser = await house.asSignedIn(people.director.email);
  expect((await browser.put('/api/me/password', { password })).status).toBe(204);
});

const dangerous = () => house.house.routes.filter(({ stepUp }) => stepUp).map(doorOf);
const ask = (door: string) => {
  const row = policy[door];
  if (!row) throw new Error(`${door} has no row in the policy.`);
  return row.sample({ world, house });
};

it('dangerous acts are these: exports of everything, rights, keys, secrets and the way in (reliability, SES-8)', () => {
  expect(dangerous().sort()).toEqual([
    'GET /api/accounts.csv',
    'GET /api/accounts.json',
    'GET /api/accounts.xlsx',
    'GET /api/facts.csv',
    'GET /api/facts.json',
    'GET /api/facts.xlsx',
    'GET /api/me/proof',
    'GET /api/sales/lines.csv',
    'GET /api/sales/lines.json',
    'GET /api/sales/lines.xlsx',
    'PATCH /api/people/:id',
    'PATCH /api/roles/:roleId',
    'PATCH /api/territories/:territoryId',
    'PATCH /api/webhooks/:id',
    'POST /api/keys',
    'POST /api/me/recovery-codes',
    'POST /api/me/second-factor/remove',
    'POST /api/people/:id/roles',
    'POST /api/people/:id/second-factor/reset',
    'POST /api/people/:id/second-factor/reset/confirm',
    'POST /api/people/:id/territories',
    'POST /api/role-requests/:roleId/decision',
    'POST /api/substitutions',
    'POST /api/webhooks',
    'POST /api/webhooks/:id/secret',
    'PUT /api/grants/:id/decision',
    'PUT /api/me/password',
    'PUT /api/people/:id/disabled',
    'PUT /api/sign-in-policy',
  ]);
});

it('each of them asks whoever proved herself ten minutes ago, and changes nothing', async () => {
  const browser = await house.asSignedIn(people.director.email);
  house.clock.advance(tenMinutes);
  for (const door of dangerous()) {
    const reply = await browser.send(ask(door));
    expect([reply.status, reply.json], door).toMatchObject([401, { code: 'step-up' }]);
  }
});

it('each of them goes on after the proof, until that is ten minutes old', async () => {
  const browser = await house.asSignedIn(people.director.email);
  house.clock.advance(tenMinutes);
  const prove = (secret: string) => browser.post('/api/me/proof', { by: 'password', secret });
  const wrong = await prove('nem ez a jelszavam');
  expect([wrong.status, wrong.json]).toMatchObject([422, { code: 'wrong-proof' }]);
  for (const door of dangerous()) expect((await browser.send(ask(door))).status, door).toBe(401);
  // The password is changed on the way.
  expect((await prove(password)).status).toBe(204);
  for (const door of dangerous()) {
    const reply = await browser.send(ask(door));
    expect(reply.json, door).not.toMatchObject({ code: 'step-up' });
  }
  house.clock.advance(tenMinutes);
  for (const door of dangerous()) expect((await browser.send(ask(door))).status, door).toBe(401);
});

it('a proof is not guessed: after twenty tries within an hour it is refused, right or wrong', async () => {
  const browser = await house.asSignedIn(people.kam.email);
  expect((await browser.put('/api/me/password', { password })).status).toBe(204);
  const prove = (secret: string) => browser.post('/api/me/proof', { by: 'password', secret });
  for (let tries = 0; tries < 20; tries += 1) expect((await prove('nem ez a jelszavam')).status).toBe(422);
  expect((await prove(password)).status).toBe(429);
});

it('the host shows its key with every request, and is asked for nothing more', async () => {
  for (const door of dangerous()) {
    const reply = await house.as(people.director.email).send(ask(door));
    expect(reply.json, door).not.toMatchObject({ code: 'step-up' });
  }
});
