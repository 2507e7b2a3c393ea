import type { Import } from '#slices/sales/contract.ts';

/** The four steps of an import (design, screen J). */
export const importSteps = ['file', 'columns', 'dry-run', 'result'] as const;
export type ImportStep = (typeof importSteps)[number];

/**
 * The step at which an import stands.
 * @param isRevising the person went back to the columns
 * @param isDry what was started from this page; null when it was started elsewhere
 */
export function stepOf(
  found: Pick<Import, 'state' | 'profile' | 'progress'>,
  isRevising: boolean,
  isDry: boolean | null,
): ImportStep {
  switch (found.state) {
    case 'loaded':
    case 'undone':
      return 'result';
    case 'running':
      return (isDry ?? found.progress?.phase !== 'writing') ? 'dry-run' : 'result';
    case 'tried':
      return isRevising ? 'columns' : 'dry-run';
    case 'stopped':
      return isRevising ? 'columns' : 'result';
    case 'uploaded':
    case 'failed':
    case 'cancelled':
      // A file that could not be read at all has no columns to match.
      return found.profile === null ? 'file' : 'columns';
  }
}

/** Rows that would be, or were, written or found as they are. */
export const rightRows = ({ read, rejected }: { readonly read: number; readonly rejected: number }): number =>
  read - rejected;
