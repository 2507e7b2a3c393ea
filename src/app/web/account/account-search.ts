import { choiceIn, compact, type RawSearch } from '#platform/web/search.ts';
import { readPeriodChoice } from '#slices/portfolio/web/key-accounts-search.ts';
import type { PeriodChoice } from '#slices/portfolio/web/period-choice.ts';

/** The view of an account's own page as its address keeps it. */
interface AccountSearch extends PeriodChoice {
  /** The list from which one came, and to which the way back leads. */
  readonly list?: 'key';
}

export const readAccountSearch = (raw: RawSearch): AccountSearch =>
  compact({ ...readPeriodChoice(raw), list: choiceIn(raw, 'list', ['key']) });
