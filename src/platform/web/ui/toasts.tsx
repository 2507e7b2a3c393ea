import { IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands, type Command } from '#platform/web/commands.ts';
import classes from '#platform/web/ui/toasts.module.css';

interface Toast {
  /** What has happened: "Saved." */
  readonly message: string;
  readonly tone?: 'plain' | 'bad';
  /** Takes it back. Everything reversible has one. */
  readonly undo?: () => void;
}

interface ShownToast extends Toast {
  readonly id: number;
}

/** How long a toast stays; it waits as long as it has the focus or the pointer. */
const patience = 8000;

let shown: readonly ShownToast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly ShownToast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Tells what has happened, with a way back. At most three stand at once. */
export function showToast(toast: Toast): void {
  lastId += 1;
  change([...shown, { ...toast, id: lastId }].slice(-3));
}

const dismiss = (id: number): void => change(shown.filter((toast) => toast.id !== id));

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function ToastBar({ toast }: { readonly toast: ShownToast }): ReactNode {
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);
  const left = useRef(patience);
  useEffect(() => {
    if (held) return undefined;
    const since = Date.now();
    const timer = setTimeout(() => dismiss(toast.id), left.current);
    return () => {
      clearTimeout(timer);
      left.current = Math.max(1000, left.current - (Date.now() - since));
    };
  }, [held, toast.id]);
  const undo = toast.undo;
  return (
    <div
      className={classes.toast}
      data-tone={toast.tone ?? 'plain'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.message}</span>
      {undo ? (
        <button
          type="button"
          aria-keyshortcuts="Control+Z"
          onClick={() => {
            dismiss(toast.id);
            undo();
          }}
        >
          {t('toast.undo')}
        </button>
      ) : null}
      <button type="button" aria-label={t('toast.close')} onClick={() => dismiss(toast.id)}>
        <IconX aria-hidden />
      </button>
    </div>
  );
}

/** The place of the toasts, a live region that always stands on the page. Ctrl Z takes back the last one. */
export function Toasts(): ReactNode {
  const { t } = useTranslation();
  const toasts = useSyncExternalStore(subscribe, () => shown);
  const last = toasts.findLast((toast) => toast.undo !== undefined);
  const commands = useMemo<readonly Command[]>(
    () =>
      last
        ? [
            {
              id: 'undo',
              label: t('toast.undo'),
              keys: 'mod+z',
              group: 'here',
              run: () => {
                dismiss(last.id);
                last.undo?.();
              },
            },
          ]
        : [],
    [last, t],
  );
  useCommands(commands);
  return (
    <div role="status" className={classes.region}>
      {toasts.map((toast) => (
        <ToastBar key={toast.id} toast={toast} />
      ))}
    </div>
  );
}
