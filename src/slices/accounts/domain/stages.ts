/** What an account is to us: it buys, it could buy one day, or we have let go of the thought. */
export const stages = ['client', 'prospect', 'dropped'] as const;
export type Stage = (typeof stages)[number];

/**
 * Whether an account that is or was a prospect can go from one stage to another (catalogue A3). What buys is not let go of here:
 * it is taken back to the prospects first, which asks whether it buys.
 */
export function canBecome(from: Stage, to: Stage): boolean {
  return to === 'prospect' ? from !== 'prospect' : from === 'prospect';
}
