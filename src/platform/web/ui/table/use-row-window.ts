import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useState, useSyncExternalStore, type RefObject } from 'react';

/** Below this all rows stand in the page: then find-in-page and printing see them, too. */
const virtualFrom = 100;

function subscribeToRowHeight(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-density', 'style'] });
  window.addEventListener('resize', changed);
  return () => {
    observer.disconnect();
    window.removeEventListener('resize', changed);
  };
}

/** The height of a row as the tokens have it now, in pixels: it changes with density, width and font size. */
function readRowHeight(): number {
  const style = getComputedStyle(document.documentElement);
  return Number.parseFloat(style.getPropertyValue('--k-table-row')) * Number.parseFloat(style.fontSize);
}

interface WindowedRow {
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
}

interface RowWindow {
  readonly rows: readonly WindowedRow[];
  readonly height: number;
  readonly rowHeight: number;
  /** The rows in sight, from the first to behind the last. */
  readonly start: number;
  readonly end: number;
}

/**
 * Which of the rows have to stand in the page: those near the part of the list that is in sight, and the one with the
 * focus, wherever it is. The page scrolls, not the list.
 */
export function useRowWindow(list: RefObject<HTMLElement | null>, count: number, active: number): RowWindow {
  const rowHeight = useSyncExternalStore(subscribeToRowHeight, readRowHeight);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => {
      if (list.current) setScrollMargin(Math.round(list.current.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    // What stands over the list may grow (a chart that is loaded later), and moves the list down.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [list]);
  const isVirtual = count > virtualFrom;
  const virtualizer = useWindowVirtualizer({
    count,
    enabled: isVirtual,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      return active >= 0 && active < count && !indexes.includes(active)
        ? [...indexes, active].sort((a, b) => a - b)
        : indexes;
    },
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  if (!isVirtual) {
    return {
      rows: Array.from({ length: count }, (_, index) => ({ index, top: index * rowHeight })),
      height: count * rowHeight,
      rowHeight,
      start: 0,
      end: count,
    };
  }
  const range = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
  return {
    rows: virtualizer.getVirtualItems().map((item) => ({ index: item.index, top: item.start - scrollMargin })),
    height: virtualizer.getTotalSize(),
    rowHeight,
    start: range.startIndex,
    end: range.endIndex + 1,
  };
}
