import { describe, expect, it } from 'vitest';
import { axisScale } from '#platform/web/chart/axis.ts';
import { palettes } from '#platform/web/tokens.ts';
import { paretoOption, placeOfRank, rankTicks, type Curve } from './pareto-option.ts';

/** Values falling by one each: 80, 79, … 1. */
const curveOf = (ranks: readonly number[]): Curve =>
  ranks.map((rank, index) => ({
    rank,
    value: ranks.length - index,
    cumulativeShare: (index + 1) / ranks.length,
    class: index < 2 ? 'A' : index < 3 ? 'B' : 'C',
  }));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const labels = { edge: 'edge', value: String, share: String, rank: String };
const picture = (curve: Curve, more: object = {}) =>
  paretoOption({ curve, scale: axisScale(0, 80), edgeRank: 3, labels, palette: palettes.light, ...more });
const seriesOf = (option: ReturnType<typeof picture>) => (Array.isArray(option.series) ? option.series : []);
const axesOf = (option: ReturnType<typeof picture>) => (Array.isArray(option.yAxis) ? option.yAxis : []);

describe('places in the curve', () => {
  it('are found by the nearest rank, since a long curve shows not every rank', () => {
    const sampled = curveOf([1, 23, 45, 60, 67]);
    expect(placeOfRank(sampled, 45)).toBe(2);
    expect(placeOfRank(sampled, 30)).toBe(1);
    expect(placeOfRank(sampled, 999)).toBe(4);
  });

  it('carry the first rank, round ones and the last', () => {
    const curve = curveOf(upTo(80));
    expect([...rankTicks(curve)].map((place) => curve[place]?.rank)).toEqual([1, 20, 40, 60, 80]);
    const few = curveOf(upTo(3));
    expect([...rankTicks(few)].map((place) => few[place]?.rank)).toEqual([1, 2, 3]);
    expect([...rankTicks(curveOf([1]))]).toEqual([0]);
  });

  it('leave out a round rank that stands in the way of the last', () => {
    const curve = curveOf(upTo(103));
    expect([...rankTicks(curve)].map((place) => curve[place]?.rank)).toEqual([1, 20, 40, 60, 80, 103]);
  });
});

describe('the picture', () => {
  it('colours the bars by class with the tokens of the scheme', () => {
    for (const palette of [palettes.light, palettes.dark]) {
      const [bars] = seriesOf(picture(curveOf(upTo(4)), { palette }));
      expect(bars).toMatchObject({
        type: 'bar',
        data: [palette.data1, palette.data1, palette.data2, palette.lineStrong].map((color) => ({
          itemStyle: { color },
        })),
      });
    }
  });

  it('drops a line where 80 % is reached, and none when it never is', () => {
    const [, , edge] = seriesOf(picture(curveOf(upTo(4))));
    expect(edge).toMatchObject({ data: [{ value: [2, 0] }, { value: [2, 0.75], label: { formatter: 'edge' } }] });
    expect(seriesOf(picture(curveOf(upTo(4)), { edgeRank: null }))).toHaveLength(2);
  });

  it('has both zeros at the same height when there are negative accounts', () => {
    const [value, share] = axesOf(picture(curveOf(upTo(4)), { scale: axisScale(-90, 400) }));
    expect(value).toMatchObject({ min: -100, max: 400, interval: 100 });
    expect(share).toMatchObject({ min: -0.25, max: 1, interval: 0.25 });
  });

  it('gives the line room where negative accounts push it over the whole', () => {
    const curve = curveOf(upTo(4)).map((point, index) => (index === 2 ? { ...point, cumulativeShare: 1.1 } : point));
    expect(axesOf(picture(curve))[1]).toMatchObject({ min: 0, max: 1.2 });
  });
});
