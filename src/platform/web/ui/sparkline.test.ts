import { expect, test } from 'vitest';
import { sparklinePoints } from './sparkline.tsx';

test('from edge to edge, the largest at the top', () => {
  expect(sparklinePoints([0, 5, 10])).toEqual([
    [3, 17],
    [32, 10],
    [61, 3],
  ]);
});

test('months without a change are a line in the middle, one month is a point', () => {
  expect(sparklinePoints([7, 7]).map(([, y]) => y)).toEqual([10, 10]);
  expect(sparklinePoints([7])).toEqual([[3, 10]]);
});
