import { describe, expect, it } from 'vitest';
import { axisScale } from '#platform/web/chart/axis.ts';
import { monthLabelStep, monthsDrawing } from './months-drawing.ts';

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

describe('the picture', () => {
  const months = [
    { month: '2026-01-01', net: '120.00', yearBefore: '80.00' },
    { month: '2026-02-01', net: '-40.00', yearBefore: '0.00' },
  ];
  // The plot is 416 wide and 200 high, from (52, 10); a bar is 208 × 0.68 / 2.08 = 68 wide.
  const drawing = monthsDrawing({
    months,
    scale: axisScale(-40, 120),
    width: 472,
    height: 234,
    valueLabel: String,
    monthLabel: (month) => month.slice(0, 7),
  });

  it('has the year before in outline beside the period in the first colour, and no bar for nothing', () => {
    expect(drawing.bars.map(({ key, fill, border }) => [key, fill, border])).toEqual([
      ['2026-01-01 before', 'inset', 'control'],
      ['2026-01-01', 'data1', undefined],
      ['2026-02-01', 'data1', undefined],
    ]);
  });

  it('grows the bars from zero, which has room below it for the month that lost', () => {
    // The axis goes from -60 to 120: zero stands at two thirds of 200.
    const zero = 10 + 400 / 3;
    const [before, now, lost] = drawing.bars;
    expect(before?.x).toBeCloseTo(52 + 208 * 0.16, 9);
    expect(before?.width).toBeCloseTo(68, 9);
    expect(now?.x).toBeCloseTo(52 + 208 * 0.16 + 68 * 1.08, 9);
    expect([now?.y, now?.height]).toEqual([10, expect.closeTo(400 / 3, 9)]);
    expect(lost?.y).toBeCloseTo(zero, 9);
    expect(lost?.height).toBeCloseTo((40 / 180) * 200, 9);
  });

  it('names the months below and the values beside', () => {
    expect(drawing.frame.labels.map(({ text }) => text)).toEqual([
      ...['-60', '-30', '0', '30', '60', '90', '120'],
      ...['2026-01', '2026-02'],
    ]);
    expect(drawing.frame.hairlines).toHaveLength(7);
  });
});
