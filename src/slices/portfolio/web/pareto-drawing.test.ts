import { describe, expect, it } from 'vitest';
import { axisScale } from '#platform/web/chart/axis.ts';
import { paretoDrawing, placeOfRank, rankTicks, type Curve } from './pareto-drawing.ts';

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
/** The plot is 400 wide and 200 high, from (52, 10). */
const picture = (curve: Curve, more: object = {}) =>
  paretoDrawing({ curve, scale: axisScale(0, 4), edgeRank: 3, labels, width: 498, height: 234, ...more });
const textsRightOf = (drawing: ReturnType<typeof picture>, x: number) =>
  drawing.frame.labels.filter((label) => label.x > x).map(({ text, y }) => [text, y]);

describe('places in the curve', () => {
  it('are found by the nearest rank, since a long curve shows not every rank', () => {
    const sampled = curveOf([1, 23, 45, 60, 67]);
    expect(placeOfRank(sampled, 45)).toBe(2);
    expect(placeOfRank(sampled, 30)).toBe(1);
    expect(placeOfRank(sampled, 999)).toBe(4);
  });

  it('carry the first rank, round ones and the last', () => {
    const curve = curveOf(upTo(80));
    expect([...rankTicks(curve).values()]).toEqual([1, 20, 40, 60, 80]);
    const few = curveOf(upTo(3));
    expect([...rankTicks(few).values()]).toEqual([1, 2, 3]);
    expect([...rankTicks(curveOf([1]))]).toEqual([[0, 1]]);
  });

  it('carry a round rank where the curve has only its neighbour', () => {
    const sampled = curveOf([1, 503, 1007, 1508, 1992, 2498, 2998, 3502, 4010, 4331]);
    expect([...rankTicks(sampled)]).toEqual([
      [0, 1],
      [2, 1000],
      [4, 2000],
      [6, 3000],
      [9, 4331],
    ]);
  });

  it('leave out a round rank that stands in the way of the last', () => {
    const curve = curveOf(upTo(103));
    expect([...rankTicks(curve).values()]).toEqual([1, 20, 40, 60, 80, 103]);
  });
});

describe('the picture', () => {
  it('has a bar from zero for each place, coloured by class', () => {
    const { bars } = picture(curveOf(upTo(4)));
    expect(bars.map(({ fill }) => fill)).toEqual(['data1', 'data1', 'data2', 'lineStrong']);
    // 100 wide strips, of which 24 % stay free; values 4, 3, 2, 1 on an axis to 4.
    expect(bars.map(({ x, y, width, height }) => [x, y, width, height])).toEqual([
      [64, 10, 76, 200],
      [164, 60, 76, 150],
      [264, 110, 76, 100],
      [364, 160, 76, 50],
    ]);
  });

  it('runs the line through the middle of each bar, at the height of its share', () => {
    expect(picture(curveOf(upTo(4))).line).toEqual([
      { x: 102, y: 160 },
      { x: 202, y: 110 },
      { x: 302, y: 60 },
      { x: 402, y: 10 },
    ]);
  });

  it('drops a line where 80 % is reached, and none when it never is', () => {
    expect(picture(curveOf(upTo(4)), { edgeRank: 2 }).edge).toMatchObject({ dot: { x: 202, y: 110 }, foot: 210 });
    expect(picture(curveOf(upTo(4)), { edgeRank: null }).edge).toBeNull();
  });

  it('keeps the words off the line: below to the right of the dot, above to the left in the right part', () => {
    const ten = curveOf(upTo(10));
    // Dots at 52 + 40 × 5.5 = 272 and 52 + 40 × 8.5 = 392; shares 60 % and 90 %.
    expect(picture(ten, { edgeRank: 6 }).edge?.label).toEqual({ x: 283, y: 99, anchor: 'start', text: 'edge' });
    const left = picture(ten, { edgeRank: 9 }).edge?.label;
    expect(left).toMatchObject({ x: 381, anchor: 'end', text: 'edge' });
    expect(left?.y).toBeCloseTo(21, 9);
  });

  it('turns the words to the left where they would reach over the plot', () => {
    const long = { ...labels, edge: '1,234 accounts carry 80%' };
    expect(picture(curveOf(upTo(10)), { edgeRank: 6, labels: long }).edge?.label.anchor).toBe('start');
    expect(picture(curveOf(upTo(10)), { edgeRank: 6, labels: long, width: 390 }).edge?.label.anchor).toBe('end');
  });

  it('has both zeros at the same height when there are negative accounts', () => {
    const curve = curveOf(upTo(4)).map((point, index) => (index === 3 ? { ...point, value: -50 } : point));
    const drawing = picture(curve, { scale: axisScale(-90, 400) });
    expect(drawing.frame.hairlines).toEqual([209.5, 169.5, 129.5, 89.5, 49.5, 9.5]);
    expect(drawing.bars[3]).toMatchObject({ y: 170, height: 20 });
    expect(textsRightOf(drawing, 452)).toEqual([
      ['0', 170],
      ['0.25', 130],
      ['0.5', 90],
      ['0.75', 50],
      ['1', 10],
    ]);
  });

  it('gives the line room where negative accounts push it over the whole', () => {
    const curve = curveOf(upTo(4)).map((point, index) => (index === 2 ? { ...point, cumulativeShare: 1.1 } : point));
    const drawing = picture(curve);
    expect(textsRightOf(drawing, 452).at(-1)).toEqual(['1.2', 10]);
    expect(drawing.line[2]?.y).toBeCloseTo(10 + (0.1 / 1.2) * 200, 9);
  });

  it('has no shares where all accounts are negative, and stands with no account at all', () => {
    const losses = curveOf(upTo(4)).map((point) => ({ ...point, value: -point.value }));
    const drawing = picture(losses, { scale: axisScale(-4, -1) });
    expect(drawing.bars[0]).toMatchObject({ y: 10, height: 200 });
    expect([drawing.line, drawing.edge, textsRightOf(drawing, 452)]).toEqual([[], null, []]);
    const empty = picture([], { edgeRank: null, scale: axisScale(0, 0) });
    expect([empty.bars, empty.line]).toEqual([[], []]);
    expect(empty.frame.labels).toHaveLength(10);
  });
});
