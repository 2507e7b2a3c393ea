import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type CSSProperties, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import { Money } from '#platform/web/ui/figures.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { Problem, useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import type { AccountGroup, GroupTreeReply } from '#slices/accounts/group-contract.ts';
import classes from '#slices/accounts/web/accounts.module.css';

interface Place {
  readonly group: AccountGroup;
  readonly parent: string | null;
}

/** Puts a group elsewhere in the tree; the toast puts it back. */
function usePlacing() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sentence = useSentence();
  const place = async ({ group, parent }: Place): Promise<AccountGroup> => {
    const path = `/api/account-groups/${String(group.id)}/parent`;
    const placed = await api.put<AccountGroup>(path, { parent }, { version: group.version });
    await client.invalidateQueries({ queryKey: ['accounts'] });
    return placed;
  };
  return useMutation({
    mutationFn: place,
    onSuccess: (placed, { group }) =>
      showToast({
        message: placed.parent
          ? t('groups.placed', { group: placed.name, parent: placed.parent.name })
          : t('groups.placed-top', { group: placed.name }),
        undo: () => {
          place({ group: placed, parent: group.parent?.name ?? null }).catch((error: unknown) =>
            showToast({ message: sentence(error), tone: 'bad' }),
          );
        },
      }),
  });
}

/** The groups above and below the one of an account, each with what its companies brought, alone and with all below it. */
export function GroupTree({ groupId }: { readonly groupId: number }): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const [moving, setMoving] = useState<AccountGroup | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['accounts', 'group-tree', groupId],
    queryFn: ({ signal }) => api.get<GroupTreeReply>(`/api/account-groups/${String(groupId)}`, { signal }),
  });
  const mayPlace = can('accounts.group');
  if (error) return <Problem error={error} title={t('groups.failed')} onRetry={() => void refetch()} />;
  if (!data || (data.groups.length < 2 && !mayPlace)) return null;
  const { currency, groups } = data;
  const money = (net: string | null): ReactNode =>
    net === null || currency === null ? null : <Money amount={net} currency={currency} form="short" />;
  return (
    <Section title={t('groups.tree')} beside={t('groups.count', { count: groups.length })}>
      <ul className={classes.tree}>
        {groups.map((group) => {
          const name = group.id === groupId ? <strong className="k-strong">{group.name}</strong> : group.name;
          return (
            <li key={group.id} style={{ '--depth': Math.min(group.depth, 6) } as CSSProperties /* a custom property */}>
              <span className={classes.treeName}>
                {mayPlace ? (
                  <button
                    type="button"
                    className={classes.change}
                    aria-haspopup="dialog"
                    aria-label={t('groups.place-of', { group: group.name })}
                    onClick={() => setMoving(group)}
                  >
                    {name}
                  </button>
                ) : (
                  name
                )}
                <div className="k-small k-ink3">
                  {t('groups.own', { count: group.own.accounts })} {money(group.own.net)}
                </div>
              </span>
              <span className={classes.treeWhole}>
                {money(group.whole.net)}
                <div className="k-small k-ink3">{t('groups.whole', { count: group.whole.accounts })}</div>
              </span>
            </li>
          );
        })}
      </ul>
      {data.period ? <p className="k-small k-ink3">{t('accounts.group-period')}</p> : null}
      <Dialog
        title={moving ? t('groups.place-of', { group: moving.name }) : ''}
        opened={moving !== null}
        onClose={() => setMoving(null)}
      >
        {moving ? <PlaceForm group={moving} onClose={() => setMoving(null)} /> : null}
      </Dialog>
    </Section>
  );
}

function PlaceForm({ group, onClose }: { readonly group: AccountGroup; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const [parent, setParent] = useState(group.parent?.name ?? '');
  const placing = usePlacing();
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        const name = parent.trim();
        placing.mutate({ group, parent: name === '' ? null : name }, { onSuccess: onClose });
      }}
    >
      <TextField
        label={t('groups.parent')}
        hint={t('groups.parent-hint')}
        value={parent}
        onChange={setParent}
        maxLength={200}
      />
      {placing.error ? <Problem error={placing.error} /> : null}
      <Buttons>
        <Action type="submit" kind="primary" label={t('groups.place-do')} busy={placing.isPending} />
        <Action kind="quiet" label={t('owner.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
