import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { importSteps, type ImportStep } from '#slices/sales/web/import-stage.ts';
import classes from '#slices/sales/web/import.module.css';

/** Where in the import one is. */
export function ImportSteps({ step }: { readonly step: ImportStep }): ReactNode {
  const { t } = useTranslation();
  const at = importSteps.indexOf(step);
  return (
    <ol className={classes.steps} aria-label={t('import.steps')}>
      {importSteps.map((name, index) => (
        <li key={name} aria-current={index === at ? 'step' : undefined} data-done={index < at || undefined}>
          <span aria-hidden>{index < at ? <IconCheck /> : index + 1}</span>
          {t(`import.step-${name}`)}
        </li>
      ))}
    </ol>
  );
}
