import type { figureKinds } from './topics.ts';

type FigureKind = (typeof figureKinds)[number];

interface FigureFact {
  readonly id: number;
  readonly year: number | null;
  readonly figure: FigureKind | null;
  readonly value: string;
  readonly knownOn: string;
}

/** The figures of one year as they are known now. */
export interface YearOfFigures {
  readonly year: number;
  readonly values: Readonly<Partial<Record<FigureKind, string>>>;
}

/** Financial figures year by year, the newest first. Of several facts about one figure the one that was known last counts. */
export function figuresByYear(facts: readonly FigureFact[]): YearOfFigures[] {
  const years = new Map<number, Partial<Record<FigureKind, string>>>();
  const inOrder = facts.toSorted((a, b) => (a.knownOn === b.knownOn ? a.id - b.id : a.knownOn < b.knownOn ? -1 : 1));
  for (const { year, figure, value } of inOrder) {
    if (year === null || figure === null) continue;
    years.set(year, { ...years.get(year), [figure]: value });
  }
  return [...years].map(([year, values]) => ({ year, values })).toSorted((a, b) => b.year - a.year);
}
