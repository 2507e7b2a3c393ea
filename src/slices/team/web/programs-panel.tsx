import { IconBook, IconKey, IconPlugConnected, IconWebhook } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '#slices/team/web/team.module.css';
import { useSession } from '#platform/web/session.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { Section } from '#platform/web/ui/section.tsx';

/** The way from the settings to what programs need. */
export function ProgramsPanel(): ReactNode {
  const { t } = useTranslation();
  const { can } = useSession();
  return (
    <Section title={t('programs.title')}>
      <div className={classes.fields}>
        <p className="k-text k-ink2">{t('programs.text')}</p>
        <div className={classes.row}>
          <Action icon={IconKey} label={t('programs.keys')} link={{ to: '/settings/keys' }} />
          <Action icon={IconWebhook} label={t('programs.webhooks')} link={{ to: '/settings/webhooks' }} />
          {can('people.manage') ? (
            <Action
              icon={IconPlugConnected}
              label={t('programs.company-webhooks')}
              link={{ to: '/settings/company-webhooks' }}
            />
          ) : null}
          <Action kind="quiet" icon={IconBook} label={t('programs.reference')} href="/api/reference" />
        </div>
      </div>
    </Section>
  );
}
