import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isConnectionLost } from '#platform/db/connection-lost.ts';
import { database as open } from '#platform/db/kysely.ts';
import { openPool } from '#platform/db/pool.ts';
import type { DB as Schema } from '#platform/db/schema.ts';
import { people, testHouse, testSecret } from '#testing/house.ts';
import { createSignIn, type SignIn } from './sign-in.ts';

const house = testHouse();
// Nobody listens at port 1.
const pool = openPool({ host: '127.0.0.1', port: 1, user: 'nobody', database: 'nowhere' });
let away: SignIn;

beforeAll(() => {
  away = createSignIn({
    database: open<Schema>(pool),
    clock: house.clock,
    secret: testSecret,
    publicUrl: house.publicUrl,
    origins: [house.publicUrl],
    log: () => undefined,
  });
});
afterAll(() => pool.end());

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('while the database is away', () => {
  it('a session is not over: whoever asks is told to try again', async () => {
    const { cookie } = await house.asSignedIn(people.kam.email);
    expect(isConnectionLost(await thrownBy(away.sessionOf(cookie)))).toBe(true);
  });

  it('a password is not wrong', async () => {
    const request = new Request(`${house.publicUrl}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: house.publicUrl, 'x-kulcs-client-address': '10.0.0.1' },
      body: JSON.stringify({ email: people.kam.email, password: 'egy elég hosszú jelszó' }),
    });
    expect(isConnectionLost(await thrownBy(away.answer(request)))).toBe(true);
  });
});
