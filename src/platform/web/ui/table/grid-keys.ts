/** The header's place when rows are counted from 0. */
export const headerRow = -1;

/**
 * The row to which a key leads, or null when the key moves nothing here. J and K do what the arrows do.
 * @param row the row that has the focus, `headerRow` for the header
 * @param count rows there are
 * @param page rows that fit on the screen
 * @param hasHeader whether the header holds anything that can be pressed
 */
export function rowForKey(key: string, row: number, count: number, page: number, hasHeader: boolean): number | null {
  if (count === 0) return null;
  const first = hasHeader ? headerRow : 0;
  const clamp = (target: number): number => Math.min(count - 1, Math.max(first, target));
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return clamp(row + 1);
    case 'ArrowUp':
    case 'k':
      return clamp(row - 1);
    case 'PageDown':
      return clamp(Math.max(0, row) + page);
    case 'PageUp':
      return Math.max(0, clamp(row - page));
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/**
 * Where Left and Right lead among the things in a row that can be pressed: -1 is the row itself.
 * @param place index of the one that has the focus, -1 for the row
 */
export function placeForKey(key: string, place: number, count: number, isHeader: boolean): number | null {
  const first = isHeader ? 0 : -1;
  if (key === 'ArrowRight') return Math.min(count - 1, place + 1);
  if (key === 'ArrowLeft') return Math.max(first, place - 1);
  return null;
}

/** The first gap among the rows from `start` to `end` (not with it) and the end of the last; null when all are loaded. */
export function missingRange(
  rows: readonly unknown[],
  start: number,
  end: number,
): { readonly start: number; readonly end: number } | null {
  let first = -1;
  let last = -1;
  for (let index = Math.max(0, start); index < Math.min(rows.length, end); index += 1) {
    if (rows[index] !== undefined) continue;
    if (first === -1) first = index;
    last = index;
  }
  return first === -1 ? null : { start: first, end: last + 1 };
}
