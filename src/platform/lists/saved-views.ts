import { sql } from 'kysely';
import type { Tx } from '#platform/access/transaction.ts';
import { record } from '#platform/audit/record.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { checkVersion } from '#platform/http/version.ts';
import type { SavedView, ViewChange } from './contract.ts';

/** The views of a list that the actor sees: her own and shared ones, by name. */
export async function savedViews(tx: Tx, list: string): Promise<SavedView[]> {
  const { rows } = await sql<SavedView>`
    select view_id as id, name, query, is_shared as "isShared", saved_view.person_id = access.actor() as "isMine",
      default_view.view_id is not null as "isDefault", version
    from platform.saved_view left join platform.default_view using (list, view_id)
    where list = ${list}
    order by saved_view.person_id <> access.actor(), name collate "hu-x-icu", view_id`.execute(tx);
  return rows;
}

async function viewOf(tx: Tx, list: string, id: number): Promise<SavedView> {
  const found = (await savedViews(tx, list)).find((view) => view.id === id);
  if (!found) throw notFound();
  return found;
}

/** Only persons keep views: the host is nobody whose view it could be. */
async function personOf(tx: Tx): Promise<number> {
  const { rows } = await sql<{ id: number | null }>`select access.actor() as id`.execute(tx);
  const id = rows[0]?.id ?? null;
  if (id === null) throw notFound();
  return id;
}

/** Keeps a view. @throws ProblemError 404 `not-found` for the host; 409 `view-name-taken` */
export async function saveView(
  tx: Tx,
  list: string,
  view: Pick<SavedView, 'name' | 'query' | 'isShared'>,
): Promise<SavedView> {
  const person = await personOf(tx);
  const { rows } = await sql<{ id: number }>`
    insert into platform.saved_view (list, person_id, name, query, is_shared)
    values (${list}, ${person}, ${view.name}, ${view.query}, ${view.isShared})
    on conflict do nothing returning view_id as id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new ProblemError(409, 'view-name-taken', { name: view.name });
  await record(tx, 'view.save', `view:${String(id)}`, { list, ...view });
  return viewOf(tx, list, id);
}

/** Locks one's own view and says what it is. @throws ProblemError 404 `not-found`, also for shared views of others; 412 `version-stale` */
async function ownView(tx: Tx, list: string, id: number, seenVersion: number): Promise<SavedView> {
  await sql`select from platform.saved_view where view_id = ${id} and person_id = access.actor() for update`.execute(
    tx,
  );
  const view = await viewOf(tx, list, id);
  if (!view.isMine) throw notFound();
  checkVersion(view.version, seenVersion);
  return view;
}

/** Changes one's own view. @throws ProblemError 404 `not-found`; 409 `view-name-taken`; 412 `version-stale` */
export async function changeView(
  tx: Tx,
  list: string,
  id: number,
  seenVersion: number,
  change: ViewChange,
): Promise<SavedView> {
  const before = await ownView(tx, list, id, seenVersion);
  const after = {
    name: change.name ?? before.name,
    query: change.query ?? before.query,
    isShared: change.isShared ?? before.isShared,
  };
  const taken = (await savedViews(tx, list)).some((one) => one.isMine && one.id !== id && one.name === after.name);
  if (taken) throw new ProblemError(409, 'view-name-taken', { name: after.name });
  await sql`update platform.saved_view set name = ${after.name}, query = ${after.query}, is_shared = ${after.isShared},
    version = version + 1 where view_id = ${id}`.execute(tx);
  await record(tx, 'view.change', `view:${String(id)}`, {
    before: { name: before.name, query: before.query, isShared: before.isShared },
    after,
  });
  return viewOf(tx, list, id);
}

/** Lets one's own view go. @throws ProblemError 404 `not-found`; 412 `version-stale` */
export async function removeView(tx: Tx, list: string, id: number, seenVersion: number): Promise<void> {
  const { name, query, isShared } = await ownView(tx, list, id, seenVersion);
  await sql`delete from platform.saved_view where view_id = ${id}`.execute(tx);
  await record(tx, 'view.remove', `view:${String(id)}`, { list, name, query, isShared });
}

/** Says with which view the list opens for the actor. @throws ProblemError 404 `not-found` */
export async function setDefaultView(tx: Tx, list: string, id: number | null): Promise<void> {
  const person = await personOf(tx);
  if (id === null) {
    await sql`delete from platform.default_view where person_id = ${person} and list = ${list}`.execute(tx);
  } else {
    await viewOf(tx, list, id);
    await sql`insert into platform.default_view (person_id, list, view_id) values (${person}, ${list}, ${id})
      on conflict (person_id, list) do update set view_id = excluded.view_id`.execute(tx);
  }
  await record(tx, 'view.default', `person:${String(person)}`, { list, view: id });
}
