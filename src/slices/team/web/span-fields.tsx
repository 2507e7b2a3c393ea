import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '#platform/web/ui/field.tsx';
import classes from '#slices/team/web/team.module.css';

interface SpanFieldsProps {
  readonly from: string;
  /** Empty: without an end. */
  readonly until: string;
  readonly onFrom: (day: string) => void;
  readonly onUntil: (day: string) => void;
}

/** The days from which and until which a right holds. */
export function SpanFields({ from, until, onFrom, onUntil }: SpanFieldsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={classes.pair}>
      <TextField label={t('absence.from')} type="date" width={12} value={from} onChange={onFrom} />
      <TextField label={t('rights.until-field')} isOptional type="date" width={12} value={until} onChange={onUntil} />
    </div>
  );
}
