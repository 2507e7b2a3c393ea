/** One year of a projection; amounts in minor units. Year 0 is now: nothing in it is discounted. */
export interface ProjectedYear {
  readonly contribution: bigint;
  readonly investment: bigint;
  /** Chance that the account is still with us in that year, in millionths. */
  readonly staying: bigint;
}

/** What a year comes to. */
interface ValuedYear {
  /** Contribution × chance of staying − investment. */
  readonly expected: bigint;
  /** The same at today's value. */
  readonly discounted: bigint;
  /** Today's value of this and all years before it. */
  readonly cumulative: bigint;
}

interface PresentValue {
  readonly npv: bigint;
  readonly years: readonly ValuedYear[];
  /** The first year after which the sum is no longer negative and stays so; null when there is none. */
  readonly paidBackIn: number | null;
}

const millionth = 1_000_000n;

/** Divides and rounds half away from zero. */
function divided(part: bigint, whole: bigint): bigint {
  const size = part < 0n ? -part : part;
  const rounded = (2n * size + whole) / (2n * whole);
  return part < 0n ? -rounded : rounded;
}

/**
 * Net present value of the joint growth (formulas, part 4): the sum over the years of expected contribution ÷ (1 + rate)^year,
 * less the investments at today's value. Exact in fractions; each figure is rounded once, to the minor unit, half away from zero.
 * @param years from year 0 on, one after the other
 * @param rate in millionths: 120,000n is 12 %
 */
export function presentValue(years: readonly ProjectedYear[], rate: bigint): PresentValue {
  const factor = millionth + rate;
  // Both grow with each year: today's value of an amount in year t is amount × millionth^t ÷ factor^t.
  let sum = 0n;
  let whole = millionth;
  let power = 1n;
  const valued = years.map(({ contribution, investment, staying }, year) => {
    const expected = contribution * staying - investment * millionth;
    if (year > 0) {
      sum *= factor;
      whole *= factor;
      power *= millionth;
    }
    sum += expected * power;
    return {
      expected: divided(expected, millionth),
      discounted: divided(expected * power, whole),
      cumulative: divided(sum, whole),
    };
  });
  const lastNegative = valued.findLastIndex((year) => year.cumulative < 0n);
  return {
    npv: valued.at(-1)?.cumulative ?? 0n,
    years: valued,
    paidBackIn: lastNegative + 1 < valued.length ? lastNegative + 1 : null,
  };
}

/** A rate or chance as a person gives it (0.12) in millionths, to which it is rounded. */
export const toMillionths = (share: number): bigint => BigInt(Math.round(share * 1_000_000));
