import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { Problem } from '#platform/web/ui/states.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import classes from '#slices/accounts/web/accounts.module.css';
import type { AccountReply } from '#slices/accounts/web/accounts.ts';
import { useDuplicateChanges } from '#slices/accounts/web/duplicates.ts';

/** What went into this account; each can be taken apart again. */
export function MergedSection({ merged }: Pick<AccountReply, 'merged'>): ReactNode {
  const { t } = useTranslation();
  const { can, company } = useSession();
  const format = useFormat();
  const { takeApart } = useDuplicateChanges();
  if (merged.length === 0) return null;
  return (
    <Section title={t('duplicates.merged-section')}>
      <ul>
        {merged.map(({ merge, code, name, at, by }) => {
          const day = format.instant(at, company.timeZone);
          return (
            <li key={merge} className={classes.codesHead}>
              <span>
                {name} <span className="k-small k-ink3">{code}</span>
                <div className="k-small k-ink3">{by === null ? day : t('duplicates.by', { day, name: by })}</div>
              </span>
              {can('accounts.merge') ? (
                <Action
                  small
                  label={t('duplicates.undo')}
                  busy={takeApart.isPending}
                  onClick={() => takeApart.mutate(merge)}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
      {takeApart.error ? <Problem error={takeApart.error} /> : null}
    </Section>
  );
}
