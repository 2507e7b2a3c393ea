import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '#slices/team/contract.ts';
import { FactList, Section } from '#platform/web/ui/section.tsx';
import { useFormat } from '#platform/web/use-format.ts';

/** What was fixed when the company was set up; read only. */
export function CompanyPanel({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = me;
  return (
    <Section title={t('settings.company')}>
      <FactList
        facts={[
          { label: t('settings.company-name'), value: company.name },
          { label: t('settings.currency'), value: `${company.currency} (${format.unit(company.currency)})` },
          { label: t('settings.time-zone'), value: company.timeZone },
          { label: t('settings.today'), value: format.day(me.today, 'long') },
          ...(company.isDemo ? [{ label: t('settings.data'), value: t('settings.demo') }] : []),
        ]}
      />
    </Section>
  );
}
