import { lazy, Suspense, useState, type ReactNode } from 'react';
import classes from '#platform/web/ui/dialog.module.css';
import type { DialogProps } from '#platform/web/ui/dialog-sheet.tsx';

const DialogSheet = lazy(async () => ({ default: (await import('#platform/web/ui/dialog-sheet.tsx')).DialogSheet }));

/** A dialog for one to four fields, or for something that is shown once. On a phone it comes from below. */
export function Dialog(props: DialogProps): ReactNode {
  const [wasOpened, setWasOpened] = useState(props.opened);
  if (props.opened && !wasOpened) setWasOpened(true);
  // Its code weighs 14 kB; whoever opens no dialog does not load it.
  return wasOpened || props.opened ? (
    <Suspense fallback={null}>
      <DialogSheet {...props} />
    </Suspense>
  ) : null;
}

/** The buttons at the end of a form or dialog: the one that does it first, then the way out. */
export function Buttons({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={classes.buttons}>{children}</div>;
}
