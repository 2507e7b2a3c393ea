import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { clientOf, type Client } from '#app/client.ts';
import { buildHouse, type House } from '#app/wiring.ts';
import { readConfiguration } from '#platform/configuration/configuration.ts';
import type { Store } from '#platform/db/store.ts';
import type { Import, ImportsReply } from '#slices/sales/contract.ts';
import { examineImports, fileNameOf, fileOfName } from './import-examination.ts';
import { documentsOf, textOf, type Version } from './sales-files.ts';
import type { ClientContext, Damage, Workload } from './workload.ts';

const clients = 2;
/** How long an import may still say that it runs after its process or its database was killed. */
const settledWithinSeconds = 8;

interface Open {
  readonly house: House;
  readonly client: Client;
  readonly imports: string;
  readonly temporary: string;
}

async function open(store: Store, dataFolder: string): Promise<Open> {
  const configuration = await readConfiguration({ KULCS_DATA: dataFolder });
  const house = await buildHouse({ configuration, store, logLevel: 'silent' });
  const client = clientOf(house);
  if ((await client.request<unknown>('GET', '/api/company')) === null) {
    await client.request('POST', '/api/company', { name: 'Faults', currency: 'EUR', adminEmail: null });
  }
  const temporary = await mkdtemp(path.join(path.dirname(dataFolder), 'generated-'));
  return { house, client, imports: path.join(dataFolder, 'imports'), temporary };
}

/** Sends a generated file. @returns what the answer says of the import */
async function send({ client, temporary }: Open, source: string, file: number, version: Version): Promise<Import> {
  const fileName = fileNameOf(file, version);
  const local = path.join(temporary, `${source}-${fileName}`);
  await writeFile(local, textOf(documentsOf(file, version)));
  try {
    return await client.upload<Import>(
      `/api/sales/imports?${new URLSearchParams({ source, fileName }).toString()}`,
      local,
    );
  } finally {
    await rm(local);
  }
}

/** Runs an import to its end. @throws Error when it does not end as loaded */
async function run({ client }: Open, id: number, onWriting: () => void = () => undefined): Promise<Import> {
  await client.request('POST', `/api/sales/imports/${String(id)}/run`, { dryRun: false });
  for (let phase = ''; ;) {
    const current = await client.request<Import>('GET', `/api/sales/imports/${String(id)}`);
    if (phase !== 'writing' && current.progress?.phase === 'writing') onWriting();
    phase = current.progress?.phase ?? phase;
    if (current.state === 'loaded') return current;
    if (current.state !== 'running') throw new Error(`import ${String(id)} ended as ${current.state}`);
    await wait(25);
  }
}

const sourceOf = (client: number): string => `client ${String(client)}`;

/** Sends a file and runs its import, and says so each time it was answered. */
async function load(open: Open, context: ClientContext, file: number, version: Version): Promise<Import> {
  const { id } = await send(open, sourceOf(context.client), file, version);
  context.acknowledge(`uploaded ${String(id)}`);
  const loaded = await run(open, id, context.warn);
  context.acknowledge(`loaded ${String(id)}`);
  return loaded;
}

/** An interrupted import is started again, and its file then sent once more: all of it is there, once. */
async function takeUpAgain(open: Open, context: ClientContext, failed: Import): Promise<void> {
  const again = await run(open, failed.id, context.warn);
  context.acknowledge(`loaded ${String(failed.id)}`);
  const { file, version } = fileOfName(failed.fileName);
  const twice = await load(open, context, file, version);
  for (const { id, result } of [again, twice]) {
    const { read = 0, rejected = 0, unchanged = 0 } = result ?? {};
    const sum = (result?.new ?? 0) + unchanged + (result?.changed ?? 0);
    const isWhole = read > 0 && rejected === 0 && sum === read && (id === again.id || unchanged === read);
    if (!isWhole) context.acknowledge(`wrong ${String(id)} taken up again: ${JSON.stringify(result)}`);
  }
}

/** Clients that have not yet looked whether an import of theirs was interrupted. */
type Unsure = Set<number>;

async function work(open: Open, unsure: Unsure, context: ClientContext): Promise<void> {
  const { client, piece } = context;
  try {
    if (unsure.has(client)) {
      const { imports } = await open.client.request<ImportsReply>('GET', '/api/sales/imports');
      const failed = imports.find(({ state, source }) => state === 'failed' && source === sourceOf(client));
      unsure.delete(client);
      if (failed) return await takeUpAgain(open, context, failed);
    }
    // Two pieces to a file: as it was, then corrected. Clients have files of their own, and share accounts and products.
    const file = Math.floor(piece / 2) * clients + client;
    await load(open, context, file, piece % 2 === 0 ? 'first' : 'corrected');
  } catch (error) {
    unsure.add(client);
    throw error;
  }
}

/** Waits until nothing says any more that it runs: imports of a killed process, and those whose database went away. */
async function settle({ client }: Open): Promise<void> {
  const end = performance.now() + settledWithinSeconds * 1000;
  while (performance.now() < end) {
    const { imports } = await client.request<ImportsReply>('GET', '/api/sales/imports');
    if (imports.every(({ state, progress }) => state !== 'running' && progress === null)) return;
    await wait(50);
  }
}

async function examine(open: Open, store: Store, acknowledged: readonly string[]): Promise<Damage> {
  await settle(open);
  const found = await examineImports(open.house.database, store.pool, open.imports, acknowledged);
  const { ok } = await open.client.request<{ ok: boolean }>('GET', '/api/audit/verification');
  const halves = [...found.halves, ...(ok ? [] : ['the audit chain does not verify'])];
  return { ...found, halves };
}

/**
 * Two clients send files of some five thousand lines through the real doors, each as it was and then corrected, and are told
 * when they are loaded.
 * @param plant puts a fault into the store before the house gets it
 */
export function importWorkload(plant: (store: Store) => void = () => undefined): Workload {
  let opened: Open | null = null;
  const ready = (): Open => {
    if (!opened) throw new Error('The house is not built yet.');
    return opened;
  };
  const unsure: Unsure = new Set(Array.from({ length: clients }, (_, client) => client));
  return {
    clients,
    async prepare(store, dataFolder) {
      plant(store);
      opened = await open(store, dataFolder);
    },
    work: (context) => work(ready(), unsure, context),
    examine: (store, acknowledged) => examine(ready(), store, acknowledged),
    close: () => ready().house.close(),
  };
}
