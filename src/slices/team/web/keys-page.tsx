import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconBan, IconPlus } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKey, KeysReply } from '#slices/team/contract.ts';
import classes from '#slices/team/web/team.module.css';
import { NewKeyDialog } from '#slices/team/web/new-key-dialog.tsx';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { EmptyState, Problem, useSentence } from '#platform/web/ui/states.tsx';
import type { Column } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import { useFormat } from '#platform/web/use-format.ts';

const keysQuery = {
  queryKey: ['keys'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<KeysReply>('/api/keys', { signal }),
};
const none: readonly ApiKey[] = [];

/** A person's API keys: what each may, until when, when it was last used. The key itself is shown once, when it is made. */
export function KeysPage(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sentence = useSentence();
  const query = useQuery(keysQuery);
  const [isAdding, setAdding] = useState(false);
  const revoke = useMutation({
    mutationFn: (key: ApiKey) => api.remove<undefined>(`/api/keys/${String(key.id)}`),
    onSuccess: async (_nothing, { name }) => {
      await client.invalidateQueries(keysQuery);
      showToast({ message: t('keys.revoked', { name }) });
    },
    onError: (error) => showToast({ message: sentence(error), tone: 'bad' }),
  });
  const { mutate } = revoke;
  const columns = useColumns(mutate);
  return (
    <Page
      place={t('keys.place')}
      crumbs={[{ label: t('nav.settings'), link: { to: '/settings' } }]}
      primary={<Action kind="primary" icon={IconPlus} label={t('keys.add')} onClick={() => setAdding(true)} />}
    >
      <div className={classes.lead}>
        <p className="k-text k-ink2">{t('keys.explanation', { longest: query.data?.longestDays ?? 90 })}</p>
      </div>
      {query.isError ? (
        <Problem error={query.error} title={t('keys.failed')} onRetry={() => void query.refetch()} />
      ) : (
        <DataTable
          label={t('keys.place')}
          columns={columns}
          rows={query.data?.keys ?? none}
          rowId={(key) => key.id}
          phoneRow={(key) => ({
            subject: key.name,
            qualifier: `${key.prefix}… · ${key.writes ? t('keys.scope-write') : t('keys.scope-read')}`,
            state: t(`keys.state-${key.state}`),
            action: <Revoke apiKey={key} onRevoke={mutate} isIcon />,
          })}
          isLoading={query.isPending}
          isBleeding
          empty={<EmptyState>{t('keys.none')}</EmptyState>}
        />
      )}
      <NewKeyDialog
        opened={isAdding}
        onClose={() => setAdding(false)}
        onMade={() => void client.invalidateQueries(keysQuery)}
      />
    </Page>
  );
}

type OnRevoke = (key: ApiKey) => void;

function Revoke({
  apiKey,
  onRevoke,
  isIcon,
}: {
  readonly apiKey: ApiKey;
  readonly onRevoke: OnRevoke;
  readonly isIcon?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  if (apiKey.state === 'revoked' || apiKey.state === 'ended') return null;
  return (
    <Action
      kind="quiet"
      small
      icon={IconBan}
      iconOnly={isIcon === true}
      label={isIcon === true ? t('keys.revoke-named', { name: apiKey.name }) : t('keys.revoke')}
      onClick={() => onRevoke(apiKey)}
    />
  );
}

function useColumns(onRevoke: OnRevoke): readonly Column<ApiKey>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = useSession();
  return useMemo(() => {
    const instant = (at: string): string => format.instant(at, company.timeZone);
    return [
      {
        id: 'name',
        header: t('keys.name'),
        width: 200,
        grow: 1,
        isSubject: true,
        isSticky: true,
        cell: ({ name }) => name,
      },
      { id: 'prefix', header: t('keys.begins'), width: 150, cell: ({ prefix }) => `${prefix}…` },
      {
        id: 'may',
        header: t('keys.may'),
        width: 150,
        cell: (key) => [key.writes ? t('keys.scope-write') : t('keys.scope-read'), ...(key.abilities ?? [])].join(', '),
      },
      { id: 'state', header: t('keys.state'), width: 170, cell: ({ state }) => t(`keys.state-${state}`) },
      { id: 'ends', header: t('keys.ends'), width: 150, cell: ({ endsAt }) => instant(endsAt) },
      {
        id: 'used',
        header: t('keys.last-used'),
        width: 150,
        cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('keys.never') : instant(lastUsedAt)),
      },
      {
        id: 'revoke',
        header: t('keys.revoke'),
        width: 140,
        align: 'right',
        cell: (key) => <Revoke apiKey={key} onRevoke={onRevoke} />,
      },
    ];
  }, [t, format, company, onRevoke]);
}
