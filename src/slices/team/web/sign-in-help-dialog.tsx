import { useMutation, useQuery, useQueryClient, queryOptions } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { EndedSessions, FactorResets, Person, Posting } from '#slices/team/contract.ts';
import classes from '#slices/team/web/sign-in.module.css';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import { useFormat } from '#platform/web/use-format.ts';

interface SignInHelpDialogProps {
  /** For whom; null while the dialog is closed. */
  readonly person: Person | null;
  readonly onClose: () => void;
}

/** What whoever manages people does for one who cannot get in, or must not any more; never a way in for herself. */
export function SignInHelpDialog({ person, onClose }: SignInHelpDialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog title={t('people.help-title', { name: person?.name ?? '' })} opened={person !== null} onClose={onClose}>
      {person === null ? null : <SignInHelp key={person.id} person={person} onClose={onClose} />}
    </Dialog>
  );
}

const resetsQuery = queryOptions({
  queryKey: ['second-factor-resets'],
  queryFn: ({ signal }) => api.get<FactorResets>('/api/second-factor-resets', { signal }),
  staleTime: 0,
});

function SignInHelp({ person, onClose }: { readonly person: Person; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const address = `/api/people/${String(person.id)}`;
  const done = (message: string): void => {
    showToast({ message });
    onClose();
  };
  const invite = useMutation({
    mutationFn: () => api.post<z.infer<typeof Posting>>(`${address}/invitation`),
    onSuccess: ({ mail }) => {
      if (mail !== 'failed') done(t(`people.mail-${mail}`, { name: person.name }));
    },
  });
  const end = useMutation({
    mutationFn: () => api.post<z.infer<typeof EndedSessions>>(`${address}/sessions/end`),
    onSuccess: ({ ended }) => done(t('sign-in-settings.ended', { count: ended })),
  });
  const resets = useQuery(resetsQuery);
  const waiting = resets.data?.resets.find((one) => one.person.id === person.id);
  const problem = invite.error ?? end.error;
  return (
    <>
      <p className="k-text">{t('people.mail-text', { email: person.email })}</p>
      {invite.data?.mail === 'failed' ? <p role="alert">{t('people.mail-failed')}</p> : null}
      {problem === null ? null : <Problem error={problem} />}
      <div className={classes.ways}>
        <Action kind="primary" label={t('people.mail-send')} busy={invite.isPending} onClick={() => invite.mutate()} />
        <Action label={t('people.end-sessions')} busy={end.isPending} onClick={() => end.mutate()} />
      </div>
      <FactorHelp
        person={person}
        waiting={waiting}
        onDone={(message) => {
          void client.invalidateQueries(resetsQuery);
          done(message);
        }}
      />
    </>
  );
}

interface FactorHelpProps {
  readonly person: Person;
  readonly waiting: FactorResets['resets'][number] | undefined;
  readonly onDone: (message: string) => void;
}

/** A lost second factor: one asks, another one confirms. */
function FactorHelp({ person, waiting, onDone }: FactorHelpProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const session = useSession();
  const [reason, setReason] = useState('');
  const address = `/api/people/${String(person.id)}/second-factor/reset`;
  const ask = useMutation({
    mutationFn: () => api.post<undefined>(address, { reason: reason.trim() }),
    onSuccess: () => onDone(t('people.factor-asked')),
  });
  const confirm = useMutation({
    mutationFn: () => api.post<undefined>(`${address}/confirm`),
    onSuccess: () => onDone(t('people.factor-reset', { name: person.name })),
  });
  if (waiting) {
    return (
      <>
        <p className="k-text">
          {t('people.factor-waiting', {
            name: waiting.askedBy.name,
            time: format.instant(waiting.askedAt, session.company.timeZone),
            reason: waiting.reason,
          })}
        </p>
        {confirm.error === null ? null : <Problem error={confirm.error} />}
        <Buttons>
          <Action
            label={t('people.factor-confirm')}
            busy={confirm.isPending}
            reason={waiting.askedBy.id === session.person.id ? t('people.factor-other') : undefined}
            onClick={() => confirm.mutate()}
          />
        </Buttons>
      </>
    );
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '' && !ask.isPending) ask.mutate();
  };
  return (
    <form className={classes.form} onSubmit={onSubmit} noValidate>
      <TextField
        label={t('people.factor-reason')}
        hint={t('people.factor-hint')}
        value={reason}
        onChange={setReason}
        maxLength={500}
      />
      {ask.error === null ? null : <Problem error={ask.error} />}
      <Buttons>
        <Action
          type="submit"
          label={t('people.factor-ask')}
          busy={ask.isPending}
          reason={reason.trim() === '' ? t('people.factor-reason-missing') : undefined}
        />
      </Buttons>
    </form>
  );
}
