import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '#platform/web/ui/action.tsx';
import { ChipPanel } from '#platform/web/ui/chip.tsx';
import classes from '#platform/web/ui/table/column-chooser.module.css';

interface ColumnChooserProps<Id extends string> {
  /** All columns that there are, in their usual order. */
  readonly columns: readonly { readonly id: Id; readonly label: string }[];
  /** Those that are shown, in their order. */
  readonly chosen: readonly Id[];
  readonly onChange: (chosen: readonly Id[]) => void;
  /** Whether the choice differs from the usual one. */
  readonly active: boolean;
}

/** Which columns a list shows, and in which order: ticked, and moved by buttons. */
export function ColumnChooser<Id extends string>(props: ColumnChooserProps<Id>): ReactNode {
  const { columns, chosen, onChange, active } = props;
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const labelOf = (id: Id): string => columns.find((column) => column.id === id)?.label ?? id;
  const move = (id: Id, by: 1 | -1): void => {
    const at = chosen.indexOf(id);
    const next = chosen.filter((one) => one !== id);
    next.splice(at + by, 0, id);
    onChange(next);
  };
  const box = (id: Id, isChosen: boolean): ReactNode => (
    <label>
      <input
        type="checkbox"
        checked={isChosen}
        onChange={() => onChange(isChosen ? chosen.filter((one) => one !== id) : [...chosen, id])}
      />
      {labelOf(id)}
    </label>
  );
  return (
    <ChipPanel
      label={t('table.columns')}
      value={String(chosen.length)}
      active={active}
      opened={isOpen}
      onOpen={setOpen}
    >
      <ul className={classes.columns}>
        {chosen.map((id, at) => (
          <li key={id}>
            {box(id, true)}
            <Action
              kind="quiet"
              small
              iconOnly
              icon={IconArrowUp}
              label={t('table.column-up', { column: labelOf(id) })}
              reason={at === 0 ? t('table.column-first') : undefined}
              onClick={() => move(id, -1)}
            />
            <Action
              kind="quiet"
              small
              iconOnly
              icon={IconArrowDown}
              label={t('table.column-down', { column: labelOf(id) })}
              reason={at === chosen.length - 1 ? t('table.column-last') : undefined}
              onClick={() => move(id, 1)}
            />
          </li>
        ))}
        {columns
          .filter(({ id }) => !chosen.includes(id))
          .map(({ id }) => (
            <li key={id}>{box(id, false)}</li>
          ))}
      </ul>
    </ChipPanel>
  );
}
