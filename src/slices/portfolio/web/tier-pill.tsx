import { IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StatePill } from '#platform/web/ui/marks.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import type { AccountDecision } from '#slices/portfolio/decision-contract.ts';

interface TierPillProps {
  readonly tier: AccountDecision['tier'];
  readonly since: string | null;
  /** The policy proposes the account, and nobody has decided yet. */
  readonly isProposed?: boolean;
}

/** Where an account stands: key since, proposed, watched, retired (design, section 2). Nothing where nothing was decided. */
export function TierPill({ tier, since, isProposed = false }: TierPillProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const day = since === null ? '' : format.day(since, 'numeric');
  switch (tier) {
    case 'key':
      return (
        <StatePill tone="accent" icon={IconKey}>
          {t('tier.key', { year: since?.slice(0, 4) ?? '' })}
        </StatePill>
      );
    case 'nominated':
      return <StatePill tone="outline">{t('tier.nominated')}</StatePill>;
    case 'watch':
      return <StatePill>{t('tier.watch')}</StatePill>;
    case 'retired':
      return <span className="k-ink3">{t('tier.retired', { day })}</span>;
    case 'declined':
      return <span className="k-ink3">{t('tier.declined', { day })}</span>;
    case 'none':
      return isProposed ? <StatePill tone="outline">{t('tier.proposed')}</StatePill> : null;
  }
}
