import { describe, expect, it } from 'vitest';
import { axisScale, labelDecimals } from '#platform/web/chart/axis.ts';

describe('a value axis', () => {
  it('reaches the next round number in four steps', () => {
    expect(axisScale(0, 1_247_300_000)).toEqual({ min: 0, max: 1.4e9, step: 3.5e8, unit: 'billion', divisor: 1e9 });
    expect(axisScale(0, 279_489.02)).toEqual({ min: 0, max: 300_000, step: 75_000, unit: 'thousand', divisor: 1e3 });
    expect(axisScale(0, 49.62)).toEqual({ min: 0, max: 60, step: 15, unit: 'one', divisor: 1 });
  });

  it('ends where the largest value ends when that is round', () => {
    expect(axisScale(0, 400).max).toBe(400);
  });

  it('gives negative values room, and none to those that could not be seen', () => {
    expect(axisScale(-90, 400)).toMatchObject({ min: -100, max: 400, step: 100 });
    expect(axisScale(-4, 400).min).toBe(0);
  });

  it('stands with nothing, and with nothing above zero', () => {
    expect(axisScale(0, 0)).toMatchObject({ min: 0, max: 1, step: 0.25 });
    expect(axisScale(-380, -20)).toMatchObject({ min: -400, max: 0, step: 100 });
  });
});

it('labels carry as many decimals as they need', () => {
  expect([350, 0.7, 1.05, -2.5, 0].map(labelDecimals)).toEqual([0, 1, 2, 1, 0]);
});
