/** In what an axis counts, so that its labels stay short: 350 M instead of 350,000,000. */
export type AxisUnit = 'one' | 'thousand' | 'million' | 'billion';

/** A value axis from round number to round number. */
export interface AxisScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit: AxisUnit;
  /** What a value is divided by to be told in `unit`. */
  readonly divisor: number;
}

const mantissas = [1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7.5, 10];

/** Below this part of the whole a negative value is thinner than the axis itself and gets no room of its own. */
const visibleShare = 0.02;

function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const mantissa = mantissas.find((one) => one >= least / power - 1e-9) ?? 10;
  return mantissa * power;
}

function unitFor(largest: number): Pick<AxisScale, 'unit' | 'divisor'> {
  if (largest >= 1e9) return { unit: 'billion', divisor: 1e9 };
  if (largest >= 1e6) return { unit: 'million', divisor: 1e6 };
  if (largest >= 1e4) return { unit: 'thousand', divisor: 1e3 };
  return { unit: 'one', divisor: 1 };
}

/**
 * A scale that holds all values and zero, with exactly `intervals` steps above zero (design, section 3: four hairlines).
 * @param low the smallest value, @param high the largest, both in the major unit
 */
export function axisScale(low: number, high: number, intervals = 4): AxisScale {
  const top = Math.max(high, 0);
  const bottom = Math.min(low, 0);
  // Nothing, or nothing but negative values: the steps then follow what is below zero.
  const measure = top > 0 ? top : -bottom || 1;
  const step = roundStep(measure / intervals);
  const isVisible = -bottom >= visibleShare * measure;
  const min = isVisible ? -Math.ceil(-bottom / step) * step : 0;
  const max = top > 0 || bottom === 0 ? step * intervals : 0;
  return { min, max, step, ...unitFor(Math.max(max, -min)) };
}

/** Decimals that a label of this value needs, at most two: 350 has none, 0.35 two. */
export function labelDecimals(value: number): number {
  const hundredths = Math.round(Math.abs(value) * 100);
  if (hundredths % 100 === 0) return 0;
  return hundredths % 10 === 0 ? 1 : 2;
}
