import { useId, type ReactNode } from 'react';
import classes from '#platform/web/ui/section.module.css';

interface SectionProps {
  readonly title: string;
  /** In grey behind the heading: a count, a rate, a sum. */
  readonly beside?: ReactNode;
  /** At the right end of the heading. */
  readonly action?: ReactNode;
  /** The content brings its own first hairline (a table). */
  readonly bare?: boolean;
  readonly children: ReactNode;
}

/** A part of a page: a heading over a hairline, no box. */
export function Section({ title, beside, action, bare, children }: SectionProps): ReactNode {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={classes.section}>
      <div className={classes.head} data-bare={bare || undefined}>
        <h2 id={heading} className={classes.title}>
          {title}
        </h2>
        {beside === undefined ? null : <span className={classes.beside}>{beside}</span>}
        {action === undefined ? null : <div className={classes.action}>{action}</div>}
      </div>
      {children}
    </section>
  );
}

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
  /** Source, date, or what the value is measured by. */
  readonly note?: ReactNode;
}

interface FactListProps {
  readonly facts: readonly Fact[];
  /**
   * lines: label left, value right, a hairline under each; head: the row of figures under a title;
   * stacked: label over value, for facts in words.
   */
  readonly form?: 'lines' | 'head' | 'stacked';
}

/** Facts with their names; a description list for those who listen. */
export function FactList({ facts, form = 'lines' }: FactListProps): ReactNode {
  return (
    <dl className={classes.facts} data-form={form}>
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>
            {fact.value}
            {fact.note === undefined ? null : <div className={classes.note}>{fact.note}</div>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
