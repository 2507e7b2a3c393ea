import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '#platform/web/ui/action.tsx';
import { Section } from '#platform/web/ui/section.tsx';
import { Page } from '#platform/web/ui/page.tsx';
import { CompanyPanel } from '#slices/team/web/company-panel.tsx';
import { useMe } from '#slices/team/web/me.ts';
import { PasswordPanel } from '#slices/team/web/password-panel.tsx';
import { ProgramsPanel } from '#slices/team/web/programs-panel.tsx';
import { PreferencesPanel } from '#slices/team/web/preferences-panel.tsx';
import { SecondFactorPanel } from '#slices/team/web/second-factor-panel.tsx';
import { SessionsPanel } from '#slices/team/web/sessions-panel.tsx';
import { SignInPolicyPanel } from '#slices/team/web/sign-in-policy-panel.tsx';

/** What a person can set for herself, and the facts of the company. */
export function SettingsPage(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <Page
      place={t('nav.settings')}
      title={me.person.name}
      beside={`${t(`role.${me.person.role}`)} · ${me.person.email}`}
      narrow
    >
      <PreferencesPanel me={me} />
      <PasswordPanel me={me} />
      <SecondFactorPanel />
      <SessionsPanel />
      <ProgramsPanel />
      {me.abilities.includes('people.manage') ? <SignInPolicyPanel /> : null}
      <CompanyPanel me={me} />
      {me.abilities.includes('audit.read') ? (
        <Section title={t('audit.place')} beside={t('settings.audit')}>
          <div>
            <Action label={t('audit.place')} link={{ to: '/audit' }} />
          </div>
        </Section>
      ) : null}
    </Page>
  );
}
