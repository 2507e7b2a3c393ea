import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#slices/team/web/sign-in.module.css';
import { api } from '#platform/web/api.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Problem } from '#platform/web/ui/states.tsx';

/** The second step of signing in: a code of the app, or a recovery code. */
export function SecondFactorCode({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const give = useMutation({
    mutationFn: () => api.post<undefined>('/api/sign-in/second-factor', { code: code.trim() }),
    onSuccess: onDone,
    onError: () => {
      setCode('');
      field.current?.focus();
    },
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (code.trim() === '') field.current?.focus();
    else if (!give.isPending) give.mutate();
  };
  return (
    <form className={classes.form} onSubmit={onSubmit} noValidate>
      <TextField
        label={t('entry.code')}
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        inputRef={field}
        maxLength={40}
        hint={t('entry.code-hint')}
      />
      {give.error === null ? null : <Problem error={give.error} />}
      <Action kind="primary" type="submit" fill label={t('entry.go-on')} busy={give.isPending} />
    </form>
  );
}
