import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#slices/team/web/sign-in.module.css';
import { api } from '#platform/web/api.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';

interface ForgottenFormProps {
  /** What was typed before. */
  readonly email: string;
  readonly onBack: () => void;
}

/** Asks for a link by mail. The answer is the same whoever asks: nobody learns who works here. */
export function ForgottenForm({ email: before, onBack }: ForgottenFormProps): ReactNode {
  const { t } = useTranslation();
  const [email, setEmail] = useState(before);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const ask = useMutation({
    mutationFn: () => api.post<undefined>('/api/sign-in/forgotten', { email: email.trim() }),
  });
  if (ask.isSuccess) {
    return (
      <div className={classes.form}>
        <p role="status" className="k-text">
          {t('entry.forgotten-sent', { email: email.trim() })}
        </p>
        <Action label={t('entry.back')} onClick={onBack} />
      </div>
    );
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (email.trim() === '') field.current?.focus();
    else if (!ask.isPending) ask.mutate();
  };
  return (
    <form className={classes.form} onSubmit={onSubmit} noValidate>
      <p className="k-text k-ink2">{t('entry.forgotten-text')}</p>
      <TextField
        label={t('sign-in.email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        inputRef={field}
        maxLength={254}
      />
      {ask.error === null ? null : <Problem error={ask.error} />}
      <Action kind="primary" type="submit" fill label={t('entry.forgotten-send')} busy={ask.isPending} />
      <Action kind="quiet" label={t('entry.back')} onClick={onBack} />
    </form>
  );
}
