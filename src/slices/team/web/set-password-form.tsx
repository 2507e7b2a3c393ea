import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PasswordLinkFacts } from '#slices/team/contract.ts';
import { passwordBounds } from '#slices/team/web/password-bounds.ts';
import classes from '#slices/team/web/sign-in.module.css';
import { api } from '#platform/web/api.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Loading, Problem } from '#platform/web/ui/states.tsx';

interface SetPasswordFormProps {
  /** The word of the link that was mailed. */
  readonly token: string;
  /** Signed in with the new password. */
  readonly onDone: () => void;
  readonly onBack: () => void;
}

const { shortest, longest } = passwordBounds;

/** What a link by mail opens: one's password, for the first time or anew, and then one is in. */
export function SetPasswordForm({ token, onDone, onBack }: SetPasswordFormProps): ReactNode {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [isShort, setShort] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const save = useMutation({
    mutationFn: async (email: string) => {
      await api.post<undefined>('/api/sign-in/link/password', { token, password });
      await api.post<unknown>('/api/auth/sign-in/email', { email, password });
    },
    onSuccess: onDone,
  });
  const link = useQuery({
    queryKey: ['password-link', token],
    queryFn: () => api.post<PasswordLinkFacts>('/api/sign-in/link', { token }),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    // Asked once more it would be over, for it is used by then.
    enabled: save.isIdle || save.isError,
  });
  if (link.error !== null) {
    return <Problem error={link.error} action={<Action label={t('entry.back')} onClick={onBack} />} />;
  }
  if (!link.data) return <Loading label={t('entry.password')} />;
  const { email, name, purpose } = link.data;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setShort(password.length < shortest);
    if (password.length < shortest) field.current?.focus();
    else if (!save.isPending) save.mutate(email);
  };
  return (
    <form className={classes.form} onSubmit={onSubmit} noValidate>
      <p className="k-text k-ink2">
        {purpose === 'invitation' ? t('entry.invited', { name }) : t('entry.reset', { name })}
      </p>
      <TextField
        label={t('sign-in.email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={() => undefined}
        isReadOnly
      />
      <TextField
        label={t('settings.password-new')}
        type="password"
        autoComplete="new-password"
        maxLength={longest}
        value={password}
        onChange={setPassword}
        inputRef={field}
        hint={t('settings.password-hint', { count: shortest })}
        error={isShort ? t('settings.password-short', { count: shortest }) : undefined}
      />
      {save.error === null ? null : <Problem error={save.error} />}
      <Action kind="primary" type="submit" fill label={t('entry.password-save')} busy={save.isPending} />
    </form>
  );
}
