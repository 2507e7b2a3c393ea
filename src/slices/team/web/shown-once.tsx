import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#slices/team/web/team.module.css';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { Problem } from '#platform/web/ui/states.tsx';

interface MakingDialogProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The dialog in which something is made or changed that programs use; what was typed is gone when it closes. */
export function MakingDialog({ title, opened, onClose, children }: MakingDialogProps): ReactNode {
  return (
    <Dialog title={title} opened={opened} onClose={onClose}>
      {opened ? children : null}
    </Dialog>
  );
}

interface MakingFormProps {
  /** What the button does. */
  readonly verb: string;
  readonly error: Error | null;
  readonly isBusy: boolean;
  /** Called while nothing is on its way; asks for what is missing itself. */
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Fields, what went wrong, and the two buttons. */
export function MakingForm({ verb, error, isBusy, onSubmit, onClose, children }: MakingFormProps): ReactNode {
  const { t } = useTranslation();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isBusy) onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate style={{ display: 'contents' }}>
      {children}
      {error === null ? null : <Problem error={error} />}
      <Buttons>
        <Action kind="primary" type="submit" label={verb} busy={isBusy} />
        <Action label={t('making.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}

interface ShownOnceProps {
  /** What it is, and that it is not shown again. */
  readonly words: string;
  readonly secret: string;
  readonly copy: string;
  readonly onClose: () => void;
}

/** A secret that was just made, to be copied now. */
export function ShownOnce({ words, secret, copy, onClose }: ShownOnceProps): ReactNode {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      <p className="k-text">{words}</p>
      <output className={classes.link}>{secret}</output>
      <Buttons>
        {/* Browsers give the clipboard only to pages over TLS and on the machine itself. */}
        {window.isSecureContext ? (
          <Action
            kind="primary"
            icon={isCopied ? IconCheck : IconCopy}
            label={isCopied ? t('making.copied') : copy}
            onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}
          />
        ) : null}
        <Action label={t('making.done')} onClick={onClose} />
      </Buttons>
    </>
  );
}
