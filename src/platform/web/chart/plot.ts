import type { AxisScale } from '#platform/web/chart/axis.ts';
import { chartFontSize, type ColorToken } from '#platform/web/tokens.ts';

/** Room around a plot, in pixels, so that what follows the pointer can be laid over it exactly. */
export interface PlotEdges {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the plot lies in its picture: pixels from the picture's upper left corner. */
export interface PlotArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Bar extends Point {
  readonly width: number;
  readonly height: number;
}

/** A bar with its colours; a border lies inside of the bar's bounds. */
export interface ColouredBar extends Bar {
  readonly key: string | number;
  readonly fill: ColorToken;
  readonly border?: ColorToken;
}

/** A piece of text; its point is the middle of its height. */
export interface Label extends Point {
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** What surrounds the figures: hairlines by their height, and the words of the axes. */
export interface Frame {
  readonly area: PlotArea;
  readonly hairlines: readonly number[];
  readonly labels: readonly Label[];
}

type Ends = Pick<AxisScale, 'min' | 'max'>;

/** Between the plot and the words beside or below it. */
const labelGap = 8;
/** A character at the charts' size is narrower than that, most digits by little. */
const characterWidth = 7;
const leastGap = 6;

export function plotArea(width: number, height: number, edges: PlotEdges): PlotArea {
  return {
    left: edges.left,
    right: Math.max(edges.left, width - edges.right),
    top: edges.top,
    bottom: Math.max(edges.top, height - edges.bottom),
  };
}

/** Pixels from the top of the picture at which a value stands. */
export function heightOf(value: number, { min, max }: Ends, area: PlotArea): number {
  return area.top + ((max - value) / (max - min)) * (area.bottom - area.top);
}

/** The strip of a place among `count` that are side by side and equally wide. */
export function stripOf(place: number, count: number, area: PlotArea): { left: number; width: number; middle: number } {
  const width = (area.right - area.left) / count;
  const left = area.left + place * width;
  return { left, width, middle: left + width / 2 };
}

/** The bounds of a bar that grows from zero, up or down; what lies beyond the axis is cut off. */
export function barOf(
  value: number,
  { left, width }: { readonly left: number; readonly width: number },
  scale: Ends,
  area: PlotArea,
): Bar {
  const held = Math.min(scale.max, Math.max(scale.min, value));
  const zero = heightOf(0, scale, area);
  const end = heightOf(held, scale, area);
  return { x: left, y: Math.min(zero, end), width, height: Math.abs(zero - end) };
}

/** The round values of an axis, from its lowest to its highest. */
export function stepsOf({ min, max, step }: Pick<AxisScale, 'min' | 'max' | 'step'>): number[] {
  const lowest = Math.round(min / step);
  return Array.from({ length: Math.round(max / step) - lowest + 1 }, (_, index) => (lowest + index) * step);
}

/** Pixels that a text will hardly exceed; a drawing is laid out before anything can be measured. */
export const textWidth = (text: string): number => text.length * characterWidth;

/** Labels for the values of an axis, to the left or the right of the plot. */
export function valueLabels(
  scale: Pick<AxisScale, 'min' | 'max' | 'step'>,
  area: PlotArea,
  side: 'left' | 'right',
  words: (value: number) => string,
): Label[] {
  const [x, anchor] =
    side === 'left' ? ([area.left - labelGap, 'end'] as const) : ([area.right + labelGap, 'start'] as const);
  return stepsOf(scale).map((value) => ({ x, anchor, y: heightOf(value, scale, area), text: words(value) }));
}

/** Labels below the plot, in order; those that would touch the one before or the last are left out. */
export function placeLabels(at: readonly { readonly x: number; readonly text: string }[], area: PlotArea): Label[] {
  const halfOf = (text: string): number => textWidth(text) / 2;
  const last = at.at(-1);
  const end = last ? last.x - halfOf(last.text) - leastGap : 0;
  const kept: Label[] = [];
  let taken = Number.NEGATIVE_INFINITY;
  for (const one of at) {
    const half = halfOf(one.text);
    if (one !== last && (one.x - half < taken || one.x + half > end)) continue;
    kept.push({ ...one, anchor: 'middle', y: area.bottom + labelGap + chartFontSize / 2 });
    taken = one.x + half + leastGap;
  }
  return kept;
}

/** One hairline for each round value. */
export function hairlinesOf(scale: Pick<AxisScale, 'min' | 'max' | 'step'>, area: PlotArea): number[] {
  // In the middle of a pixel, where a line of one pixel is sharp.
  return stepsOf(scale).map((value) => Math.round(heightOf(value, scale, area)) - 0.5);
}
