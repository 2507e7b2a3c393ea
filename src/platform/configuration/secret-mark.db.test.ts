import { expect, test } from 'vitest';
import { people, testHouse } from '#testing/house.ts';
import { isSealedOtherwise, refuseOtherSecret, sealAnew, sealStore } from './secret-mark.ts';

const house = testHouse();
const own = (secret: string) => ({ secret, secretFrom: 'environment' as const });
const one = own('one secret of more than thirty-two bytes');
const other = own('another secret of more than 32 bytes, too');

test('a store is of the secret that it is first started with, and refuses every other', async () => {
  await refuseOtherSecret(house.pool, one);
  const first = await Promise.allSettled([sealStore(house.pool, one), sealStore(house.pool, other)]);
  expect(first.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const [kept, refused] = first[0].status === 'fulfilled' ? [one, other] : [other, one];
  await sealStore(house.pool, kept);
  await expect(refuseOtherSecret(house.pool, refused)).rejects.toMatchObject({ refusals: [{ code: 'secret-other' }] });
  const { rows } = await house.superuser.query<{ text: string }>(
    'select row_to_json(m)::text as text from platform.secret_mark m',
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.text).not.toContain(kept.secret);
});

test('another secret is taken when it is said, and what the old one sealed is gone', async () => {
  const browser = await house.asSignedIn(people.kam.email);
  expect((await browser.get('/api/me')).status).toBe(200);
  const former = (await isSealedOtherwise(house.pool, one.secret)) ? other : one;
  const change = (secret: string) => house.house.database.transaction().execute((tx) => sealAnew(tx, secret));
  expect(await change(former.secret)).toBe(false);
  expect((await browser.get('/api/me')).status).toBe(200);
  expect(await change('a third secret of more than 32 bytes')).toBe(true);
  expect((await browser.get('/api/me')).status).toBe(401);
  await expect(refuseOtherSecret(house.pool, former)).rejects.toThrow(/kulcs secret change/);
  await sealStore(house.pool, own('a third secret of more than 32 bytes'));
  const { rows } = await house.superuser.query(`select action, detail from audit.entry where action = 'store.secret'`);
  expect(rows).toEqual([{ action: 'store.secret', detail: {} }]);
});

test('the role of requests neither reads the mark nor changes it', async () => {
  const { rows } = await house.superuser.query<{ may: boolean }>(
    `select has_table_privilege('kulcs_app', 'platform.secret_mark', 'select, insert, update, delete') as may`,
  );
  expect(rows).toEqual([{ may: false }]);
});
