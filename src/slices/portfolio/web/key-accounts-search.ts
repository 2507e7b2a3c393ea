import { choiceIn, compact, dayIn, flagIn, textIn, wholeIn, type RawSearch } from '#platform/web/search.ts';
import { namedPeriods, type PeriodChoice } from '#slices/portfolio/web/period-choice.ts';

/** The view of the key-account page as its address keeps it; what is left out is as usual. */
export interface KeyAccountsSearch extends PeriodChoice {
  readonly goodsOnly?: true;
  readonly by?: 'group';
  readonly measure?: 'margin';
  readonly owner?: number;
  readonly sort?: string;
}

/** Reads an address; what is not understood is left out, so that an old link still opens. */
export const readKeyAccountsSearch = (raw: RawSearch): KeyAccountsSearch =>
  compact({
    ...readPeriodChoice(raw),
    goodsOnly: flagIn(raw, 'goodsOnly'),
    by: choiceIn(raw, 'by', ['group']),
    measure: choiceIn(raw, 'measure', ['margin']),
    owner: wholeIn(raw, 'owner'),
    sort: textIn(raw, 'sort'),
  });

/** The part of an address that says which period is looked at. */
export const readPeriodChoice = (raw: RawSearch): PeriodChoice =>
  compact({
    period: choiceIn(raw, 'period', namedPeriods),
    asOf: dayIn(raw, 'asOf'),
    from: dayIn(raw, 'from'),
    to: dayIn(raw, 'to'),
  });
