/** Sales in steady, changing or leaping amounts. */
type SteadinessClass = 'X' | 'Y' | 'Z';

interface Steadiness {
  /** Standard deviation ÷ mean of what the quarters brought, without the season. */
  readonly variation: number;
  readonly class: SteadinessClass;
  readonly quarters: number;
}

const edges = { x: 0.1, y: 0.25 } as const;
const monthsInQuarter = 3;
const quartersInYear = 4;
/** With less than two years nobody can tell a season from a change. */
const leastQuarters = 8;

/** Coefficient of variation with the standard deviation of a sample (n − 1); null when there is nothing to divide by. */
export function coefficientOfVariation(values: readonly number[]): number | null {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2 || !(mean > 0)) return null;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1)) / mean;
}

/**
 * XYZ (formulas, part 4): X to 0.10, Y to 0.25, Z above. Months are added up to quarters, counted back from the last, and each
 * is divided by the usual part of its season, so that a yearly rhythm is no unsteadiness.
 * @param months net of whole months, oldest first, without a gap
 * @returns null with less than two years, or when they brought nothing
 */
export function steadinessOf(months: readonly number[]): Steadiness | null {
  const whole = Math.floor(months.length / (monthsInQuarter * quartersInYear)) * monthsInQuarter * quartersInYear;
  const used = months.slice(months.length - whole);
  const quarters = Array.from({ length: whole / monthsInQuarter }, (_unused, index) =>
    used.slice(index * monthsInQuarter, (index + 1) * monthsInQuarter).reduce((sum, value) => sum + value, 0),
  );
  if (quarters.length < leastQuarters) return null;
  const mean = quarters.reduce((sum, value) => sum + value, 0) / quarters.length;
  const seasons = Array.from({ length: quartersInYear }, (_unused, season) => {
    const own = quarters.filter((_value, index) => index % quartersInYear === season);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  });
  // A season in which nothing is ever bought has no rhythm to be divided by.
  const levelled = quarters.flatMap((value, index) => {
    const season = seasons[index % quartersInYear] ?? 0;
    return season > 0 ? [(value * mean) / season] : [];
  });
  const variation = coefficientOfVariation(levelled);
  if (variation === null) return null;
  const name = variation <= edges.x ? 'X' : variation <= edges.y ? 'Y' : 'Z';
  return { variation, class: name, quarters: quarters.length };
}
