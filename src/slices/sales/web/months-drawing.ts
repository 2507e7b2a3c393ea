import type { AxisScale } from '#platform/web/chart/axis.ts';
import {
  barOf,
  hairlinesOf,
  placeLabels,
  plotArea,
  stripOf,
  valueLabels,
  type ColouredBar,
  type Frame,
  type PlotEdges,
} from '#platform/web/chart/plot.ts';
import type { AccountSales } from '#slices/sales/contract.ts';

type Months = AccountSales['months'];

export const monthsPlot: PlotEdges = { left: 52, right: 4, top: 10, bottom: 24 };

interface MonthsPicture {
  readonly months: Months;
  readonly scale: AxisScale;
  /** Of the whole picture, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly valueLabel: (value: number) => string;
  readonly monthLabel: (month: string) => string;
}

/** A label needs so many pixels. */
const labelWidth = 68;

/** Which months carry their name: every first, second, third … so that the names do not touch. */
export function monthLabelStep(count: number, width: number): number {
  const fitting = Math.max(1, Math.floor(width / labelWidth));
  return [1, 2, 3, 4, 6, 12].find((step) => Math.ceil(count / step) <= fitting) ?? 24;
}

/** Parts of a month's strip: free at both ends together, and between its two bars in widths of one. */
const freePart = 0.32;
const gapPart = 0.08;

/** Months side by side with the same months a year before: the past in outline, the period filled. */
export function monthsDrawing(picture: MonthsPicture): {
  readonly frame: Frame;
  readonly bars: readonly ColouredBar[];
} {
  const { months, scale, width, height, valueLabel, monthLabel } = picture;
  const area = plotArea(width, height, monthsPlot);
  const labelStep = monthLabelStep(months.length, area.right - area.left);
  const strips = months.map(({ month, net, yearBefore }, place) => ({
    month,
    now: Number(net),
    before: Number(yearBefore),
    ...stripOf(place, months.length, area),
  }));
  const bars = strips.flatMap(({ month, now, before, left, width: whole }): ColouredBar[] => {
    const barWidth = (whole * (1 - freePart)) / (2 + gapPart);
    const first = left + (whole * freePart) / 2;
    const second = first + barWidth * (1 + gapPart);
    return [
      {
        key: `${month} before`,
        fill: 'inset',
        border: 'control',
        ...barOf(before, { left: first, width: barWidth }, scale, area),
      },
      { key: month, fill: 'data1', ...barOf(now, { left: second, width: barWidth }, scale, area) },
    ];
  });
  const named = strips.filter((_, place) => place % labelStep === 0);
  return {
    frame: {
      area,
      hairlines: hairlinesOf(scale, area),
      labels: [
        ...valueLabels(scale, area, 'left', valueLabel),
        ...placeLabels(
          named.map(({ month, middle }) => ({ x: middle, text: monthLabel(month) })),
          area,
        ),
      ],
    },
    bars: bars.filter((bar) => bar.height > 0),
  };
}
