import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Day, Unknown } from '#platform/web/ui/figures.tsx';
import { AccountLink } from '#platform/web/ui/links.tsx';
import { FactList, Section } from '#platform/web/ui/section.tsx';
import type { Account } from '#slices/accounts/contract.ts';
import classes from '#slices/accounts/web/accounts.module.css';
import { OwnerDialog } from '#slices/accounts/web/owner-dialog.tsx';

/** What is known of an account itself; its owner can be changed here. */
export function AccountFacts({ account }: { readonly account: Account }): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  const [isChanging, setChanging] = useState(false);
  return (
    <Section title={t('accounts.facts')}>
      <FactList
        facts={[
          { label: t('accounts.code'), value: account.code },
          { label: t('accounts.kind'), value: account.kind ?? <Unknown /> },
          {
            label: t('accounts.town'),
            value: [account.town, account.country].filter(Boolean).join(', ') || <Unknown />,
          },
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
          },
          { label: t('accounts.since'), value: <Day day={account.createdOn} /> },
        ]}
      />
      <OwnerDialog account={isChanging ? account : null} onClose={() => setChanging(false)} />
    </Section>
  );
}

interface GroupMembersProps {
  readonly account: Account;
  /** All companies of the group that the person sees, this one with them. */
  readonly members: readonly Account[];
}

/** The other companies of the same group. */
export function GroupMembers({ account, members }: GroupMembersProps): ReactNode {
  const { t } = useTranslation();
  if (account.group === null) return null;
  const others = members.filter(({ id }) => id !== account.id);
  const unseen = account.group.members - others.length - 1;
  return (
    <Section
      title={t('accounts.group-of', { group: account.group.name })}
      beside={t('accounts.members', { count: account.group.members })}
    >
      <ul className={classes.members}>
        {others.map((member) => (
          <li key={member.id}>
            <AccountLink id={member.id} name={member.name} />
            <span className="k-small k-ink3">{[member.town, member.owner?.name].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
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
    account.code,
  ];
  return <p className="k-ink2">{parts.filter(Boolean).join(' · ')}</p>;
}
