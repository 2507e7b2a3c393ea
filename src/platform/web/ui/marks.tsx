import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Icon } from '#platform/web/ui/action.tsx';
import classes from '#platform/web/ui/marks.module.css';

interface ShareBarProps {
  /** What this row adds, 0 to 1; drawn in accent at the end of what is before it. */
  readonly share: number | null;
  /** What all rows up to and with this one add up to; without it the bar begins at zero. */
  readonly upTo?: number | null;
}

/** A bar in the cell. Only a picture of the figure beside it. */
export function ShareBar({ share, upTo }: ShareBarProps): ReactNode {
  const end = Math.min(1, Math.max(0, upTo ?? share ?? 0));
  const own = Math.min(end, Math.max(0, share ?? 0));
  return (
    <span className={classes.bar} aria-hidden>
      <span className={classes.before} style={{ width: `${(end - own) * 100}%` }} />
      <span className={classes.own} style={{ width: `max(1px, ${own * 100}%)` }} />
    </span>
  );
}

/** The class of an account: a letter, filled, soft or outlined. */
export function AbcBadge({ value }: { readonly value: 'A' | 'B' | 'C' }): ReactNode {
  const { t } = useTranslation();
  return (
    <span className={classes.abc} data-class={value}>
      <span className="k-unseen">{t('abc.class')} </span>
      {value}
    </span>
  );
}

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info' | 'accent' | 'outline' | 'dashed';

interface StatePillProps {
  readonly tone?: Tone;
  readonly icon?: Icon;
  readonly children: ReactNode;
}

/** A state in a word. The colour only underlines what the word says. */
export function StatePill({ tone = 'neutral', icon: PillIcon, children }: StatePillProps): ReactNode {
  return (
    <span className={classes.pill} data-tone={tone}>
      {PillIcon ? <PillIcon aria-hidden /> : null}
      {children}
    </span>
  );
}
