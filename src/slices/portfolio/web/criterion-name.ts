import { useTranslation } from 'react-i18next';
import type { CardCriterion } from '#slices/portfolio/judgement-contract.ts';

/** The name of a criterion: the house's own in the person's language, a company's own as it was written. */
export function useCriterionName(): (criterion: Pick<CardCriterion, 'key' | 'name'>) => string {
  const { t } = useTranslation();
  return ({ key, name }) => {
    switch (key) {
      case 'segment-leadership':
        return t('criterion.segment-leadership');
      case 'growth-potential':
        return t('criterion.growth-potential');
      case 'reference-value':
        return t('criterion.reference-value');
      case 'reliable-partner':
        return t('criterion.reliable-partner');
      case 'strategic-fit':
        return t('criterion.strategic-fit');
      default:
        return name ?? '';
    }
  };
}
