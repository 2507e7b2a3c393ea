import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Buttons, Dialog } from '#platform/web/ui/dialog.tsx';
import { Segments } from '#platform/web/ui/field.tsx';
import { AccountLink } from '#platform/web/ui/links.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { EmptyState, Loading, Problem, Skeleton } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Account, DuplicatePair } from '#slices/accounts/contract.ts';
import classes from '#slices/accounts/web/accounts.module.css';
import { duplicatesQuery, useDuplicateChanges } from '#slices/accounts/web/duplicates.ts';
import { StageMark } from '#slices/accounts/web/stage-mark.tsx';

/** Accounts that look like one company: made one, or told apart. */
export function DuplicatesPage(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const isAllowed = can('accounts.edit');
  const { data, error, refetch } = useQuery({ ...duplicatesQuery, enabled: isAllowed });
  const { tellApart } = useDuplicateChanges();
  const [merging, setMerging] = useState<DuplicatePair | null>(null);
  const count = data?.pairs.length ?? 0;
  return (
    <Page
      place={t('duplicates.place')}
      crumbs={[{ label: t('accounts.place'), link: { to: '/accounts' } }]}
      title={count > 0 ? t('duplicates.finding', { count }) : undefined}
    >
      {!isAllowed ? (
        <EmptyState>{t('duplicates.locked')}</EmptyState>
      ) : error ? (
        <Problem error={error} title={t('duplicates.failed')} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading label={t('duplicates.loading')}>
          <Skeleton height="14rem" />
        </Loading>
      ) : count === 0 ? (
        <EmptyState>{t('duplicates.none')}</EmptyState>
      ) : (
        <ul className={classes.pairs}>
          {data.pairs.map((pair) => (
            <li key={pair.accounts.map(({ id }) => id).join()}>
              {pair.accounts.map((account) => (
                <Side key={account.id} account={account} />
              ))}
              <Reasons pair={pair} />
              <Buttons>
                <Action
                  label={t('duplicates.merge')}
                  reason={can('accounts.merge') ? undefined : t('duplicates.merge-not')}
                  aria-haspopup="dialog"
                  onClick={() => setMerging(pair)}
                />
                <Action kind="quiet" label={t('duplicates.apart')} onClick={() => tellApart.mutate(pair)} />
              </Buttons>
            </li>
          ))}
        </ul>
      )}
      {tellApart.error ? <Problem error={tellApart.error} /> : null}
      <Dialog
        title={t('duplicates.merge-title', {
          one: merging?.accounts[0].name ?? '',
          other: merging?.accounts[1].name ?? '',
        })}
        opened={merging !== null}
        onClose={() => setMerging(null)}
      >
        {merging ? <MergeForm pair={merging} onClose={() => setMerging(null)} /> : null}
      </Dialog>
    </Page>
  );
}

function Side({ account }: { readonly account: Account }): ReactNode {
  const facts = [account.code, account.town, account.vatNumber, account.registryNumber, account.owner?.name];
  return (
    <div>
      <AccountLink id={account.id} name={account.name} />{' '}
      {account.stage === 'client' ? null : <StageMark stage={account.stage} />}
      <div className="k-small k-ink3">{facts.filter(Boolean).join(' · ')}</div>
    </div>
  );
}

function Reasons({ pair }: { readonly pair: DuplicatePair }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const share = format.percent(pair.likeness, 0);
  return <div className="k-ink2">{pair.reasons.map((reason) => t(`duplicates.${reason}`, { share })).join(', ')}</div>;
}

function MergeForm({ pair, onClose }: { readonly pair: DuplicatePair; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { merge } = useDuplicateChanges();
  const [one, other] = pair.accounts;
  // A client stays before a prospect, and of two clients the one that is here longer.
  const first = other.stage === 'client' && one.stage !== 'client' ? other : one;
  const [kept, setKept] = useState(String(first.id));
  const [keep, gone] = kept === String(one.id) ? [one, other] : [other, one];
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        merge.mutate({ keep, gone }, { onSuccess: onClose });
      }}
    >
      <Segments
        label={t('duplicates.keep')}
        hint={t('duplicates.keep-hint')}
        value={kept}
        options={pair.accounts.map(({ id, name, code }) => ({ value: String(id), label: `${name} (${code})` }))}
        onChange={setKept}
      />
      {merge.error ? <Problem error={merge.error} /> : null}
      <Buttons>
        <Action type="submit" kind="primary" label={t('duplicates.do')} busy={merge.isPending} />
        <Action kind="quiet" label={t('owner.cancel')} onClick={onClose} />
      </Buttons>
    </form>
  );
}
