import type { Column } from '#platform/web/ui/table/column.ts';
import { rem } from '#platform/web/tokens.ts';

type Measured = Pick<Column<never>, 'width' | 'grow' | 'isSticky'>;

/**
 * The columns as CSS wants them: the same in every row, because no width depends on what stands in a cell. The outer
 * columns take the margin of the page as well (`--edge`), so that a sticky first one covers what slides under it.
 */
export function gridTemplate(columns: readonly Measured[]): string {
  return columns
    .map(({ width, grow }, index) => {
      const edges = (index === 0 ? 1 : 0) + (index === columns.length - 1 ? 1 : 0);
      const least = edges === 0 ? rem(width) : `calc(${rem(width)} + ${edges} * var(--edge))`;
      return grow ? `minmax(${least}, ${grow}fr)` : least;
    })
    .join(' ');
}

/** Below this width the table scrolls sideways. */
export const gridMinimum = (columns: readonly Measured[]): string =>
  rem(columns.reduce((sum, column) => sum + column.width, 0));

/** How far from the left edge each sticky column stays; null for columns that scroll away. */
export function stickyOffsets(columns: readonly Measured[]): readonly (string | null)[] {
  let offset = 0;
  return columns.map((column, index) => {
    if (!column.isSticky) return null;
    const own = index === 0 ? '0' : `calc(${rem(offset)} + var(--edge))`;
    offset += column.width;
    return own;
  });
}
