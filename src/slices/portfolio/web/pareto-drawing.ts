import type { AxisScale } from '#platform/web/chart/axis.ts';
import {
  barOf,
  hairlinesOf,
  heightOf,
  placeLabels,
  plotArea,
  stripOf,
  textWidth,
  valueLabels,
  type ColouredBar,
  type Frame,
  type Label,
  type PlotArea,
  type PlotEdges,
  type Point,
} from '#platform/web/chart/plot.ts';
import type { KeyAccountsReply } from '#slices/portfolio/contract.ts';

export type Curve = KeyAccountsReply['curve'];

export const plot: PlotEdges = { left: 52, right: 46, top: 10, bottom: 24 };

interface ParetoLabels {
  /** At the point where 80 % is reached: "21 accounts, 80%". */
  readonly edge: string;
  readonly value: (value: number) => string;
  readonly share: (share: number) => string;
  readonly rank: (rank: number) => string;
}

interface ParetoPicture {
  readonly curve: Curve;
  readonly scale: AxisScale;
  /** Rank of the account with which 80 % is reached. */
  readonly edgeRank: number | null;
  readonly labels: ParetoLabels;
  /** Of the whole picture, in pixels. */
  readonly width: number;
  readonly height: number;
}

interface ParetoDrawing {
  readonly frame: Frame;
  readonly bars: readonly ColouredBar[];
  /** The cumulative share, one point for each bar; none where no account has anything to add up. */
  readonly line: readonly Point[];
  /** Where 80 % is reached: the dot, the height at which its drop line ends, and its words. */
  readonly edge: { readonly dot: Point; readonly foot: number; readonly label: Label } | null;
}

/** Above this the curve has no room of its own over 100 %: negative accounts push it there by a hair. */
const headroomFrom = 1.02;

const barFill = { A: 'data1', B: 'data2', C: 'lineStrong' } as const;

/** From the dot to its words: beside it, and off the line, which rises to the right. */
const labelOffset = { x: 11, y: 9 } as const;

/** From this part of the plot on the words stand to the left of their dot even where there is room. */
const turnAt = 0.62;

/** The place in the curve that stands nearest to a rank; the curve shows at most 200 of them. */
export function placeOfRank(curve: Curve, rank: number): number {
  let nearest = 0;
  curve.forEach((point, index) => {
    if (Math.abs(point.rank - rank) < Math.abs((curve[nearest]?.rank ?? 0) - rank)) nearest = index;
  });
  return nearest;
}

/**
 * What stands below the axis at which place: the first rank, the last, and round ones between. A long curve shows not every
 * rank; a round one then stands at its nearest neighbour, closer than a pixel.
 */
export function rankTicks(curve: Curve): ReadonlyMap<number, number> {
  const last = curve.at(-1)?.rank ?? 0;
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((one) => last / one <= 6) ?? 10_000;
  const ticks = new Map([[0, curve[0]?.rank ?? 1]]);
  for (let rank = step; rank < last; rank += step) {
    // A round rank just before the last would stand in its way.
    if (rank > 1 && last - rank >= step / 2) ticks.set(placeOfRank(curve, rank), rank);
  }
  if (curve.length > 1) ticks.set(curve.length - 1, last);
  return ticks;
}

/** The scale of the cumulative share; it has its zero and its hairlines at the heights of the scale of values. */
function shareScaleOf(curve: Curve, scale: AxisScale): Pick<AxisScale, 'min' | 'max' | 'step'> {
  const highest = Math.max(1, ...curve.map((point) => point.cumulativeShare));
  const step = highest > headroomFrom ? 0.3 : 0.25;
  return { min: (scale.min / scale.step) * step, max: (scale.max / scale.step) * step, step };
}

function edgeLabel(dot: Point, area: PlotArea, text: string): Label {
  const hasRoom = dot.x + labelOffset.x + textWidth(text) <= area.right;
  const isRight = hasRoom && dot.x - area.left <= (area.right - area.left) * turnAt;
  return isRight
    ? { x: dot.x + labelOffset.x, y: dot.y + labelOffset.y, anchor: 'start', text }
    : { x: dot.x - labelOffset.x, y: dot.y - labelOffset.y, anchor: 'end', text };
}

/** Bars by rank, the line of the cumulative share, and the dot with its drop line where 80 % is reached (design, section 3). */
export function paretoDrawing({ curve, scale, edgeRank, labels, width, height }: ParetoPicture): ParetoDrawing {
  const area = plotArea(width, height, plot);
  const count = curve.length;
  const ticks = rankTicks(curve);
  const shareScale = shareScaleOf(curve, scale);
  // With nothing but negative accounts there is no room above zero, and shares of such a total say nothing.
  const hasShares = shareScale.max > 0;
  const pointOf = (place: number, share: number): Point => ({
    x: stripOf(place, count, area).middle,
    y: heightOf(share, shareScale, area),
  });
  const gap = count > 120 ? 0.1 : 0.24;
  const bars = curve.map((point, place) => {
    const strip = stripOf(place, count, area);
    const slot = { left: strip.left + (strip.width * gap) / 2, width: strip.width * (1 - gap) };
    return { key: point.rank, fill: barFill[point.class], ...barOf(point.value, slot, scale, area) };
  });
  const edgePlace = edgeRank === null || !hasShares ? null : placeOfRank(curve, edgeRank);
  const edgePoint = edgePlace === null ? undefined : curve[edgePlace];
  const dot = edgePlace === null || !edgePoint ? null : pointOf(edgePlace, edgePoint.cumulativeShare);
  const ranks = [...ticks].map(([place, rank]) => ({ x: stripOf(place, count, area).middle, text: labels.rank(rank) }));
  const shares = valueLabels(shareScale, area, 'right', (share) => (share < 0 ? '' : labels.share(share)));
  return {
    frame: {
      area,
      hairlines: hairlinesOf(scale, area),
      labels: [
        ...valueLabels(scale, area, 'left', labels.value),
        ...(hasShares ? shares.filter(({ text }) => text !== '') : []),
        ...(count === 0 ? [] : placeLabels(ranks, area)),
      ],
    },
    bars,
    line: hasShares ? curve.map((point, place) => pointOf(place, point.cumulativeShare)) : [],
    edge: dot && { dot, foot: heightOf(0, scale, area), label: edgeLabel(dot, area, labels.edge) },
  };
}
