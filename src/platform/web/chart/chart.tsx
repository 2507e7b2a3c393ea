import { IconChartHistogram, IconTable } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartOption, Drawing } from '#platform/web/chart/draw.ts';
import classes from '#platform/web/chart/chart.module.css';
import { usePalette } from '#platform/web/palette.ts';
import type { Palette } from '#platform/web/tokens.ts';
import { Action } from '#platform/web/ui/action.tsx';

interface ChartProps {
  /** What the picture shows, in one sentence, for those who do not see it. */
  readonly summary: string;
  /** In pixels. */
  readonly height: number;
  /** Builds the picture with the colours of the scheme of the moment. Give a stable function (useCallback). */
  readonly option: (palette: Palette, width: number) => ChartOption;
  /** The same figures as a table, shown in place of the picture when asked for. */
  readonly table: ReactNode;
  /** Lies over the picture: what follows the pointer. */
  readonly children?: ReactNode;
}

/** Calls back once the page has nothing more urgent to do; gives a function that forgets about it. */
function whenIdle(callback: () => void): () => void {
  // Not every phone has it.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(callback, 100);
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(callback, { timeout: 1000 });
  return () => window.cancelIdleCallback(handle);
}

/** The drawing in the element, with the library loaded when the first chart comes to stand on a page. */
function useDrawing(option: ChartProps['option'], summary: string): React.RefObject<HTMLDivElement | null> {
  const canvas = useRef<HTMLDivElement>(null);
  const palette = usePalette();
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const [width, setWidth] = useState(0);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    let begun: Drawing | null = null;
    let isGone = false;
    const load = async (): Promise<void> => {
      const { startDrawing } = await import('#platform/web/chart/draw.ts');
      if (isGone) return;
      begun = startDrawing(element);
      setDrawing(begun);
    };
    // The library is larger than the page: what can be read and pressed comes first.
    const stopWaiting = whenIdle(() => void load());
    const observer = new ResizeObserver(() => {
      begun?.resize();
      setWidth(element.clientWidth);
    });
    observer.observe(element);
    return () => {
      isGone = true;
      stopWaiting();
      observer.disconnect();
      begun?.dispose();
      setDrawing(null);
    };
  }, []);

  useLayoutEffect(() => {
    if (!drawing || width === 0) return;
    drawing.show({ aria: { enabled: true, label: { description: summary } }, ...option(palette, width) });
  }, [drawing, option, palette, summary, width]);
  return canvas;
}

function Picture({ option, summary, children }: Pick<ChartProps, 'option' | 'summary' | 'children'>): ReactNode {
  const canvas = useDrawing(option, summary);
  return (
    <>
      <div ref={canvas} className={classes.canvas} role="img" aria-label={summary} />
      {children}
    </>
  );
}

/** A picture of figures that have a shape, and the same figures as a table. Colours follow the scheme. */
export function Chart({ summary, height, option, table, children }: ChartProps): ReactNode {
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
          <Picture option={option} summary={summary}>
            {children}
          </Picture>
        )}
      </div>
      <Action
        kind="quiet"
        small
        icon={isTable ? IconChartHistogram : IconTable}
        label={isTable ? t('chart.as-chart') : t('chart.as-table')}
        onClick={() => setTable((was) => !was)}
      />
    </figure>
  );
}
