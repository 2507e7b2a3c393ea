import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { importSteps, type ImportStep } from '#slices/sales/web/import-stage.ts';
import classes from '#slices/sales/web/import.module.css';

/** Where in the import one is. */
export function ImportSteps({ step, wasTried }: { readonly step: ImportStep; readonly wasTried: boolean }): ReactNode {
  const { t } = useTranslation();
  const at = importSteps.indexOf(step);
  // A dry run may be left out, and is then not ticked.
  const isDone = (name: ImportStep, index: number): boolean => index < at && (name !== 'dry-run' || wasTried);
  return (
    <ol className={classes.steps} aria-label={t('import.steps')}>
      {importSteps.map((name, index) => (
        <li key={name} aria-current={index === at ? 'step' : undefined} data-done={isDone(name, index) || undefined}>
          <span aria-hidden>{isDone(name, index) ? <IconCheck /> : index + 1}</span>
          {t(`import.step-${name}`)}
        </li>
      ))}
    </ol>
  );
}
