import { IconChartHistogram, IconTable } from '@tabler/icons-react';
import { useLayoutEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#platform/web/chart/chart.module.css';
import { chartFontSize } from '#platform/web/tokens.ts';
import { Action } from '#platform/web/ui/action.tsx';

interface ChartProps {
  /** What the picture shows, in one sentence, for those who do not see it. */
  readonly summary: string;
  /** In pixels. */
  readonly height: number;
  /** Draws the picture in so many pixels of width, as content of an SVG. Give a stable function (useCallback). */
  readonly draw: (width: number) => ReactNode;
  /** The same figures as a table, shown in place of the picture when asked for; left out where they stand beside it. */
  readonly table?: ReactNode;
  /** Lies over the picture: what follows the pointer. */
  readonly children?: ReactNode;
}

/** An element and the whole pixels of its width, from before the first paint on; 0 where it is not shown. */
function useWidth(): readonly [RefObject<HTMLDivElement | null>, number] {
  const canvas = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const measure = (): void => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [canvas, width];
}

function Picture({ summary, height, draw, children }: Omit<ChartProps, 'table'>): ReactNode {
  const [canvas, width] = useWidth();
  // Walking over the picture renders its page anew at each step; the picture itself stays.
  const drawn = useMemo(() => (width === 0 ? null : draw(width)), [draw, width]);
  return (
    <>
      <div ref={canvas} className={classes.canvas} role="img" aria-label={summary}>
        {drawn === null ? null : (
          // The box lets a print or a moment of resizing shrink the drawing; else a unit is a pixel.
          <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMinYMin" fontSize={chartFontSize} aria-hidden>
            {drawn}
          </svg>
        )}
      </div>
      {children}
    </>
  );
}

/** A picture of figures that have a shape, and the same figures as a table. Nothing in it moves by itself. */
export function Chart({ summary, height, draw, table, children }: ChartProps): ReactNode {
  const { t } = useTranslation();
  const [isTable, setTable] = useState(false);
  return (
    <figure className={classes.figure}>
      <div className={classes.stage} style={{ height }}>
        {isTable ? (
          <div role="region" aria-label={summary} tabIndex={0} className={classes.table}>
            {table}
          </div>
        ) : (
          <Picture summary={summary} height={height} draw={draw}>
            {children}
          </Picture>
        )}
      </div>
      {table === undefined ? null : (
        <Action
          kind="quiet"
          small
          icon={isTable ? IconChartHistogram : IconTable}
          label={isTable ? t('chart.as-chart') : t('chart.as-table')}
          onClick={() => setTable((was) => !was)}
        />
      )}
    </figure>
  );
}
