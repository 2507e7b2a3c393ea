/**
 * The relative change from `before` to `now`, for showing; null where a change of what was not positive says nothing.
 * @param now, before decimal strings of the same currency
 */
export function changeOf(now: string, before: string): number | null {
  const base = Number(before);
  return base > 0 ? (Number(now) - base) / base : null;
}
