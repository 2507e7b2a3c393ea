import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { StoreProblem } from '../problem.ts';

/**
 * As whom PostgreSQL runs, which refuses to run as root: `direct` as we are; `namespace` in a user namespace where we
 * carry another number (files stay ours); `drop` as another user.
 */
export type Identity =
  | { readonly kind: 'direct' }
  | { readonly kind: 'namespace'; readonly uid: number }
  | { readonly kind: 'drop'; readonly uid: number; readonly gid: number; readonly name: string };

export interface IdentityFacts {
  readonly uid: number;
  /** User numbers and names that the machine knows; initdb asks for the name of the one it runs as. */
  readonly users: ReadonlyMap<number, { readonly name: string; readonly gid: number }>;
  /** Owner of the cluster when there is one. */
  readonly clusterOwner: number | null;
  readonly canUseNamespace: (uid: number) => boolean;
}

const root = 0;
const nobody = 65_534;

/** Decides as whom to run. Refuses when a cluster belongs to somebody else, or nobody suitable is known by name. */
export function chooseIdentity(facts: IdentityFacts, folder: string): Identity {
  const nameOf = (uid: number): string => facts.users.get(uid)?.name ?? String(uid);
  const stranger = [1000, ...facts.users.keys()].find((uid) => uid !== root && facts.users.has(uid));
  if (facts.uid !== root) {
    if (facts.clusterOwner !== null && facts.clusterOwner !== facts.uid) {
      throw new StoreProblem('folder-other-user', {
        folder,
        owner: nameOf(facts.clusterOwner),
        user: nameOf(facts.uid),
      });
    }
    if (facts.users.has(facts.uid)) return { kind: 'direct' };
    // A container may be started under a number without a name: there it borrows one.
    if (stranger !== undefined && facts.canUseNamespace(stranger)) return { kind: 'namespace', uid: stranger };
    throw new StoreProblem('embedded-user-unknown', { user: facts.uid });
  }
  if (facts.clusterOwner !== null && facts.clusterOwner !== root) {
    const owner = facts.users.get(facts.clusterOwner);
    if (!owner) throw new StoreProblem('embedded-user-unknown', { user: facts.clusterOwner });
    return { kind: 'drop', uid: facts.clusterOwner, gid: owner.gid, name: owner.name };
  }
  if (stranger !== undefined && facts.canUseNamespace(stranger)) return { kind: 'namespace', uid: stranger };
  if (facts.clusterOwner === root) {
    throw new StoreProblem('folder-other-user', { folder, owner: nameOf(root), user: nameOf(nobody) });
  }
  const last = facts.users.get(nobody);
  if (!last) throw new StoreProblem('embedded-user-unknown', { user: 'nobody' });
  return { kind: 'drop', uid: nobody, gid: last.gid, name: last.name };
}

/** The users of `/etc/passwd`; without that file (macOS keeps them elsewhere) the one who runs this. */
export function knownUsers(): IdentityFacts['users'] {
  const users = new Map<number, { name: string; gid: number }>();
  try {
    for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
      const [name, , uid, gid] = line.split(':');
      if (name && uid && gid && !users.has(Number(uid))) users.set(Number(uid), { name, gid: Number(gid) });
    }
  } catch {
    users.clear();
  }
  const self = process.getuid?.() ?? -1;
  if (process.platform !== 'linux' && !users.has(self))
    users.set(self, { name: String(self), gid: process.getgid?.() ?? -1 });
  return users;
}

const namespaceArguments = (uid: number): string[] => [
  '--user',
  `--map-user=${String(uid)}`,
  `--map-group=${String(uid)}`,
];

/** Tries whether this machine lets us make a user namespace in which we carry the number `uid`. */
export function tryNamespace(uid: number): boolean {
  if (process.platform !== 'linux') return false;
  return spawnSync('unshare', [...namespaceArguments(uid), 'true'], { stdio: 'ignore' }).status === 0;
}

export interface RunnableCommand {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/** The command that runs `file` under this identity, with the same process number as the program's own. */
export function commandAs(identity: Identity, file: string, parameters: readonly string[]): RunnableCommand {
  if (identity.kind === 'direct') return { file, arguments: parameters };
  if (identity.kind === 'drop') return { file, arguments: parameters, uid: identity.uid, gid: identity.gid };
  return { file: 'unshare', arguments: [...namespaceArguments(identity.uid), file, ...parameters] };
}
