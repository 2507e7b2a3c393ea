type Id = string | number;

/**
 * What is picked after one row was pressed. Alone it changes to the other state; with `from`, the row pressed before, all rows
 * between both take the state that the pressed one changes to. Rows that are not loaded (null) are left out.
 */
export function toggledRange(
  ids: readonly (Id | null)[],
  picked: ReadonlySet<Id>,
  from: number | null,
  to: number,
): ReadonlySet<Id> {
  const pressed = ids[to];
  if (pressed === undefined || pressed === null) return picked;
  const isAdding = !picked.has(pressed);
  const start = from === null ? to : Math.min(from, to);
  const next = new Set(picked);
  for (const id of ids.slice(start, (from === null ? to : Math.max(from, to)) + 1)) {
    if (id === null) continue;
    if (isAdding) next.add(id);
    else next.delete(id);
  }
  return next;
}
