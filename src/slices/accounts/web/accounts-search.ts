import { choiceIn, compact, textIn, type RawSearch } from '#platform/web/search.ts';
import { stages, type Stage } from '#slices/accounts/domain/stages.ts';
import { tiers, type Tier } from '#slices/accounts/domain/tiers.ts';

/** The view of the list of all accounts as its address keeps it. */
export interface AccountsSearch {
  readonly search?: string;
  readonly sort?: string;
  /** Columns after the name, separated by commas; as usual when there is none. */
  readonly columns?: string;
  /** A number, `me` or `none`. */
  readonly owner?: string;
  readonly group?: string;
  readonly country?: string;
  readonly kind?: string;
  readonly segment?: string;
  readonly territory?: string;
  /** Clients and prospects when there is none. */
  readonly stage?: Stage;
  readonly class?: 'A' | 'B' | 'C';
  readonly tier?: Tier;
  /** Of the score card, 0 to 100. */
  readonly scoreFrom?: string;
  readonly scoreTo?: string;
  readonly netFrom?: string;
  readonly netTo?: string;
  /** The kept view that is open; `all` for the usual one although another opens by itself. */
  readonly view?: string;
}

export const readAccountsSearch = (raw: RawSearch): AccountsSearch =>
  compact({
    search: textIn(raw, 'search'),
    sort: textIn(raw, 'sort'),
    columns: textIn(raw, 'columns'),
    owner: textIn(raw, 'owner'),
    group: textIn(raw, 'group'),
    country: textIn(raw, 'country'),
    kind: textIn(raw, 'kind'),
    segment: textIn(raw, 'segment'),
    territory: textIn(raw, 'territory'),
    stage: choiceIn(raw, 'stage', stages),
    class: choiceIn(raw, 'class', ['A', 'B', 'C']),
    tier: choiceIn(raw, 'tier', tiers),
    scoreFrom: textIn(raw, 'scoreFrom'),
    scoreTo: textIn(raw, 'scoreTo'),
    netFrom: textIn(raw, 'netFrom'),
    netTo: textIn(raw, 'netTo'),
    view: textIn(raw, 'view'),
  });
