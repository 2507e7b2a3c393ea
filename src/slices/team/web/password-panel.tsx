import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '#slices/team/contract.ts';
import { meQuery } from '#slices/team/web/me.ts';
import { mySignInQuery } from '#slices/team/web/my-sign-in.ts';
import { passwordBounds } from '#slices/team/web/password-bounds.ts';
import classes from '#slices/team/web/team.module.css';
import { api } from '#platform/web/api.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';

const { shortest, longest } = passwordBounds;

/** A password beside the one-time links; a quiet suggestion for those who have none. */
export function PasswordPanel({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [password, setPassword] = useState('');
  const [isShort, setShort] = useState(false);
  const save = useMutation({
    mutationFn: () => api.put<undefined>('/api/me/password', { password }),
    onSuccess: () => {
      setPassword('');
      client.setQueryData(meQuery.queryKey, { ...me, hasPassword: true });
      void client.invalidateQueries(mySignInQuery);
      showToast({ message: t('settings.password-saved') });
    },
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setShort(password.length < shortest);
    if (password.length >= shortest && !save.isPending) save.mutate();
  };
  return (
    <Section title={t('settings.password')}>
      <form className={classes.fields} onSubmit={onSubmit} noValidate>
        <p className="k-text k-ink2">{me.hasPassword ? t('settings.password-set') : t('settings.password-none')}</p>
        {/* Password managers want to know whose password it is. */}
        <input type="text" name="username" autoComplete="username" value={me.person.email} readOnly hidden />
        <TextField
          label={t('settings.password-new')}
          type="password"
          autoComplete="new-password"
          width={32}
          maxLength={longest}
          value={password}
          onChange={setPassword}
          onBlur={() => setShort(password !== '' && password.length < shortest)}
          hint={t('settings.password-hint', { count: shortest })}
          error={isShort ? t('settings.password-short', { count: shortest }) : undefined}
        />
        {save.error === null ? null : <Problem error={save.error} />}
        <div>
          <Action
            type="submit"
            label={me.hasPassword ? t('settings.password-change') : t('settings.password-save')}
            busy={save.isPending}
          />
        </div>
      </form>
    </Section>
  );
}
