import { useTranslation } from 'react-i18next';
import { formatOf, type Format } from '#platform/i18n/format.ts';

/** Numbers, amounts and dates in the language of the page. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  return formatOf(i18n.language === 'hu' ? 'hu' : 'en');
}
