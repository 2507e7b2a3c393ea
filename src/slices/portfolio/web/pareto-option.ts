import type { AxisScale } from '#platform/web/chart/axis.ts';
import type { ChartOption } from '#platform/web/chart/draw.ts';
import { chartFontSize, faces, type Palette } from '#platform/web/tokens.ts';
import type { KeyAccountsReply } from '#slices/portfolio/contract.ts';

export type Curve = KeyAccountsReply['curve'];

/** Room around the plot, in pixels, so that what follows the pointer can be laid over it exactly. */
export const plot = { left: 52, right: 46, top: 10, bottom: 24 } as const;

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
  readonly palette: Palette;
}

/** Above this the curve has no room of its own over 100 %: negative accounts push it there by a hair. */
const headroomFrom = 1.02;

/** The place in the curve that stands nearest to a rank; the curve shows at most 200 of them. */
export function placeOfRank(curve: Curve, rank: number): number {
  let nearest = 0;
  curve.forEach((point, index) => {
    if (Math.abs(point.rank - rank) < Math.abs((curve[nearest]?.rank ?? 0) - rank)) nearest = index;
  });
  return nearest;
}

/** Which places carry their rank below the axis: the first, the last, and round ones between. */
export function rankTicks(curve: Curve): ReadonlySet<number> {
  const last = curve.at(-1)?.rank ?? 0;
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((one) => last / one <= 6) ?? 10_000;
  const places = new Set([0]);
  for (let rank = step; rank < last; rank += step) {
    // A round rank just before the last would stand in its way.
    if (rank > 1 && last - rank >= step / 2) places.add(placeOfRank(curve, rank));
  }
  if (curve.length > 1) places.add(curve.length - 1);
  return places;
}

/** Bars by rank, the line of the cumulative share, and the dot with its drop line where 80 % is reached (design, section 3). */
export function paretoOption({ curve, scale, edgeRank, labels, palette }: ParetoPicture): ChartOption {
  const ticks = rankTicks(curve);
  const highest = Math.max(1, ...curve.map((point) => point.cumulativeShare));
  const below = scale.min / scale.step;
  const intervals = scale.max / scale.step;
  // Both axes have their zero at the same height and their hairlines in the same places.
  const shareStep = highest > headroomFrom ? 0.3 : 0.25;
  const barColor = { A: palette.data1, B: palette.data2, C: palette.lineStrong } as const;
  const text = { color: palette.ink3, fontSize: chartFontSize, fontFamily: faces.sans };
  const bare = { axisLine: { show: false }, axisTick: { show: false } };
  const edgePlace = edgeRank === null ? null : placeOfRank(curve, edgeRank);
  const edgeShare = edgePlace === null ? 0 : (curve[edgePlace]?.cumulativeShare ?? 0);
  const isRightHalf = edgePlace !== null && edgePlace > curve.length * 0.62;
  return {
    textStyle: { fontFamily: faces.sans },
    grid: { ...plot, containLabel: false },
    xAxis: {
      type: 'category',
      ...bare,
      data: curve.map((point) => String(point.rank)),
      axisLabel: {
        ...text,
        hideOverlap: true,
        interval: (index: number) => ticks.has(index),
        formatter: (rank: string) => labels.rank(Number(rank)),
      },
    },
    yAxis: [
      {
        type: 'value',
        ...bare,
        min: scale.min,
        max: scale.max,
        interval: scale.step,
        axisLabel: { ...text, formatter: labels.value },
        splitLine: { lineStyle: { color: palette.line } },
      },
      {
        type: 'value',
        ...bare,
        min: below * shareStep,
        max: intervals * shareStep,
        interval: shareStep,
        axisLabel: { ...text, formatter: (share: number) => (share < 0 ? '' : labels.share(share)) },
        splitLine: { show: false },
      },
    ],
    series: [
      {
        type: 'bar',
        silent: true,
        barCategoryGap: curve.length > 120 ? '10%' : '24%',
        data: curve.map((point) => ({ value: point.value, itemStyle: { color: barColor[point.class] } })),
      },
      {
        type: 'line',
        silent: true,
        yAxisIndex: 1,
        showSymbol: false,
        clip: false,
        lineStyle: { color: palette.ink, width: 1.5 },
        data: curve.map((point) => point.cumulativeShare),
      },
      ...(edgePlace === null
        ? []
        : [
            {
              type: 'line' as const,
              silent: true,
              yAxisIndex: 1,
              symbol: 'circle',
              // By itself the library leaves symbols out where the axis leaves labels out.
              showAllSymbol: true,
              symbolSize: (_value: unknown, { dataIndex }: { dataIndex: number }) => (dataIndex === 1 ? 8 : 0),
              itemStyle: { color: palette.ink, borderColor: palette.sheet, borderWidth: 1 },
              lineStyle: { color: palette.ink2, width: 1, type: [3, 3] },
              data: [
                { value: [edgePlace, 0] },
                {
                  value: [edgePlace, edgeShare],
                  label: {
                    show: true,
                    formatter: labels.edge,
                    position: isRightHalf ? ('left' as const) : ('right' as const),
                    offset: isRightHalf ? [-2, -9] : [2, 9],
                    color: palette.ink,
                    fontSize: chartFontSize,
                    fontWeight: 600 as const,
                    fontFamily: faces.sans,
                    textBorderColor: palette.sheet,
                    textBorderWidth: 3,
                  },
                },
              ],
            },
          ]),
    ],
  };
}
