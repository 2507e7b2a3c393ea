import { toMinorUnits } from '#kernel/money.ts';
import { presentValue, toMillionths } from '#slices/portfolio/domain/present-value.ts';
import type { ScenarioContent } from '#slices/portfolio/scenario-contract.ts';

/** A year of the cash-flow table as a person types it; the chance of staying in percent. */
export interface TypedYear {
  readonly contribution: string;
  readonly investment: string;
  readonly staying: string;
}

/** A projection as a person types it; the rate in percent. */
export interface TypedScenario {
  readonly name: string;
  readonly rate: string;
  readonly years: readonly TypedYear[];
}

/** A number as people write it in either language, as a plain decimal; null when it is none. An empty cell is zero. */
function plainIn(text: string): string | null {
  const plain = text.replaceAll(/[\s%]/g, '').replace('−', '-').replace(',', '.');
  if (plain === '') return '0';
  return /^-?\d{1,15}(\.\d{1,4})?$/.test(plain) ? plain : null;
}

/** An amount of the table; null when it is none, or finer than the currency. */
export function amountIn(text: string, currency: string): string | null {
  const plain = plainIn(text);
  return plain !== null && toMinorUnits(plain, currency) !== null ? plain : null;
}

/** A percentage from 0 to 100 as a share; null when it is none. */
export function shareIn(text: string): number | null {
  const plain = plainIn(text);
  if (plain === null || text.trim() === '') return null;
  const percent = Number(plain);
  // Twelve digits: percent divided by a hundred must not show the float behind it.
  return percent >= 0 && percent <= 100 ? Number((percent / 100).toPrecision(12)) : null;
}

/** What is typed, as it is sent; null as long as something cannot be read. */
export function readScenario(typed: TypedScenario, currency: string): ScenarioContent | null {
  const rate = shareIn(typed.rate);
  const years = typed.years.map((year) => ({
    contribution: amountIn(year.contribution, currency),
    investment: amountIn(year.investment, currency),
    staying: shareIn(year.staying),
  }));
  if (rate === null || typed.name.trim() === '' || years.length === 0) return null;
  const read: ScenarioContent['years'] = [];
  for (const { contribution, investment, staying } of years) {
    if (contribution === null || investment === null || staying === null) return null;
    read.push({ contribution, investment, staying });
  }
  return { name: typed.name.trim(), rate, years: read };
}

/** Today's value of what is typed, by the server's own rule. */
export function valueOf({ rate, years }: ScenarioContent, currency: string): ReturnType<typeof presentValue> {
  const amount = (text: string): bigint => toMinorUnits(text, currency) ?? 0n;
  return presentValue(
    years.map((year) => ({
      contribution: amount(year.contribution),
      investment: amount(year.investment),
      staying: toMillionths(year.staying),
    })),
    toMillionths(rate),
  );
}
