import { compact, textIn, type RawSearch } from '#platform/web/search.ts';

/** How people come to the sign-in page: with a place to go back to, or with a link that did not work. */
interface SignInSearch {
  readonly returnTo?: string;
  readonly error?: string;
  /** `provider`: it was the company's own sign-in that brought people back. */
  readonly by?: string;
}

export const readSignInSearch = (raw: RawSearch): SignInSearch =>
  compact({ returnTo: textIn(raw, 'returnTo'), error: textIn(raw, 'error'), by: textIn(raw, 'by') });
