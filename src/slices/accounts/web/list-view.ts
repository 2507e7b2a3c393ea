import type { AccountColumn } from '#slices/accounts/domain/list-columns.ts';
import { accountColumns, isFigure, isStanding, parseColumns, parseSort } from '#slices/accounts/domain/list-columns.ts';
import type { AccountsSearch } from '#slices/accounts/web/accounts-search.ts';

/** What the list shows when nobody has said otherwise. */
const usualColumns: readonly AccountColumn[] = ['code', 'town', 'group', 'owner', 'net', 'change', 'last'];

/** The columns after the name. What an address says wrongly counts as nothing said. */
export const columnsOf = ({ columns }: AccountsSearch): readonly AccountColumn[] =>
  (columns === undefined ? null : parseColumns(columns)) ?? usualColumns;

/** Columns as the address keeps them; undefined for the usual ones. */
export const columnsText = (columns: readonly AccountColumn[]): string | undefined =>
  columns.join() === usualColumns.join() ? undefined : columns.join();

/** Columns that this person can choose: what she may see of margins, and of decisions and scores. */
export const offeredColumns = (sees: {
  readonly margin: boolean;
  readonly standing: boolean;
}): readonly AccountColumn[] =>
  accountColumns.filter((column) => (column !== 'margin' || sees.margin) && (!isStanding(column) || sees.standing));

/** What the server is asked for. */
export function listQuery(search: AccountsSearch): Readonly<Record<string, string>> {
  const { view: _view, columns: _columns, sort, ...filter } = search;
  const figures = columnsOf(search).filter((column) => isFigure(column) || isStanding(column));
  return {
    ...filter,
    ...(sort !== undefined && parseSort(sort) ? { sort } : {}),
    ...(figures.length > 0 ? { columns: figures.join() } : {}),
  };
}

const filters = [
  'search',
  'owner',
  'group',
  'country',
  'kind',
  'segment',
  'territory',
  'stage',
  'class',
  'tier',
  'scoreFrom',
  'scoreTo',
  'netFrom',
  'netTo',
] as const;

/** How many filters are set; from and to of the same are one. */
export const filterCount = (search: AccountsSearch): number =>
  filters.filter(
    (name) =>
      search[name] !== undefined &&
      !(name === 'netTo' && search.netFrom !== undefined) &&
      !(name === 'scoreTo' && search.scoreFrom !== undefined),
  ).length;

/** The same list without its filters. */
export const withoutFilters = (search: AccountsSearch): AccountsSearch =>
  // Every property of the view may be absent.
  Object.fromEntries(Object.entries(search).filter(([name]) => !filters.some((one) => one === name)));

/** The view as a kept one holds it: the address without the number of the view, always in the same order. */
export function keptQuery({ view: _view, ...search }: AccountsSearch): string {
  const parameters = new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)]));
  parameters.sort();
  return parameters.toString();
}
