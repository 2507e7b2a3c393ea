import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Proof } from '#slices/team/contract.ts';
import { mySignInQuery } from '#slices/team/web/my-sign-in.ts';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { answerProof } from '#platform/web/step-up.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { Segments, TextField } from '#platform/web/ui/field.tsx';
import { Loading, Problem } from '#platform/web/ui/states.tsx';

/** Asks who somebody is before a dangerous act; when she has proven it, the act goes on by itself. */
export function StepUpDialog(): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog title={t('step-up.title')} opened onClose={() => answerProof(false)}>
      <StepUpForm />
    </Dialog>
  );
}

function StepUpForm(): ReactNode {
  const { t } = useTranslation();
  const { person } = useSession();
  const mine = useQuery(mySignInQuery);
  const [secret, setSecret] = useState('');
  const [chosen, setChosen] = useState<Proof['by'] | null>(null);
  const prove = useMutation({
    mutationFn: (proof: Proof) => api.post<undefined>('/api/me/proof', proof),
    onSuccess: () => answerProof(true),
  });
  if (mine.isError) return <Problem error={mine.error} onRetry={() => void mine.refetch()} />;
  if (!mine.data) return <Loading label={t('step-up.title')} />;
  const cancel = <Action label={t('step-up.cancel')} onClick={() => answerProof(false)} />;
  const { hasPassword, secondFactor } = mine.data;
  if (!hasPassword && secondFactor === null) {
    return (
      <>
        <p className="k-text">{t('step-up.no-way')}</p>
        <Buttons>
          <Action
            kind="primary"
            label={t('step-up.sign-in')}
            onClick={() => answerProof(false)}
            link={{ to: '/sign-in', search: { returnTo: location.pathname + location.search } }}
          />
          {cancel}
        </Buttons>
      </>
    );
  }
  const by = chosen ?? (hasPassword ? 'password' : 'code');
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (secret.trim() !== '' && !prove.isPending) prove.mutate({ by, secret: by === 'code' ? secret.trim() : secret });
  };
  return (
    <form onSubmit={onSubmit} noValidate style={{ display: 'contents' }}>
      <p className="k-text">{t('step-up.text')}</p>
      {/* Password managers want to know whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={person.email} readOnly hidden />
      {hasPassword && secondFactor !== null ? (
        <Segments
          label={t('step-up.by')}
          value={by}
          options={[
            { value: 'password', label: t('step-up.by-password') },
            { value: 'code', label: t('step-up.by-code') },
          ]}
          onChange={(value) => {
            setChosen(value);
            setSecret('');
          }}
        />
      ) : null}
      <TextField
        key={by}
        label={by === 'password' ? t('step-up.password') : t('step-up.by-code')}
        type={by === 'password' ? 'password' : 'text'}
        autoComplete={by === 'password' ? 'current-password' : 'one-time-code'}
        value={secret}
        onChange={setSecret}
      />
      {prove.error === null ? null : <Problem error={prove.error} />}
      <Buttons>
        <Action kind="primary" type="submit" label={t('step-up.go-on')} busy={prove.isPending} />
        {cancel}
      </Buttons>
    </form>
  );
}
