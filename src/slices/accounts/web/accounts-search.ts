import { compact, textIn, type RawSearch } from '#platform/web/search.ts';

/** The view of the list of all accounts as its address keeps it. */
interface AccountsSearch {
  readonly search?: string;
}

export const readAccountsSearch = (raw: RawSearch): AccountsSearch => compact({ search: textIn(raw, 'search') });
