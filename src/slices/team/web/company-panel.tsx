import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Company, Me } from '#slices/team/contract.ts';
import { languageOptions } from '#slices/team/web/languages.ts';
import { meQuery } from '#slices/team/web/me.ts';
import classes from '#slices/team/web/team.module.css';
import { api } from '#platform/web/api.ts';
import { Segments } from '#platform/web/ui/field.tsx';
import { FactList, Section } from '#platform/web/ui/section.tsx';
import { useSentence } from '#platform/web/ui/states.tsx';
import { showToast } from '#platform/web/ui/toasts.tsx';
import { useFormat } from '#platform/web/use-format.ts';

/** What was fixed when the company was set up, and its language, which those change who manage people. */
export function CompanyPanel({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { company } = me;
  const mayChange = me.abilities.includes('people.manage');
  const called = languageOptions.find(({ value }) => value === company.language)?.label ?? company.language;
  return (
    <Section title={t('settings.company')}>
      <FactList
        facts={[
          { label: t('settings.company-name'), value: company.name },
          { label: t('settings.currency'), value: `${company.currency} (${format.unit(company.currency)})` },
          { label: t('settings.time-zone'), value: company.timeZone },
          ...(mayChange ? [] : [{ label: t('settings.company-language'), value: called }]),
          { label: t('settings.today'), value: format.day(me.today, 'long') },
          ...(company.isDemo ? [{ label: t('settings.data'), value: t('settings.demo') }] : []),
        ]}
      />
      {mayChange ? <CompanyLanguage company={company} /> : null}
    </Section>
  );
}

function CompanyLanguage({ company }: { readonly company: Company }): ReactNode {
  const { t } = useTranslation();
  const sentence = useSentence();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: ({ language, version }: Pick<Company, 'language' | 'version'>) =>
      api.patch<Company>('/api/company', { language }, { version }),
    onSuccess: async ({ version }, { language }) => {
      await client.invalidateQueries(meQuery);
      const before = company.language;
      if (before !== language)
        showToast({ message: t('settings.saved'), undo: () => save.mutate({ language: before, version }) });
    },
    onError: (error) => {
      showToast({ message: sentence(error), tone: 'bad' });
      void client.invalidateQueries(meQuery);
    },
  });
  return (
    <div className={classes.fields}>
      <Segments
        label={t('settings.company-language')}
        hint={t('settings.company-language-hint')}
        value={save.isPending ? save.variables.language : company.language}
        options={languageOptions}
        onChange={(language) => save.mutate({ language, version: company.version })}
      />
    </div>
  );
}
