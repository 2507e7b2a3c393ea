import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '#platform/web/ui/action.tsx';
import { ChipPanel } from '#platform/web/ui/chip.tsx';
import { Buttons } from '#platform/web/ui/dialog.tsx';
import { TextField } from '#platform/web/ui/field.tsx';
import classes from '#slices/accounts/web/accounts.module.css';

interface RangeFilterProps {
  readonly label: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Whether a number, written plainly, can be an end of the range. */
  readonly isRight: (text: string) => boolean;
  /** What to write instead. */
  readonly wrong: string;
  /** An end that is not set is empty. */
  readonly onChange: (from: string, to: string) => void;
}

/** A filter from one number to another, either of which may be left open. */
export function RangeFilter(props: RangeFilterProps): ReactNode {
  const { label, from = '', to = '', onChange } = props;
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const isActive = from !== '' || to !== '';
  return (
    <ChipPanel
      label={label}
      value={isActive ? `${from} – ${to}` : t('accounts.filter-any')}
      active={isActive}
      opened={isOpen}
      onOpen={setOpen}
    >
      <RangeForm
        key={`${from}-${to}`}
        {...props}
        from={from}
        to={to}
        onChange={(low, high) => {
          setOpen(false);
          onChange(low, high);
        }}
      />
    </ChipPanel>
  );
}

/** A person may group digits and write a comma. */
const plainNumber = (text: string): string => text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.');

function RangeForm({
  from,
  to,
  isRight,
  wrong,
  onChange,
}: RangeFilterProps & { readonly from: string; readonly to: string }): ReactNode {
  const { t } = useTranslation();
  const [low, setLow] = useState(from);
  const [high, setHigh] = useState(to);
  const [isTold, setTold] = useState(false);
  const faultOf = (text: string): string | undefined =>
    text.trim() === '' || isRight(plainNumber(text)) ? undefined : wrong;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        if (faultOf(low) === undefined && faultOf(high) === undefined) onChange(plainNumber(low), plainNumber(high));
      }}
    >
      <TextField
        label={t('accounts.filter-from')}
        value={low}
        onChange={setLow}
        error={isTold ? faultOf(low) : undefined}
      />
      <TextField
        label={t('accounts.filter-to')}
        value={high}
        onChange={setHigh}
        error={isTold ? faultOf(high) : undefined}
      />
      <Buttons>
        <Action type="submit" kind="primary" label={t('accounts.filter-use')} />
        <Action kind="quiet" label={t('accounts.filter-clear')} onClick={() => onChange('', '')} />
      </Buttons>
    </form>
  );
}
