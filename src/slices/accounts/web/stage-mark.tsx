import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StatePill } from '#platform/web/ui/marks.tsx';
import type { Stage } from '#slices/accounts/domain/stages.ts';

/** What an account is to us, in a word: a prospect has a dashed outline (design, section 2). */
export function StageMark({ stage }: { readonly stage: Stage }): ReactNode {
  const { t } = useTranslation();
  switch (stage) {
    case 'client':
      return t('accounts.stage-client');
    case 'prospect':
      return <StatePill tone="dashed">{t('accounts.stage-prospect')}</StatePill>;
    case 'dropped':
      return <span className="k-ink3">{t('accounts.stage-dropped')}</span>;
  }
}
