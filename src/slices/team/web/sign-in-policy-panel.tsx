import { useMutation, useQuery, useQueryClient, queryOptions } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role, SignInPolicy } from '#slices/team/contract.ts';
import classes from '#slices/team/web/sign-in.module.css';
import { api } from '#platform/web/api.ts';
import { Section } from '#platform/web/ui/section.tsx';
import { Problem, Skeleton, useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';

const roleChoices = ['director', 'manager', 'kam', 'support', 'finance', 'admin'] as const satisfies readonly Role[];

const policyQuery = queryOptions({
  queryKey: ['sign-in-policy'],
  queryFn: ({ signal }) => api.get<SignInPolicy>('/api/sign-in-policy', { signal }),
});

/** Of whom the company wants a second factor: everybody, some roles, or nobody, who may still have one. */
export function SignInPolicyPanel(): ReactNode {
  const { t } = useTranslation();
  const sentence = useSentence();
  const client = useQueryClient();
  const query = useQuery(policyQuery);
  const save = useMutation({
    mutationFn: ({ roles, version }: { roles: readonly Role[]; version: number }) =>
      api.put<SignInPolicy>('/api/sign-in-policy', { secondFactorRoles: roles }, { version }),
    onSuccess: (policy) => {
      client.setQueryData(policyQuery.queryKey, policy);
      showToast({ message: t('settings.saved') });
    },
    onError: (error: unknown) => {
      showToast({ message: sentence(error), tone: 'bad' });
      void client.invalidateQueries(policyQuery);
    },
  });
  const policy = query.data;
  const chosen = save.isPending ? save.variables.roles : (policy?.secondFactorRoles ?? []);
  const choose = (roles: readonly Role[]): void => {
    if (policy && !save.isPending) save.mutate({ roles, version: policy.version });
  };
  return (
    <Section title={t('sign-in-policy.title')}>
      {query.isError ? <Problem error={query.error} onRetry={() => void query.refetch()} /> : null}
      {policy === undefined ? (
        <Skeleton width="60%" />
      ) : (
        <fieldset className={classes.choices} aria-busy={save.isPending || undefined}>
          <legend className="k-text k-ink2">{t('sign-in-policy.text')}</legend>
          <label>
            <input
              type="checkbox"
              checked={chosen.length === roleChoices.length}
              onChange={(event) => choose(event.currentTarget.checked ? roleChoices : [])}
            />
            <strong>{t('sign-in-policy.everybody')}</strong>
          </label>
          {roleChoices.map((role) => (
            <label key={role}>
              <input
                type="checkbox"
                checked={chosen.includes(role)}
                onChange={(event) =>
                  choose(event.currentTarget.checked ? [...chosen, role] : chosen.filter((one) => one !== role))
                }
              />
              {t(`role.${role}`)}
            </label>
          ))}
        </fieldset>
      )}
    </Section>
  );
}
