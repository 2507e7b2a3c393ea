import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProviderAddress } from '#slices/team/contract.ts';
import classes from '#slices/team/web/sign-in.module.css';
import { api } from '#platform/web/api.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Problem } from '#platform/web/ui/states.tsx';

interface ProviderButtonProps {
  readonly label: string;
  /** A path of our own, where one wants to be afterwards. */
  readonly returnTo: string;
}

/** The way in by the company's own provider. */
export function ProviderButton({ label, returnTo }: ProviderButtonProps): ReactNode {
  const { t } = useTranslation();
  const begin = useMutation({
    mutationFn: () => api.post<ProviderAddress>('/api/sign-in/provider', { returnTo }),
    onSuccess: ({ url }) => location.assign(url),
  });
  return (
    <div className={classes.provider}>
      <Action
        fill
        label={t('entry.provider', { label })}
        busy={begin.isPending || begin.isSuccess}
        onClick={() => begin.mutate()}
      />
      {begin.error === null ? null : <Problem error={begin.error} />}
    </div>
  );
}
