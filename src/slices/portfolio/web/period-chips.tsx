import { IconCalendar } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, parseDay } from '#kernel/day.ts';
import { Action } from '#platform/web/ui/action.tsx';
import { ChipPanel } from '#platform/web/ui/chip.tsx';
import { Segments, TextField } from '#platform/web/ui/field.tsx';
import { useFormat } from '#platform/web/use-format.ts';
import classes from '#slices/portfolio/web/period-chips.module.css';
import { isUsualPeriod, namedPeriods, type PeriodChoice } from '#slices/portfolio/web/period-choice.ts';

interface PeriodChipProps {
  readonly choice: PeriodChoice;
  /** The half-open days that are shown now. */
  readonly shown: { readonly from: string; readonly to: string } | null;
  readonly onChoose: (choice: PeriodChoice) => void;
}

const lastDayOf = (to: string): string => {
  const day = parseDay(to);
  return day === null ? '' : addDays(day, -1);
};

/** Which period is looked at: by name, or by days of one's own. */
export function PeriodChip({ choice, shown, onChoose }: PeriodChipProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const isOwn = choice.from !== undefined && choice.to !== undefined;
  const name = choice.period ?? 'usual';
  const choose = (next: PeriodChoice): void => {
    setOpened(false);
    onChoose(next);
  };
  return (
    <ChipPanel
      icon={IconCalendar}
      label={t('period.label')}
      value={isOwn && shown ? format.period(shown.from, shown.to) : t(`period.${name}`)}
      active={!isUsualPeriod(choice)}
      opened={opened}
      onOpen={setOpened}
    >
      <div className={classes.panel}>
        <Segments
          label={t('period.label')}
          value={isOwn ? 'own' : name}
          options={(['usual', ...namedPeriods] as const).map((value) => ({ value, label: t(`period.${value}`) }))}
          onChange={(value) => {
            const asOf = choice.asOf === undefined ? {} : { asOf: choice.asOf };
            choose(value === 'usual' || value === 'own' ? asOf : { ...asOf, period: value });
          }}
        />
        <OwnDays shown={shown} onChoose={choose} />
      </div>
    </ChipPanel>
  );
}

function OwnDays({ shown, onChoose }: Omit<PeriodChipProps, 'choice'>): ReactNode {
  const { t } = useTranslation();
  const [first, setFirst] = useState(shown?.from ?? '');
  const [last, setLast] = useState(shown ? lastDayOf(shown.to) : '');
  const [error, setError] = useState<string | undefined>();
  const submit = (): void => {
    const from = parseDay(first);
    const to = parseDay(last);
    if (!from || !to) setError(t('period.incomplete'));
    else if (to < from) setError(t('period.order'));
    else onChoose({ from, to: addDays(to, 1) });
  };
  return (
    <form
      className={classes.days}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField type="date" label={t('period.first-day')} value={first} onChange={setFirst} width={12} />
      <TextField type="date" label={t('period.last-day')} value={last} onChange={setLast} width={12} error={error} />
      <Action type="submit" label={t('period.show')} />
    </form>
  );
}

/** Up to which day sales count. Stands only beside a period that has an end of its own to move. */
export function AsOfChip({ choice, onChoose }: Omit<PeriodChipProps, 'shown'>): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const [day, setDay] = useState(choice.asOf ?? '');
  const [error, setError] = useState<string | undefined>();
  if (choice.from !== undefined) return null;
  const choose = (asOf: string | undefined): void => {
    setOpened(false);
    const { asOf: _before, ...others } = choice;
    onChoose(asOf === undefined ? others : { ...others, asOf });
  };
  return (
    <ChipPanel
      label={t('period.as-of')}
      value={
        choice.asOf === undefined
          ? t(choice.period === undefined ? 'period.last-month' : 'period.last-sale')
          : format.day(choice.asOf)
      }
      active={choice.asOf !== undefined}
      opened={opened}
      onOpen={setOpened}
    >
      <form
        className={classes.panel}
        onSubmit={(event) => {
          event.preventDefault();
          const asOf = parseDay(day);
          if (asOf) choose(asOf);
          else setError(t('period.no-day'));
        }}
      >
        <TextField type="date" label={t('period.as-of-day')} value={day} onChange={setDay} width={12} error={error} />
        <div className={classes.ways}>
          <Action type="submit" label={t('period.show')} />
          {choice.asOf === undefined ? null : (
            <Action kind="quiet" label={t('period.as-of-reset')} onClick={() => choose(undefined)} />
          )}
        </div>
      </form>
    </ChipPanel>
  );
}
