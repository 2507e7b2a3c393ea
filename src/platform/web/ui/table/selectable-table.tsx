import { IconX } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands, type Command } from '#platform/web/commands.ts';
import { Action } from '#platform/web/ui/action.tsx';
import type { Column, DataTableProps } from '#platform/web/ui/table/column.ts';
import { DataTable } from '#platform/web/ui/table/data-table.tsx';
import { toggledRange } from '#platform/web/ui/table/selection.ts';
import classes from '#platform/web/ui/table/selectable-table.module.css';

interface SelectableTableProps<Row> extends DataTableProps<Row> {
  /** Rows that are picked, by their ids. */
  readonly picked: ReadonlySet<string | number>;
  readonly onPick: (picked: ReadonlySet<string | number>) => void;
  /** What a row is called, for those who listen. */
  readonly nameOf: (row: Row) => string;
  /** What the bar says beside the count: the sum of what is picked. */
  readonly sum?: ReactNode;
  /** What can be done with all that is picked. */
  readonly actions?: ReactNode;
}

/**
 * The house table with rows to pick: by the checkbox, by X or Space, a range with Shift and a click or Shift X, all that is
 * loaded with Ctrl A. What is picked shows in a bar over the foot of the page, with what can be done; Escape lets it go.
 */
export function SelectableTable<Row>(props: SelectableTableProps<Row>): ReactNode {
  const { picked, onPick, nameOf, sum, actions, ...table } = props;
  const { rows, rowId, columns } = table;
  const { t } = useTranslation();
  const last = useRef<number | null>(null);
  const ids = useMemo(() => rows.map((row) => (row === undefined ? null : rowId(row))), [rows, rowId]);
  const pick = useCallback(
    (index: number, isRange: boolean): void => {
      onPick(toggledRange(ids, picked, isRange ? last.current : null, index));
      last.current = index;
    },
    [ids, picked, onPick],
  );
  const withBox = useMemo<readonly Column<Row>[]>(
    () => [
      {
        id: 'picked',
        header: '✓',
        headerHint: t('table.pick-hint'),
        width: 26,
        isSticky: true,
        cell: (row) => (
          <input
            type="checkbox"
            tabIndex={-1}
            className={classes.box}
            aria-label={t('table.pick', { name: nameOf(row) })}
            checked={picked.has(rowId(row))}
            onChange={() => pick(ids.indexOf(rowId(row)), false)}
          />
        ),
      },
      ...columns,
    ],
    [t, columns, picked, ids, rowId, nameOf, pick],
  );
  const commands = useMemo<readonly Command[]>(
    () =>
      picked.size === 0
        ? []
        : [
            {
              id: 'pick-none',
              label: t('table.pick-none'),
              keys: 'escape',
              group: 'here',
              run: () => onPick(new Set()),
            },
          ],
    [t, picked.size, onPick],
  );
  useCommands(commands);

  const indexOf = (target: EventTarget): number | null => {
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
    return element === null ? null : Number(element.dataset['index']);
  };
  const onKeys = (event: KeyboardEvent): void => {
    const index = indexOf(event.target);
    const isTyping = event.target instanceof Element && event.target.matches('input:not([type=checkbox]), select');
    if (index === null || isTyping || event.altKey) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === 'a') {
      onPick(new Set(ids.filter((id) => id !== null)));
    } else if (!event.ctrlKey && !event.metaKey && (key === 'x' || (key === ' ' && !isBox(event.target)))) {
      pick(index, event.shiftKey);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent): void => {
    const index = event.shiftKey ? indexOf(event.target) : null;
    if (index === null) return;
    event.preventDefault();
    event.stopPropagation();
    getSelection()?.removeAllRanges();
    pick(index, true);
  };
  return (
    <div onKeyDownCapture={onKeys} onClickCapture={onClick}>
      <DataTable {...table} columns={withBox} />
      {picked.size === 0 ? null : (
        <div role="region" aria-label={t('table.picked-bar')} className={classes.bar}>
          <span role="status">
            {t('table.picked', { count: picked.size })}
            {sum === undefined || sum === null ? null : <> · {sum}</>}
          </span>
          {actions}
          <Action
            kind="quiet"
            small
            icon={IconX}
            iconOnly
            label={t('table.pick-none')}
            onClick={() => onPick(new Set())}
          />
        </div>
      )}
    </div>
  );
}

const isBox = (target: EventTarget): boolean => target instanceof HTMLInputElement;
