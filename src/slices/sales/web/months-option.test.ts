import { describe, expect, it } from 'vitest';
import { axisScale } from '#platform/web/chart/axis.ts';
import { palettes } from '#platform/web/tokens.ts';
import { monthLabelStep, monthsOption } from './months-option.ts';

describe('the names of months', () => {
  it('stand at every month where there is room, else at every second, third …', () => {
    expect(monthLabelStep(12, 900)).toBe(1);
    expect(monthLabelStep(12, 700)).toBe(2);
    expect(monthLabelStep(12, 300)).toBe(3);
    expect(monthLabelStep(36, 700)).toBe(4);
    expect(monthLabelStep(120, 700)).toBe(12);
    expect(monthLabelStep(400, 700)).toBe(24);
    expect(monthLabelStep(3, 40)).toBe(3);
  });
});

it('draws the year before in grey and the period in the colour of the scheme', () => {
  const months = [
    { month: '2026-01-01', net: '120.50', yearBefore: '100.00' },
    { month: '2026-02-01', net: '-5.00', yearBefore: '0.00' },
  ];
  for (const palette of [palettes.light, palettes.dark]) {
    const option = monthsOption({
      months,
      scale: axisScale(-5, 120.5),
      palette,
      width: 700,
      valueLabel: String,
      monthLabel: String,
    });
    expect(option).toMatchObject({
      xAxis: { data: ['2026-01-01', '2026-02-01'] },
      yAxis: { min: -35, max: 140, interval: 35 },
      series: [
        { itemStyle: { color: palette.lineStrong }, data: [100, 0] },
        { itemStyle: { color: palette.data1 }, data: [120.5, -5] },
      ],
    });
  }
});
