import { forgetAccounts } from '#app/web/recent.ts';
import { api } from '#platform/web/api.ts';

/** Ends the session and loads the page anew, so that nothing of the business stays in its memory. */
export async function signOut(personId: number): Promise<void> {
  await api.post<unknown>('/api/auth/sign-out');
  forgetAccounts(personId);
  location.assign('/sign-in');
}

/** Ends a session that has not passed its second step, for somebody else to sign in. */
export async function signOutToForm(returnTo: string | undefined): Promise<void> {
  await api.post<unknown>('/api/auth/sign-out');
  location.assign(returnTo === undefined ? '/sign-in' : `/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
}
