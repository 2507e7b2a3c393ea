import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Tx } from '#platform/access/transaction.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { decimalsOf } from '#kernel/money.ts';
import type { Account, AccountFilter, AccountsQuery, AccountsReply, ListedAccount } from './contract.ts';
import {
  isFigure,
  isStanding,
  parseColumns,
  parseSort,
  type AccountColumn,
  type AccountSort,
} from './domain/list-columns.ts';
import { foldForSearch } from '#platform/search/fold.ts';
import type { FigureFrame, FigureSource, Relation } from './figures.ts';
import { figuresOf, standingsOf } from './list-figures.ts';
import { classes, daysOf, placeOf, sortKeys, summed } from './list-parts.ts';
import type { StandingSource } from './standings.ts';
import { listedAt, listedRows } from './views.ts';

/** What is asked of a list, read and allowed. */
interface Wanted {
  readonly filter: AccountFilter;
  readonly sort: AccountSort;
  readonly columns: readonly AccountColumn[];
}

/** Who tells what lists show beside what is known of an account itself. */
export interface ListSources {
  readonly figures: FigureSource;
  readonly standings: StandingSource;
}

/** What the sources told for one list; null where nothing of it is asked for, or where there is nothing yet. */
interface Frames {
  readonly ledger: FigureFrame | null;
  readonly standings: Relation | null;
}

/** @throws ProblemError 403 `not-allowed` for margins, decisions and scores that this person does not see */
export function wantedOf(actor: Actor, query: Pick<AccountsQuery, 'sort' | 'columns'> & AccountFilter): Wanted {
  const sort = parseSort(query.sort) ?? { column: 'name', isDown: false };
  const columns = parseColumns(query.columns) ?? [];
  if ((sort.column === 'margin' || columns.includes('margin')) && !actor.abilities.has('margin.read')) {
    throw new ProblemError(403, 'not-allowed', { ability: 'margin.read' });
  }
  const wanted = { filter: query, sort, columns };
  if (needsStandings(wanted) && !actor.abilities.has('portfolio.read')) {
    throw new ProblemError(403, 'not-allowed', { ability: 'portfolio.read' });
  }
  return wanted;
}

const filtersByFigures = ({ class: ofClass, netFrom, netTo }: AccountFilter): boolean =>
  ofClass !== undefined || netFrom !== undefined || netTo !== undefined;

const needsLedger = ({ filter, sort, columns }: Wanted): boolean =>
  isFigure(sort.column) || columns.some(isFigure) || filtersByFigures(filter);

const filtersByStanding = ({ tier, scoreFrom, scoreTo }: AccountFilter): boolean =>
  tier !== undefined || scoreFrom !== undefined || scoreTo !== undefined;

const needsStandings = ({ filter, sort, columns }: Wanted): boolean =>
  isStanding(sort.column) || columns.some(isStanding) || filtersByStanding(filter);

/** Whether the list is one statement: nothing of the ledger, of decisions or of scores is asked for. */
export function isListAlone(actor: Actor, query: AccountsQuery): boolean {
  const wanted = wantedOf(actor, query);
  return !needsLedger(wanted) && !needsStandings(wanted);
}

/** Asks the sources for what this list needs, and for nothing else. */
const framesOf = async (
  tx: Tx,
  actor: Actor,
  wanted: Wanted,
  { figures, standings }: ListSources,
): Promise<Frames> => ({
  ledger: needsLedger(wanted) ? await figures(tx) : null,
  standings: needsStandings(wanted) ? await standings.all(tx, actor) : null,
});

/** The rows with the figures and standings of their columns. */
async function withColumns(
  tx: Tx,
  accounts: readonly Account[],
  columns: readonly AccountColumn[],
  { ledger, standings }: Frames,
): Promise<ListedAccount[]> {
  const ids = accounts.map(({ id }) => id);
  const figures = ledger && columns.some(isFigure) ? await figuresOf(tx, ids, columns, ledger) : null;
  const told = standings && columns.some(isStanding) ? await standingsOf(tx, ids, columns, standings) : null;
  return accounts.map((account) => ({
    ...account,
    ...(figures ? { figures: figures.get(account.id) ?? {} } : {}),
    ...(told ? { standing: told.get(account.id) ?? {} } : {}),
  }));
}

/** A page of the accounts that the actor sees, in the order and with the figures asked for. Hungarian order of letters. */
export async function listAccounts(
  tx: Tx,
  actor: Actor,
  query: AccountsQuery,
  sources: ListSources,
): Promise<AccountsReply> {
  const wanted = wantedOf(actor, query);
  const frames = await framesOf(tx, actor, wanted, sources);
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  const found = await listedAt(tx, placesOf(actor, wanted, frames, after, query.limit + 1));
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    accounts: await withColumns(
      tx,
      page.map(({ account }) => account),
      wanted.columns,
      frames,
    ),
    nextCursor: found.length > query.limit && last ? writeCursor({ id: last.account.id, key: last.key }) : null,
    period: frames.ledger?.period ?? null,
    currency: frames.ledger?.currency ?? null,
  };
}

const rowsAtOnce = 500;
/** More accounts than there will ever be. */
const mostRows = 10_000_000;

/** Where all accounts of a filter stand, in their order; the rows themselves come with `rowsAt`. */
export async function allPlaces(
  tx: Tx,
  actor: Actor,
  wanted: Wanted,
  sources: ListSources,
): Promise<{ places: readonly Place[]; frames: Frames }> {
  const frames = await framesOf(tx, actor, wanted, sources);
  const { rows } = await placesOf(actor, wanted, frames, null, mostRows).execute(tx);
  return { places: rows, frames };
}

/** The accounts at these places, a few at a time; what the actor sees no more is left out. */
export async function* rowsAt(
  tx: Tx,
  places: readonly Place[],
  { columns }: Wanted,
  frames: Frames,
): AsyncGenerator<ListedAccount> {
  for (let at = 0; at < places.length; at += rowsAtOnce) {
    const ids = places.slice(at, at + rowsAtOnce).map(({ id }) => id);
    yield* await withColumns(tx, await listedRows(tx, ids), columns, frames);
  }
}

interface Place {
  readonly id: number;
  readonly key: string | null;
}

const writeCursor = ({ id, key }: Place): string => encodeCursor(key === null ? [id] : [key, id]);

function readCursor(text: string): Place {
  try {
    const [key, id] = decodeCursor(text, ['string', 'number'] as const);
    return { key, id };
  } catch {
    // Rows without a value stand last, by their numbers alone.
    return { key: null, id: decodeCursor(text, ['number'] as const)[0] };
  }
}

/** Numbers of the accounts of a page with what they are sorted by, and their places in that order. */
function placesOf(
  actor: Actor,
  { filter, sort }: Wanted,
  { ledger: frame, standings }: Frames,
  after: Place | null,
  limit: number,
): RawBuilder<Place> {
  const key = sortKeys[sort.column];
  // Without a ledger every figure is unknown, and the rows stand by their numbers.
  const isUnknown = isFigure(sort.column) && frame === null;
  const value = isUnknown ? sql`null::numeric` : key.value;
  const direction = sort.isDown ? sql`desc` : sql`asc`;
  const order = key.isAlways
    ? sql`${value} ${direction}, account.account_id ${direction}`
    : sql`${value} ${direction} nulls last, account.account_id ${direction}`;
  return sql<Place>`
    select account.account_id as id, (${value})::text as key, row_number() over (order by ${order}) as place
    from accounts.account
    ${key.needs === 'group' ? sql`left join accounts.account_group using (group_id)` : sql``}
    ${key.needs === 'owner' ? sql`left join team.person owner on owner.person_id = account.owner_id` : sql``}
    ${frame ? joinsOf(frame, key.needs, filter) : sql``}
    ${standings && (key.needs === 'standing' || filtersByStanding(filter)) ? sql`left join (${standings}) standing using (account_id)` : sql``}
    where ${sql.join([...conditions(actor, filter, frame), ...(after ? [behind(after, key, sort, value)] : [])], sql` and `)}
    order by ${order} limit ${limit}`;
}

function joinsOf(frame: FigureFrame, needs: string, filter: AccountFilter): Relation {
  const needsSums = ['sums', 'before'].includes(needs) || filter.netFrom !== undefined || filter.netTo !== undefined;
  return sql`
    ${needsSums ? sql`left join (${summed(frame.sold)}) sums using (account_id)` : sql``}
    ${needs === 'before' ? sql`left join (${frame.soldBefore ? summed(frame.soldBefore) : nothing}) before using (account_id)` : sql``}
    ${needs === 'documents' ? sql`left join lateral (${daysOf(frame, sql`account.account_id`)}) documents on true` : sql``}`;
}

const nothing = sql`select null::int as account_id, null::numeric as net where false`;

/** What every row of the list fulfils. */
function conditions(actor: Actor, filter: AccountFilter, frame: FigureFrame | null): Relation[] {
  const { search, owner, group, country, kind, segment, territory, stage } = filter;
  const parts: Relation[] = [stage === undefined ? sql`account.stage <> 'dropped'` : sql`account.stage = ${stage}`];
  const pattern = search === undefined ? '' : foldForSearch(search);
  // The words of a prospect that was dropped are not kept with the others.
  if (pattern !== '' && stage === 'dropped') parts.push(sql`account.search_text like ${`%${pattern}%`}`);
  else if (pattern !== '') {
    const isFound = sql`(account.account_id in (select accounts.matching(${`%${pattern}%`})))`;
    // For those who see everything as a value of each row, and not as a join: so that rows are read in their order until the
    // page is full. Whoever sees few accounts finds fewer than a page holds, and would read all rows for it.
    parts.push(actor.seesAll ? sql`${isFound} is true` : isFound);
  }
  if (owner === 'none') parts.push(sql`account.owner_id is null`);
  else if (owner !== undefined) parts.push(sql`account.owner_id = ${owner === 'me' ? actor.personId : owner}`);
  if (group === 'none') parts.push(sql`account.group_id is null`);
  else if (group !== undefined) parts.push(sql`account.group_id = ${group}`);
  if (country !== undefined) parts.push(sql`account.country = ${country}`);
  if (kind !== undefined) parts.push(sql`account.kind = ${kind}`);
  if (segment !== undefined) parts.push(sql`account.segment = ${segment}`);
  if (territory !== undefined) parts.push(sql`account.territory = ${territory}`);
  return [...parts, ...figureConditions(filter, frame), ...standingConditions(filter)];
}

function standingConditions({ tier, scoreFrom, scoreTo }: AccountFilter): Relation[] {
  const parts: Relation[] = [];
  if (tier !== undefined) parts.push(sql`coalesce(standing.tier, 'none') = ${tier}`);
  if (scoreFrom !== undefined) parts.push(sql`standing.score >= ${scoreFrom}::numeric`);
  if (scoreTo !== undefined) parts.push(sql`standing.score <= ${scoreTo}::numeric`);
  return parts;
}

function figureConditions({ class: ofClass, netFrom, netTo }: AccountFilter, frame: FigureFrame | null): Relation[] {
  const parts: Relation[] = [];
  const unit = frame ? 10 ** decimalsOf(frame.currency) : 1;
  const net = frame ? sql`coalesce(sums.net, 0)` : sql`0`;
  if (netFrom !== undefined) parts.push(sql`${net} >= ${netFrom}::numeric * ${unit}`);
  if (netTo !== undefined) parts.push(sql`${net} <= ${netTo}::numeric * ${unit}`);
  if (ofClass !== undefined) {
    parts.push(
      frame
        ? sql`account.account_id in (select account_id from (${classes(frame)}) classed where class = ${ofClass})`
        : sql`false`,
    );
  }
  return parts;
}

/** The rows behind the end of the page before. */
function behind(after: Place, key: (typeof sortKeys)['name'], { isDown }: AccountSort, value: Relation): Relation {
  const than = isDown ? sql`<` : sql`>`;
  if (after.key === null) return sql`(${value}) is null and account.account_id ${than} ${after.id}`;
  const place = placeOf(key, after.key);
  const further = sql`(${value}, account.account_id) ${than} (${place}, ${after.id})`;
  return key.isAlways ? further : sql`(${further} or (${value}) is null)`;
}
