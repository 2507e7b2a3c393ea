import type { ReactNode } from 'react';
import classes from '#platform/web/chart/plot-parts.module.css';
import type { ColouredBar, Frame, Label } from '#platform/web/chart/plot.ts';
import { colorVariable } from '#platform/web/tokens.ts';

/** A piece of text in a drawing; `strong` is for the one that names what the drawing proves. */
export function PlotText({ label, strong = false }: { readonly label: Label; readonly strong?: boolean }): ReactNode {
  return (
    <text className={strong ? classes.strong : classes.text} x={label.x} y={label.y} textAnchor={label.anchor}>
      {label.text}
    </text>
  );
}

/** Hairlines and the words of the axes; there are no axis lines (design, section 3). */
export function PlotFrame({ frame }: { readonly frame: Frame }): ReactNode {
  const { area, hairlines, labels } = frame;
  return (
    <>
      {hairlines.map((y) => (
        <line key={y} className={classes.hairline} x1={area.left} x2={area.right} y1={y} y2={y} />
      ))}
      {labels.map((label) => (
        <PlotText key={`${label.x} ${label.y}`} label={label} />
      ))}
    </>
  );
}

/** The colours are variables, so that they follow the scheme without being drawn anew. */
export function Bars({ bars }: { readonly bars: readonly ColouredBar[] }): ReactNode {
  return bars.map(({ key, x, y, width, height, fill, border }) => {
    const inset = border === undefined ? 0 : 0.5;
    return (
      <rect
        key={key}
        x={x + inset}
        y={y + inset}
        width={Math.max(0, width - 2 * inset)}
        height={Math.max(0, height - 2 * inset)}
        style={{ fill: colorVariable(fill), stroke: border && colorVariable(border) }}
      />
    );
  });
}
