import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreProblem } from '../problem.ts';
import type { OnProgress } from '../progress.ts';
import { findBinaries, usableBinaries } from './binaries.ts';
import { ensureDatabase, loginRole, productDatabase, type LocalConnection } from './ensure-database.ts';
import { layOut, ownerOf, prepareFolders, type Folders } from './folders.ts';
import { chooseIdentity, commandAs, knownUsers, tryNamespace, type Identity } from './identity.ts';
import { initialise, superuser } from './initialise.ts';
import { launchSupervisor, type Supervised } from './launch-supervisor.ts';
import { patienceSeconds, removeOwner, untilUnowned, writeOwner } from './ownership.ts';
import { asArguments, serverSettings, type ServerSettings } from './settings.ts';

interface EmbeddedOptions {
  readonly dataFolder: string;
  readonly onProgress?: OnProgress;
  /** Changes to the server's settings: only tests may switch durability off. */
  readonly settings?: ServerSettings;
  /** How root avoids running PostgreSQL as root; by default a user namespace where the machine allows one. */
  readonly asRoot?: 'namespace-if-possible' | 'other-user';
}

export interface EmbeddedServer {
  /** For the product: owner of the database `kulcs`, not a superuser. */
  readonly connection: LocalConnection;
  /** For creating and dropping databases: the superuser, in the database `postgres`. */
  readonly administration: LocalConnection;
  /** Process number of the server now; another one after a crash, from which it comes back by itself. */
  readonly pid: number;
  /** Settles when the server is gone for good: null after `stop`, else why. */
  readonly ended: Promise<StoreProblem | null>;
  /** Stops the server in order (all is on disk) and settles when its process has ended. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on `dataFolder`, creating the cluster at first, and settles when it answers. The server ends when
 * this process ends, however it ends. Refuses (StoreProblem) when a live process owns the folder, when another version
 * or another user made it, and on platforms without a package.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const found = await findBinaries();
  const folders = await layOut(options.dataFolder);
  const deadline = Date.now() + patienceSeconds * 1000;
  await untilUnowned(folders, deadline);
  const identity = await identityFor(folders, options.asRoot ?? 'namespace-if-possible');
  await prepareFolders(folders, identity);
  const binaries = await usableBinaries(found, identity.kind === 'drop' ? folders.programs : null, folders.programs);
  if ((await ownerOf(folders.cluster)) === null) options.onProgress?.({ step: 'creating' });
  await initialise(folders, binaries, identity);
  options.onProgress?.({ step: 'starting' });
  const plan = {
    command: commandAs(identity, binaries.postgres, [
      '-D',
      folders.cluster,
      ...asArguments(serverSettings(folders, options.settings)),
    ]),
    cluster: folders.cluster,
    log: folders.log,
  };
  const supervised = await launchUntil(deadline, folders, () => launchSupervisor(plan));
  const administration = { host: folders.socket, port: 5432, user: superuser, database: 'postgres' };
  const server = manage(supervised, folders, administration);
  try {
    await writeOwner(folders, supervised.server());
    await ensureDatabase(administration);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

async function identityFor(folders: Folders, asRoot: 'namespace-if-possible' | 'other-user'): Promise<Identity> {
  return chooseIdentity(
    {
      uid: process.getuid?.() ?? -1,
      users: knownUsers(),
      clusterOwner: await ownerOf(folders.cluster),
      canUseNamespace: (uid) => asRoot === 'namespace-if-possible' && tryNamespace(uid),
    },
    folders.data,
  );
}

/** Launches again while the folder is held by what passes: backends of a killed server, or another start at once. */
async function launchUntil(
  deadline: number,
  folders: Folders,
  launch: () => ReturnType<typeof launchSupervisor>,
): Promise<Supervised> {
  for (;;) {
    const outcome = await launch();
    if (outcome.kind === 'ready') return outcome.supervised;
    if (!outcome.isOccupied || Date.now() > deadline) {
      throw new StoreProblem('start-failed', { folder: folders.data, words: outcome.words, log: folders.log });
    }
    await wait(100);
    await untilUnowned(folders, deadline);
  }
}

function manage(supervised: Supervised, folders: Folders, administration: LocalConnection): EmbeddedServer {
  supervised.onReady((server) => {
    // A note that cannot be written only makes the next refusal less exact; the server itself is well.
    writeOwner(folders, server).catch(() => undefined);
  });
  const ended = supervised.ended.then((words) =>
    words === null ? null : new StoreProblem('start-failed', { folder: folders.data, words, log: folders.log }),
  );
  return {
    connection: { ...administration, user: loginRole, database: productDatabase },
    administration,
    get pid() {
      return supervised.server();
    },
    ended,
    async stop() {
      await supervised.stop();
      await removeOwner(folders);
      if (!folders.socket.startsWith(folders.data)) await rm(folders.socket, { recursive: true, force: true });
    },
  };
}
