import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands, type Command } from '#platform/web/commands.ts';
import { usePhone } from '#platform/web/viewport.ts';
import { TableStop } from '#platform/web/ui/links.tsx';
import type { DataTableProps } from '#platform/web/ui/table/column.ts';
import classes from '#platform/web/ui/table/data-table.module.css';
import { headerRow, missingRange, placeForKey, rowForKey } from '#platform/web/ui/table/grid-keys.ts';
import { gridMinimum, gridTemplate, stickyOffsets } from '#platform/web/ui/table/layout.ts';
import { PhoneList } from '#platform/web/ui/table/phone-list.tsx';
import { BodyRow, HeaderRow, TotalsRow } from '#platform/web/ui/table/rows.tsx';
import { useRowWindow } from '#platform/web/ui/table/use-row-window.ts';
import { useSortedRows } from '#platform/web/ui/table/use-sorted-rows.ts';
import { useScrollTogether } from '#platform/web/ui/table/use-scroll-together.ts';

/** The grey rows of a first load: about as many as a screen holds. */
const loadingRows: readonly undefined[] = Array.from({ length: 12 }, () => undefined);

const pressable = 'a[href], button, input, select';
const insideTable = { tabIndex: -1 } as const;

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

/** J and K reach the rows of the page's main table from anywhere on the page. */
function useRowKeys(table: RefObject<HTMLElement | null>, isOn: boolean): void {
  const { t } = useTranslation();
  const commands = useMemo<readonly Command[]>(() => {
    if (!isOn) return [];
    const run = (): void => table.current?.querySelector<HTMLElement>('[data-index][tabindex="0"]')?.focus();
    return [
      { id: 'next-row', label: t('table.next'), keys: 'j', group: 'here', onlyKeys: true, run },
      { id: 'previous-row', label: t('table.previous'), keys: 'k', group: 'here', onlyKeys: true, run },
    ];
  }, [isOn, table, t]);
  useCommands(commands);
}

/**
 * The house table (design, section 7). One tab stop; arrows or J and K move, Left and Right reach what can be pressed
 * in the row, Enter opens it. Above a hundred rows only those near sight stand in the page. On a phone it is a list.
 */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { label, columns, rowId, rowLink, onNeedRows, onSelect, selectedId = null, empty } = props;
  const { isLoading = false, isOpenEnded = false } = props;
  const hasTotals = props.hasTotals === true && !isLoading;
  const isPhone = usePhone();
  const { rows, sort, toggle } = useSortedRows({
    columns,
    rows: isLoading ? loadingRows : props.rows,
    sort: props.sort,
    onSort: props.onSort,
    isSortedByServer: props.isSortedByServer ?? false,
  });
  const table = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const shouldFocus = useRef(false);
  const [active, setActive] = useState(0);
  const { head, body, foot } = useScrollTogether();
  const rowWindow = useRowWindow(list, rows.length, active);
  const hasHeaderStop = columns.some((column) => column.sortBy !== undefined);

  const { start, end } = rowWindow;
  useEffect(() => {
    const missing = isLoading ? null : missingRange(rows, start - 20, end + 20);
    if (missing) onNeedRows?.(missing.start, missing.end);
  }, [isLoading, rows, start, end, onNeedRows]);

  useEffect(() => {
    if (!shouldFocus.current) return;
    shouldFocus.current = false;
    const target = table.current?.querySelector<HTMLElement>(
      active === headerRow ? '[data-header] button' : `[data-index="${active}"]`,
    );
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active]);

  useRowKeys(table, props.isBleeding === true && !isPhone && rows.length > 0);

  const openRow = (element: HTMLElement): void =>
    element.querySelector<HTMLElement>('[data-row-link] a[href]')?.click();

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    // The table only holds HTML elements.
    const target = event.target as HTMLElement;
    const rowElement = target.closest<HTMLElement>('[role="row"]');
    if (!rowElement || event.altKey || event.ctrlKey || event.metaKey || target.matches('input, select')) return;
    const isHeader = rowElement.dataset['header'] !== undefined;
    const places = [...rowElement.querySelectorAll<HTMLElement>(pressable)];
    const place = placeForKey(event.key, places.indexOf(target), places.length, isHeader);
    if (place !== null) {
      event.preventDefault();
      (places[place] ?? rowElement).focus();
      return;
    }
    if (event.key === 'Enter' && target === rowElement) {
      openRow(rowElement);
      return;
    }
    if (event.key === 'Escape' && target !== rowElement && !isHeader) {
      rowElement.focus();
      return;
    }
    const page = Math.max(1, Math.floor(window.innerHeight / rowWindow.rowHeight) - 4);
    const current = isHeader ? headerRow : active;
    const next = rowForKey(event.key, current, rows.length, page, hasHeaderStop);
    if (next === null) return;
    event.preventDefault();
    if (next === active && !isHeader) return;
    shouldFocus.current = true;
    if (next === active) {
      shouldFocus.current = false;
      table.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus();
    }
    setActive(next);
    const row = rows[next];
    if (row !== undefined) onSelect?.(row);
  };

  const onRowClick = (index: number, event: MouseEvent<HTMLElement>): void => {
    setActive(index);
    const target = event.target;
    if (!(target instanceof Element) || target.closest(pressable) || !isPlainClick(event)) return;
    // Someone who marks text in a row does not want to go away from it.
    if (getSelection()?.type === 'Range') return;
    const row = rows[index];
    if (row !== undefined) onSelect?.(row);
    openRow(event.currentTarget);
  };

  if (rows.length === 0) return <>{empty}</>;
  if (isPhone) {
    return (
      <PhoneList
        label={label}
        list={list}
        rows={rows}
        rowWindow={rowWindow}
        rowId={rowId}
        phoneRow={props.phoneRow}
        rowLink={rowLink}
        isOpenEnded={isOpenEnded}
      />
    );
  }

  const rowCount = rows.length + 1 + (hasTotals ? 1 : 0);
  const style = { '--template': gridTemplate(columns), '--width': gridMinimum(columns) } as React.CSSProperties;
  const sticky = stickyOffsets(columns);
  return (
    <TableStop value={insideTable}>
      {/* The keys belong to the table as a whole; what they act on are its rows, which can be focused. */}
      <div
        ref={table}
        role="grid"
        aria-label={label}
        aria-rowcount={isOpenEnded ? -1 : rowCount}
        aria-colcount={columns.length}
        aria-busy={isLoading || undefined}
        className={classes.table}
        data-bleeding={props.isBleeding || undefined}
        style={style}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" ref={head} className={classes.head}>
          <HeaderRow columns={columns} sticky={sticky} sort={sort} onToggle={toggle} isTabStop={active === headerRow} />
        </div>
        <div role="rowgroup" ref={body} className={classes.body}>
          <div role="presentation" ref={list} className={classes.list} style={{ height: rowWindow.height }}>
            {rowWindow.rows.map(({ index, top }) => {
              const row = rows[index];
              return (
                <BodyRow
                  key={row === undefined ? `missing-${index}` : rowId(row)}
                  row={row}
                  index={index}
                  top={top}
                  columns={columns}
                  sticky={sticky}
                  link={row === undefined ? null : (rowLink?.(row) ?? null)}
                  isTabStop={index === Math.min(Math.max(0, active), rows.length - 1) && active !== headerRow}
                  isSelected={row !== undefined && selectedId !== null && rowId(row) === selectedId}
                  onClick={onRowClick}
                  onFocus={setActive}
                />
              );
            })}
          </div>
        </div>
        {hasTotals ? (
          <div role="rowgroup" ref={foot} className={classes.foot}>
            <TotalsRow columns={columns} sticky={sticky} rowIndex={rowCount} />
          </div>
        ) : null}
      </div>
    </TableStop>
  );
}
