import { BarChart, LineChart, type BarSeriesOption, type LineSeriesOption } from 'echarts/charts';
import { AriaComponent, GridComponent, type AriaComponentOption, type GridComponentOption } from 'echarts/components';
import { init, use, type ComposeOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, AriaComponent, SVGRenderer]);

/** What a chart can be told: bars, lines and their axes; nothing else of the library is loaded. */
export type ChartOption = ComposeOption<BarSeriesOption | LineSeriesOption | GridComponentOption | AriaComponentOption>;

export interface Drawing {
  readonly show: (option: ChartOption) => void;
  readonly resize: () => void;
  readonly dispose: () => void;
}

/** Begins a drawing in an element that has a size. */
export function startDrawing(element: HTMLElement): Drawing {
  const chart = init(element, null, { renderer: 'svg' });
  return {
    // Nothing moves by itself (design, section 13), and what stood there before is no part of the new picture.
    show: (option) => chart.setOption({ animation: false, ...option }, { notMerge: true }),
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  };
}
