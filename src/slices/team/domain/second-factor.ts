/** What a session still has to show: nothing, a code of the second factor, or that one is set up at all (SES-2). */
type Wall = 'open' | 'second-factor' | 'set-up';

/**
 * Whether a session is through the wall.
 * @param session what it has shown, and whether its person has a second factor
 * @param isDemanded whether the company wants one of this person
 */
export function wallOf(
  session: { readonly hasSecondFactor: boolean; readonly isPastSecondFactor: boolean },
  isDemanded: boolean,
): Wall {
  if (session.hasSecondFactor) return session.isPastSecondFactor ? 'open' : 'second-factor';
  // One who had a factor and lost it sets up another one, whatever the session has shown before.
  return isDemanded ? 'set-up' : 'open';
}

const day = 24 * 60 * 60 * 1000;

/** Who asked that somebody's second factor be taken away, and when (instant). */
interface ResetRequest {
  readonly personId: number;
  readonly askedBy: number;
  readonly askedAt: number;
}

/**
 * Why somebody may not confirm it; null when she may. It takes two who administer, and neither of them is the person
 * herself, so that nobody alone gets into the sign-in of another one (reliability, ACC-9).
 */
export function refusalOfConfirming(
  request: ResetRequest | null,
  confirmedBy: number,
  now: number,
): 'reset-not-asked' | 'reset-too-old' | 'reset-second-person' | null {
  if (!request) return 'reset-not-asked';
  if (now - request.askedAt >= day) return 'reset-too-old';
  if (confirmedBy === request.askedBy || confirmedBy === request.personId) return 'reset-second-person';
  return null;
}
