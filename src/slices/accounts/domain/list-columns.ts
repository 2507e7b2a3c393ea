/** What a list of accounts can show beside the name, in its usual order. */
export const accountColumns = [
  'code',
  'town',
  'country',
  'kind',
  'segment',
  'territory',
  'vat',
  'registry',
  'stage',
  'tier',
  'score',
  'attractiveness',
  'strength',
  'group',
  'owner',
  'net',
  'margin',
  'change',
  'class',
  'trend',
  'last',
  'first',
  'created',
] as const;
export type AccountColumn = (typeof accountColumns)[number];

/** Columns that come from the ledger; they are worked out only for those who ask for them. */
const figureColumns = ['net', 'margin', 'change', 'class', 'trend', 'last', 'first'] as const;
type FigureColumn = (typeof figureColumns)[number];

/** Columns of what is decided and judged; looked up only for those who ask for them. */
const standingColumns = ['tier', 'score', 'attractiveness', 'strength'] as const;
type StandingColumn = (typeof standingColumns)[number];

export const isStanding = (column: string): column is StandingColumn =>
  standingColumns.some((standing) => standing === column);

export const isFigure = (column: string): column is FigureColumn => figureColumns.some((figure) => figure === column);

/** By what the list can be sorted; a minus before it turns the order round. */
const sortColumns = ['name', ...accountColumns.filter((column) => column !== 'trend' && column !== 'class')] as const;
export type SortColumn = Exclude<AccountColumn, 'trend' | 'class'> | 'name';

export interface AccountSort {
  readonly column: SortColumn;
  readonly isDown: boolean;
}

/** Reads `name` or `-net`; null for what nothing is sorted by. */
export function parseSort(text: string): AccountSort | null {
  const isDown = text.startsWith('-');
  const column = sortColumns.find((one) => one === (isDown ? text.slice(1) : text));
  return column === undefined ? null : { column, isDown };
}

/** Reads a list of columns, in the order given; null when one of them is none, or stands there twice. */
export function parseColumns(text: string): readonly AccountColumn[] | null {
  if (text === '') return [];
  const names = text.split(',');
  const columns = names.flatMap((name) => accountColumns.filter((column) => column === name));
  return columns.length === names.length && new Set(names).size === names.length ? columns : null;
}
