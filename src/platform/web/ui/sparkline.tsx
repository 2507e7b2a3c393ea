import type { ReactNode } from 'react';
import { notableChange } from '#platform/web/ui/figures.tsx';
import { colorVariable } from '#platform/web/tokens.ts';

const width = 64;
const height = 20;
const margin = 3;

/** The points of a line as SVG wants them; pure, so that a flat or a single value can be tried. */
export function sparklinePoints(values: readonly number[]): readonly (readonly [number, number])[] {
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  const step = values.length > 1 ? (width - 2 * margin) / (values.length - 1) : 0;
  return values.map((value, index) => [
    margin + index * step,
    range === 0 ? height / 2 : height - margin - ((value - low) / range) * (height - 2 * margin),
  ]);
}

interface SparklineProps {
  /** Oldest first. */
  readonly values: readonly number[];
  /** Decides the colour: beyond five percent either way, else ink. */
  readonly change: number | null;
}

/** The shape of twelve months, 64 × 20, its last point dotted. The figures beside it say the same in words. */
export function Sparkline({ values, change }: SparklineProps): ReactNode {
  if (values.length === 0) return null;
  const points = sparklinePoints(values);
  const [endX, endY] = points.at(-1) ?? [0, 0];
  const color =
    change !== null && change > notableChange
      ? colorVariable('good')
      : change !== null && change < -notableChange
        ? colorVariable('bad')
        : colorVariable('ink3');
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden
      style={{ display: 'block', color }}
    >
      <polyline
        points={points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.4}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={endX} cy={endY} r={2} fill="currentColor" />
    </svg>
  );
}
