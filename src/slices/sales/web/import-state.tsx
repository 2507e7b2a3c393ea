import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StatePill, type Tone } from '#platform/web/ui/marks.tsx';
import type { Import } from '#slices/sales/contract.ts';

const tones: Readonly<Record<Import['state'], Tone>> = {
  uploaded: 'outline',
  running: 'info',
  tried: 'outline',
  loaded: 'good',
  stopped: 'warn',
  failed: 'bad',
  cancelled: 'neutral',
  undone: 'neutral',
};

/** How far an import has come, in a word. */
export function ImportState({ state }: Pick<Import, 'state'>): ReactNode {
  const { t } = useTranslation();
  return <StatePill tone={tones[state]}>{t(`import.state-${state}`)}</StatePill>;
}
