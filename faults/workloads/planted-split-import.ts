import type { PoolClient } from 'pg';
import type { Store } from '#platform/db/store.ts';
import { importWorkload } from '../import-workload.ts';

/** The statement with which an import says that it is loaded, the last but the audit. */
const saysLoaded = /^\s*update sales\.batch set state = \$1, finished_at/;

const split = `commit; select pg_sleep(0.5); begin;
  select set_config('role', 'kulcs_app', true), set_config('kulcs.sees_all', 'on', true), set_config('kulcs.host', 'on', true)`;

function splitOn(client: PoolClient): void {
  const query = client.query.bind(client);
  const asBefore = (words: readonly unknown[]): unknown => Reflect.apply(query, client, words);
  Object.defineProperty(client, 'query', {
    value: (...words: unknown[]) => {
      const [text, values] = words;
      const isLoaded =
        typeof text === 'string' && saysLoaded.test(text) && Array.isArray(values) && values[0] === 'loaded';
      return isLoaded ? query(split).then(() => asBefore(words)) : asBefore(words);
    },
  });
}

/** Makes every import of this store commit its lines first and what says that it is loaded by a second transaction. */
function plantSplit({ pool }: Store): void {
  const connect = pool.connect.bind(pool);
  const planted = new WeakSet<PoolClient>();
  const plantedConnect = async (): Promise<PoolClient> => {
    const client = await connect();
    if (!planted.has(client)) splitOn(client);
    planted.add(client);
    return client;
  };
  Object.defineProperty(pool, 'connect', {
    // The pool itself asks for connections with a callback; imports wait for a promise.
    value: (...callback: unknown[]): unknown =>
      callback.length > 0 ? Reflect.apply(connect, pool, callback) : plantedConnect(),
  });
}

/** A planted fault: an import that commits in two transactions. A kill in between leaves lines of an import that failed. */
export const workload = importWorkload(plantSplit);
