import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import { holdAccounts } from './commands.ts';
import type { Account, NewProspect, Prospect, ProspectPolicy, StageChange } from './contract.ts';
import { canBecome } from './domain/stages.ts';
import type { FigureSource } from './figures.ts';
import { ownerCalled } from './owners.ts';
import { accountById, prospectOf } from './views.ts';

/** How many prospects there may be, and how many there are in the whole company. */
export async function prospectPolicy(tx: Tx): Promise<ProspectPolicy> {
  const { rows } = await sql<ProspectPolicy>`
    select most, version, accounts.open_prospects() as open from accounts.prospect_policy order by version desc limit 1`.execute(
    tx,
  );
  const [policy] = rows;
  if (!policy) throw new Error('There is no policy of prospects; the migration writes the first one.');
  return policy;
}

/** Who else adds a prospect, or changes how many there may be, waits. */
const takeTurn = (tx: Tx) => sql`select pg_advisory_xact_lock(hashtext('accounts.prospect'))`.execute(tx);

/**
 * Sets how many prospects there may be at once. Those that there are stay, also when they are more.
 * @throws ProblemError 412 `version-stale`
 */
export async function changeProspectPolicy(tx: Tx, actor: Actor, most: number, seen: number): Promise<ProspectPolicy> {
  await takeTurn(tx);
  const before = await prospectPolicy(tx);
  checkVersion(before.version, seen);
  if (before.most === most) return before;
  await sql`insert into accounts.prospect_policy (version, most, changed_by)
    values (${before.version + 1}, ${most}, ${actor.personId})`.execute(tx);
  const after = await prospectPolicy(tx);
  await record(tx, 'prospect.policy', 'policy:prospects', { before: before.most, after: most });
  return after;
}

/** @throws ProblemError 409 `prospects-full` when the list is as long as it may be: existing clients come first (A3) */
async function makeRoom(tx: Tx): Promise<void> {
  await takeTurn(tx);
  const { most, open } = await prospectPolicy(tx);
  if (open >= most) throw new ProblemError(409, 'prospects-full', { open, most });
}

/**
 * Adds a company that does not buy yet and could become a client: its own, with a dossier and scores like any other account.
 * @throws ProblemError 409 `prospects-full`; 422 `unknown-person`, `cannot-own`, `outside-the-line`
 */
export async function addProspect(tx: Tx, actor: Actor, given: NewProspect): Promise<Account> {
  const owner = given.owner === undefined ? actor.personId : (await ownerCalled(tx, given.owner)).id;
  await makeRoom(tx);
  const { name, country, town, segment, reason, source } = given;
  const { rows } = await sql<{ id: number }>`
    select accounts.add_prospect(${name}, ${country}, ${town}, ${segment}, ${owner}::int, ${reason}, ${source}) as id`.execute(
    tx,
  );
  const account = await accountById(tx, rows[0]?.id ?? 0);
  if (!account) throw notFound();
  await record(tx, 'prospect.add', `account:${account.code}`, {
    before: null,
    after: { name, country, town, segment, reason, source, owner },
  });
  return account;
}

/**
 * Makes a prospect a client with its code, lets go of one, or takes either back; everything that is known of it stays. A code
 * that another account has is refused: then the two are one company, and are merged.
 * @throws ProblemError 404 `not-found`; 412 `version-stale`; 409 `stage-not-from`, `code-taken`, `account-sold`, `prospects-full`
 */
export async function changeStage(
  tx: Tx,
  id: number,
  change: StageChange,
  seen: number,
  figures: FigureSource,
): Promise<Account> {
  const found = await accountById(tx, id);
  if (!found) throw notFound();
  await holdAccounts(tx, [found.code]);
  const before = (await accountById(tx, id)) ?? found;
  checkVersion(before.version, seen);
  const prospect = await prospectOf(tx, id);
  if (prospect === null || !canBecome(before.stage, change.stage)) {
    throw new ProblemError(409, 'stage-not-from', { name: before.name });
  }
  if (change.stage === 'prospect') await checkReturn(tx, before, figures);
  const code = codeAfter(change, prospect);
  await sql`update accounts.account set stage = ${change.stage}, code = ${code} where account_id = ${id}`
    .execute(tx)
    .catch((error: unknown) => {
      // Whoever has that code may be out of the actor's sight, so it is not looked up before.
      if (isTaken(error)) throw new ProblemError(409, 'code-taken', { code });
      throw error;
    });
  await sql`update accounts.prospect set dropped_because = ${change.stage === 'dropped' ? change.reason : null}
    where account_id = ${id}`.execute(tx);
  await record(tx, 'account.stage', `account:${code}`, {
    before: { stage: before.stage, code: before.code },
    after: { stage: change.stage, code },
    ...(change.stage === 'dropped' ? { reason: change.reason } : {}),
  });
  return (await accountById(tx, id)) ?? before;
}

const codeAfter = (change: StageChange, prospect: Prospect): string =>
  change.stage === 'client' ? change.code : prospect.code;

/** Back among the prospects: there must be room for one let go of, and nothing sold to one that had become a client. */
async function checkReturn(tx: Tx, account: Account, figures: FigureSource): Promise<void> {
  await makeRoom(tx);
  if (account.stage !== 'client') return;
  const frame = await figures(tx);
  if (frame === null) return;
  const { rows } = await sql<{ sold: boolean }>`
    select exists (select from (${frame.documents}) d where d.account_id = ${account.id}) as sold`.execute(tx);
  if (rows[0]?.sold) throw new ProblemError(409, 'account-sold', { name: account.name });
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505';
