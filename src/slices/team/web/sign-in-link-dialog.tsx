import { useMutation } from '@tanstack/react-query';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, SignInLink } from '#slices/team/contract.ts';
import classes from '#slices/team/web/team.module.css';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';

interface SignInLinkDialogProps {
  /** For whom; null while the dialog is closed. */
  readonly person: Person | null;
  readonly onClose: () => void;
}

/** Makes a link that signs a person in once. It is shown here and nowhere again. */
export function SignInLinkDialog({ person, onClose }: SignInLinkDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog title={t('people.link-title')} opened={person !== null} onClose={onClose}>
      {person === null ? null : <SignInLinkForm key={person.id} person={person} onClose={onClose} />}
    </Dialog>
  );
}

/** Browsers give the clipboard only to pages over TLS and on the machine itself; elsewhere the link is marked by a click. */
const canCopy = window.isSecureContext;

function SignInLinkForm({ person, onClose }: { readonly person: Person; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  const [isCopied, setCopied] = useState(false);
  const link = useMutation({
    mutationFn: () => api.post<SignInLink>(`/api/people/${person.id}/sign-in-link`),
    gcTime: 0,
  });
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), 4000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  if (!link.data) {
    return (
      <>
        <p className="k-text">{t('people.link-offer', { name: person.name })}</p>
        {link.error === null ? null : <Problem error={link.error} />}
        <Buttons>
          <Action kind="primary" label={t('people.make-link')} busy={link.isPending} onClick={() => link.mutate()} />
          <Action label={t('people.cancel')} onClick={onClose} />
        </Buttons>
      </>
    );
  }
  const { url, expiresAt } = link.data;
  return (
    <>
      <p className="k-text">
        {t('people.link-made', { name: person.name, until: format.instant(expiresAt, company.timeZone) })}
      </p>
      <output className={classes.link}>{url}</output>
      <Buttons>
        {canCopy ? (
          <Action
            kind="primary"
            icon={isCopied ? IconCheck : IconCopy}
            label={isCopied ? t('people.link-copied') : t('people.link-copy')}
            onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}
          />
        ) : null}
        <Action label={t('people.done')} onClick={onClose} />
      </Buttons>
    </>
  );
}
