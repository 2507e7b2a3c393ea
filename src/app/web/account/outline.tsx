import type { ReactNode } from 'react';
import classes from '#app/web/account/account-page.module.css';
import { Skeleton } from '#platform/web/ui/states.tsx';

/** Figures and the picture in grey, where they will stand. */
export function Outline(): ReactNode {
  return (
    <div className={classes.outline}>
      <Skeleton width="60%" height="3.25rem" />
      <Skeleton height="18rem" />
    </div>
  );
}
