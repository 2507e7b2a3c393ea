import { describe, expect, test } from 'vitest';
import { coefficientOfVariation, steadinessOf } from './steadiness.ts';

describe('coefficient of variation', () => {
  test('100, 110, 90, 105, 95, 100 is 0.0707 with the deviation of a sample (formulas, part 4)', () => {
    expect(coefficientOfVariation([100, 110, 90, 105, 95, 100])?.toFixed(4)).toBe('0.0707');
  });
  test.each([[[]], [[5]], [[0, 0, 0]], [[5, -5]], [[-3, -4]]])('of %j there is none', (values) => {
    expect(coefficientOfVariation(values)).toBeNull();
  });
});

const year = (...quarters: readonly number[]): number[] => quarters.flatMap((quarter) => [quarter, 0, 0]);

describe('XYZ', () => {
  test('the same every quarter is X', () => {
    expect(steadinessOf([...year(90, 90, 90, 90), ...year(90, 90, 90, 90)])).toEqual({
      variation: 0,
      class: 'X',
      quarters: 8,
    });
  });

  test('a season that comes back every year is no unsteadiness', () => {
    expect(steadinessOf([...year(400, 20, 20, 100), ...year(400, 20, 20, 100)])?.class).toBe('X');
  });

  test('two years that differ by half are Y or Z by how much', () => {
    // Each season: 80 and 120 around 100, so after levelling 80 and 120 four times each: deviation √(8·400 ÷ 7) = 21.38, mean 100.
    const found = steadinessOf([...year(80, 80, 80, 80), ...year(120, 120, 120, 120)]);
    expect(found?.variation.toFixed(4)).toBe('0.2138');
    expect(found?.class).toBe('Y');
    // 50 and 150: √(8·2500 ÷ 7) = 53.45.
    expect(steadinessOf([...year(50, 50, 50, 50), ...year(150, 150, 150, 150)])?.class).toBe('Z');
  });

  test('less than two whole years are not judged, and the oldest months beyond whole years are left out', () => {
    expect(steadinessOf(Array.from({ length: 23 }, () => 10))).toBeNull();
    expect(steadinessOf([999, ...Array.from({ length: 24 }, () => 10)])?.class).toBe('X');
  });

  test('a season without any sales is left out', () => {
    expect(steadinessOf([...year(100, 0, 100, 100), ...year(100, 0, 100, 100)])?.class).toBe('X');
    expect(steadinessOf(Array.from({ length: 24 }, () => 0))).toBeNull();
  });
});
