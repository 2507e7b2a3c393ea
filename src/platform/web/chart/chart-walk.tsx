import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import classes from '#platform/web/chart/chart-walk.module.css';
import type { PlotEdges } from '#platform/web/chart/plot.ts';
import { placeAfter } from '#platform/web/chart/walk-keys.ts';

interface ChartWalkProps {
  /** What one walks through: "Walk through the accounts". */
  readonly label: string;
  /** How many places there are, side by side, each as wide as the others. */
  readonly count: number;
  /** The place that is picked out. */
  readonly place: number | null;
  readonly onPlace: (place: number | null) => void;
  /** The place in words, for those who listen. */
  readonly told: string;
  /** The same for the eye: the name, and its figures in a line. */
  readonly subject: string;
  readonly figures: string;
  readonly edges: PlotEdges;
  /** Pixels from the top of the plot at which the words stand. */
  readonly top: number;
  /** What Enter and a double click do. */
  readonly onOpen?: () => void;
}

/** From here on the words stand to the left of their place, so that they stay inside of the picture. */
const turnAt = 60;

/**
 * Lies over a plot: the pointer or the arrow keys walk through its places. A slider for those who listen: one value among
 * many, told in words.
 */
export function ChartWalk(props: ChartWalkProps): ReactNode {
  const { label, count, place, onPlace, told, subject, figures, edges, top, onOpen } = props;
  const area = useRef<HTMLDivElement>(null);

  const follow = (event: PointerEvent): void => {
    const box = area.current?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    const at = Math.floor(((event.clientX - box.left) / box.width) * count);
    const next = Math.min(count - 1, Math.max(0, at));
    if (next !== place) onPlace(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && place !== null && onOpen) {
      event.preventDefault();
      onOpen();
      return;
    }
    const next = placeAfter(event.key, place, count);
    if (next === null) return;
    event.preventDefault();
    onPlace(next);
  };

  const left = place === null ? 0 : ((place + 0.5) / count) * 100;
  return (
    <div
      ref={area}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={(place ?? 0) + 1}
      aria-valuetext={told}
      className={classes.area}
      style={{ inset: `${edges.top}px ${edges.right}px ${edges.bottom}px ${edges.left}px` }}
      onKeyDown={onKeyDown}
      onPointerMove={follow}
      onPointerDown={follow}
      onPointerLeave={(event) => {
        if (event.pointerType === 'mouse') onPlace(null);
      }}
      onDoubleClick={onOpen}
    >
      {place === null ? null : (
        <>
          <span className={classes.band} style={{ left: `${left}%`, width: `max(3px, ${100 / count}%)` }} />
          <span
            className={classes.words}
            data-side={left > turnAt ? 'left' : 'right'}
            style={{ left: `${left}%`, top }}
          >
            <strong>{subject}</strong>
            <span>{figures}</span>
          </span>
        </>
      )}
    </div>
  );
}
