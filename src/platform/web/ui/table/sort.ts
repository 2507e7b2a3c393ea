import type { Sort } from '#platform/web/ui/table/column.ts';

type SortValue = string | number | null | undefined;

/**
 * Ascending order of two cells. Text by the alphabet of the language, so that á stands with a and not behind z.
 * Values that are not known are equal here; the table puts them last in both directions.
 */
export function compareCells(a: SortValue, b: SortValue, collator: Intl.Collator): number {
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
  return typeof a === 'number' && typeof b === 'number' ? a - b : 0;
}

/** A sort as it stands in an address: `-net,name`. */
export const sortText = (sort: readonly Sort[]): string => sort.map(({ id, desc }) => (desc ? `-${id}` : id)).join(',');

/** Reads such a text; columns that the table does not have are left out. */
export const sortOf = (text: string | undefined, columnIds: readonly string[]): readonly Sort[] =>
  (text ?? '')
    .split(',')
    .map((part) => ({ id: part.replace(/^-/, ''), desc: part.startsWith('-') }))
    .filter(({ id }) => columnIds.includes(id));
