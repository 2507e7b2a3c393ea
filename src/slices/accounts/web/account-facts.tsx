import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#platform/web/api.ts';
import { useSession } from '#platform/web/session.ts';
import { Day, Money, Unknown } from '#platform/web/ui/figures.tsx';
import { AccountLink } from '#platform/web/ui/links.tsx';
import { FactList, Section } from '#platform/web/ui/section.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { Account, AccountsReply } from '#slices/accounts/contract.ts';
import { useAccountField } from '#slices/accounts/web/account-field.tsx';
import type { AccountReply } from '#slices/accounts/web/accounts.ts';
import classes from '#slices/accounts/web/accounts.module.css';
import { OwnerDialog } from '#slices/accounts/web/owner-dialog.tsx';
import { SourceCodes } from '#slices/accounts/web/source-codes.tsx';
import { StageMark } from '#slices/accounts/web/stage-mark.tsx';

const nobody: readonly Account[] = [];

/** What is known of an account itself; each thing is changed where it stands. */
export function AccountFacts({ reply }: { readonly reply: AccountReply }): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const { account, codes, owners } = reply;
  const [isChanging, setChanging] = useState(false);
  const field = useAccountField(account);
  return (
    <Section title={t('accounts.facts')}>
      <FactList
        facts={[
          field('name', t('accounts.name')),
          ...(account.stage === 'client' ? [{ label: t('accounts.code'), value: account.code }] : []),
          field('vatNumber', t('accounts.vat')),
          field('registryNumber', t('accounts.registry')),
          field('kind', t('accounts.kind')),
          field('segment', t('accounts.segment')),
          field('territory', t('accounts.territory')),
          field('town', t('accounts.town')),
          field('country', t('accounts.country')),
          {
            label: t('accounts.owner'),
            value: can('accounts.assign') ? (
              <button
                type="button"
                className={classes.change}
                aria-haspopup="dialog"
                aria-label={t('owner.change-of', {
                  account: account.name,
                  owner: account.owner?.name ?? t('owner.nobody'),
                })}
                onClick={() => setChanging(true)}
              >
                {account.owner?.name ?? t('owner.nobody')}
              </button>
            ) : (
              (account.owner?.name ?? <Unknown />)
            ),
            note: <OwnerDays owners={owners} />,
          },
          { label: t('accounts.since'), value: <Day day={account.createdOn} /> },
        ]}
      />
      <SourceCodes account={account} codes={codes} />
      <OwnerDialog accounts={isChanging ? [account] : nobody} onClose={() => setChanging(false)} />
    </Section>
  );
}

/** Since when the owner has it, and who had it before. */
function OwnerDays({ owners }: Pick<AccountReply, 'owners'>): ReactNode {
  const { t } = useTranslation();
  const { today } = useSession();
  const format = useFormat();
  return owners.map(({ name, from, until }) => (
    <div key={`${name} ${from ?? ''}`}>
      {until !== null
        ? t('accounts.owner-before', { name, day: format.day(until) })
        : from === null
          ? null
          : from > today
            ? t('accounts.owner-to-come', { name, day: format.day(from) })
            : t('accounts.owner-from', { day: format.day(from) })}
    </div>
  ));
}

interface GroupMembersProps {
  readonly account: Account;
  /** All companies of the group that the person sees, this one with them. */
  readonly members: readonly Account[];
}

/** All companies of the group with what each brought in the last twelve whole months, and what they brought together. */
export function GroupMembers({ account, members }: GroupMembersProps): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['accounts', 'group', account.group?.id],
    queryFn: ({ signal }) =>
      api.get<AccountsReply>('/api/accounts', {
        query: { group: account.group?.id, columns: 'net', sort: '-net', limit: 200 },
        signal,
      }),
    enabled: account.group !== null,
  });
  if (account.group === null) return null;
  const netOf = new Map(data?.accounts.map(({ id, figures }) => [id, figures?.net ?? null]));
  const currency = data?.currency ?? null;
  const money = (net: string | number | null): ReactNode =>
    currency === null ? null : <Money amount={net} currency={currency} form="short" />;
  const unseen = account.group.members - members.length;
  const together = [...netOf.values()].reduce((sum, net) => sum + Number(net ?? 0), 0);
  return (
    <Section
      title={t('accounts.group-of', { group: account.group.name })}
      beside={
        <>
          {t('accounts.members', { count: account.group.members })} {money(together)}
        </>
      }
    >
      <ul className={classes.members}>
        {members.map((member) => (
          <li key={member.id} className={classes.codesHead}>
            <span>
              {member.id === account.id ? (
                <strong className="k-strong">{member.name}</strong>
              ) : (
                <AccountLink id={member.id} name={member.name} />
              )}
              <div className="k-small k-ink3">{[member.town, member.owner?.name].filter(Boolean).join(' · ')}</div>
            </span>
            {money(netOf.get(member.id) ?? null)}
          </li>
        ))}
      </ul>
      {data?.period ? <p className="k-small k-ink3">{t('accounts.group-period')}</p> : null}
      {unseen > 0 ? <p className="k-small k-ink3">{t('accounts.unseen', { count: unseen })}</p> : null}
    </Section>
  );
}

/** Under the name: what kind of client it is, where, of which group, and who owns it. */
export function AccountLine({ account }: { readonly account: Account }): ReactNode {
  const { t } = useTranslation();
  const parts = [
    account.kind,
    account.town ?? account.country,
    account.group && t('accounts.group-with', { group: account.group.name, count: account.group.members }),
    account.owner ? t('accounts.owned-by', { owner: account.owner.name }) : t('accounts.unowned'),
    account.stage === 'client' && account.code,
  ];
  return (
    <p className="k-ink2">
      {account.stage === 'client' ? null : (
        <>
          <StageMark stage={account.stage} />{' '}
        </>
      )}
      {parts.filter(Boolean).join(' · ')}
    </p>
  );
}
