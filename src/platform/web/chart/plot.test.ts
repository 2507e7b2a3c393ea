import { describe, expect, it } from 'vitest';
import { barOf, hairlinesOf, heightOf, placeLabels, plotArea, stepsOf, stripOf, valueLabels } from './plot.ts';

/** 100 wide and 200 high, from (50, 10). */
const area = plotArea(190, 230, { left: 50, right: 40, top: 10, bottom: 20 });
const scale = { min: -100, max: 300, step: 100 };

it('lies within its edges and never turns inside out', () => {
  expect(area).toEqual({ left: 50, right: 150, top: 10, bottom: 210 });
  expect(plotArea(60, 20, { left: 50, right: 40, top: 10, bottom: 20 })).toEqual({
    left: 50,
    right: 50,
    top: 10,
    bottom: 10,
  });
});

it('puts values at their height and places side by side', () => {
  expect([300, 0, -100].map((value) => heightOf(value, scale, area))).toEqual([10, 160, 210]);
  expect(stripOf(1, 4, area)).toEqual({ left: 75, width: 25, middle: 87.5 });
});

describe('bars', () => {
  const strip = { left: 60, width: 10 };

  it('grow from zero, up and down', () => {
    expect(barOf(200, strip, scale, area)).toEqual({ x: 60, y: 60, width: 10, height: 100 });
    expect(barOf(-50, strip, scale, area)).toEqual({ x: 60, y: 160, width: 10, height: 25 });
    expect(barOf(0, strip, scale, area).height).toBe(0);
  });

  it('end where the axis ends', () => {
    expect(barOf(-900, strip, scale, area)).toMatchObject({ y: 160, height: 50 });
  });
});

describe('an axis', () => {
  it('has a hairline and a word for each round value', () => {
    expect(stepsOf(scale)).toEqual([-100, 0, 100, 200, 300]);
    expect(hairlinesOf(scale, area)).toEqual([209.5, 159.5, 109.5, 59.5, 9.5]);
    expect(valueLabels(scale, area, 'left', String)[4]).toEqual({ x: 42, y: 10, anchor: 'end', text: '300' });
    expect(valueLabels(scale, area, 'right', String)[0]).toEqual({ x: 158, y: 210, anchor: 'start', text: '-100' });
  });

  it('leaves out words below that would touch another, but never the last', () => {
    const at = (x: number, text: string) => ({ x, text });
    const kept = placeLabels([at(50, '1'), at(58, '2'), at(100, '1,000'), at(120, '2,000'), at(150, '2,400')], area);
    expect(kept.map(({ text }) => text)).toEqual(['1', '1,000', '2,400']);
    expect(kept[0]).toEqual({ x: 50, y: 224, anchor: 'middle', text: '1' });
    expect(placeLabels([], area)).toEqual([]);
  });
});
