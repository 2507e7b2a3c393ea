import { sealAnew } from '#platform/configuration/secret-mark.ts';
import type { Configuration } from '#platform/configuration/configuration.ts';
import { attach } from '#platform/db/attach.ts';
import { database } from '#platform/db/kysely.ts';
import type { DB as Schema } from '#platform/db/schema.ts';
import { RefusedError, runningServer } from '../client.ts';
import { refuseNothing } from './backup.ts';
import { print, printJson } from './output.ts';

/**
 * `kulcs secret change`: seals the store with the secret of now, while no server runs on it.
 * @throws RefusedError `server-runs`, `secret-same`
 */
export async function changeSecret(configuration: Configuration, options: { readonly json?: boolean }): Promise<void> {
  refuseNothing(configuration);
  const { dataFolder, secret } = configuration;
  if ((await runningServer(dataFolder)) !== null) {
    throw new RefusedError('server-runs', 'A server runs on this store with the secret of before. Stop it first.');
  }
  const store = await attach(configuration);
  try {
    const isChanged = await database<Schema>(store.pool)
      .transaction()
      .execute((tx) => sealAnew(tx, secret));
    if (!isChanged) throw new RefusedError('secret-same', 'The store is sealed with this very secret already.');
    if (options.json) return printJson({ changed: true });
    print('The store is sealed with the new secret. Everybody signs in anew, and sets up a second factor anew.');
    print('Receivers of webhooks need their new secrets: make them under Settings › For programs › Webhooks.');
  } finally {
    await store.close();
  }
}
