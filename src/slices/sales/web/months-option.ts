import type { AxisScale } from '#platform/web/chart/axis.ts';
import type { PlotEdges } from '#platform/web/chart/chart-walk.tsx';
import type { ChartOption } from '#platform/web/chart/draw.ts';
import { chartFontSize, faces, type Palette } from '#platform/web/tokens.ts';
import type { AccountSales } from '#slices/sales/contract.ts';

export type Months = AccountSales['months'];

export const monthsPlot: PlotEdges = { left: 52, right: 4, top: 10, bottom: 24 };

interface MonthsPicture {
  readonly months: Months;
  readonly scale: AxisScale;
  readonly palette: Palette;
  /** Pixels that there are, for how many labels fit. */
  readonly width: number;
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

/** Months side by side with the same months a year before: the past behind in grey, the period in front. */
export function monthsOption(picture: MonthsPicture): ChartOption {
  const { months, scale, palette, width, valueLabel, monthLabel } = picture;
  const step = monthLabelStep(months.length, width - monthsPlot.left - monthsPlot.right);
  const text = { color: palette.ink3, fontSize: chartFontSize, fontFamily: faces.sans };
  const bare = { axisLine: { show: false }, axisTick: { show: false } };
  return {
    textStyle: { fontFamily: faces.sans },
    grid: { ...monthsPlot, containLabel: false },
    xAxis: {
      type: 'category',
      ...bare,
      data: months.map(({ month }) => month),
      axisLabel: { ...text, interval: (index: number) => index % step === 0, formatter: monthLabel },
    },
    yAxis: {
      type: 'value',
      ...bare,
      min: scale.min,
      max: scale.max,
      interval: scale.step,
      axisLabel: { ...text, formatter: valueLabel },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      {
        type: 'bar',
        silent: true,
        barGap: '8%',
        barCategoryGap: '32%',
        itemStyle: { color: palette.lineStrong },
        data: months.map(({ yearBefore }) => Number(yearBefore)),
      },
      {
        type: 'bar',
        silent: true,
        itemStyle: { color: palette.data1 },
        data: months.map(({ net }) => Number(net)),
      },
    ],
  };
}
