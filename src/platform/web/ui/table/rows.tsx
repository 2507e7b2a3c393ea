import { Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';
import type { LinkTarget } from '#platform/web/ui/action.tsx';
import { Skeleton } from '#platform/web/ui/states.tsx';
import type { Column, Sort } from '#platform/web/ui/table/column.ts';
import classes from '#platform/web/ui/table/data-table.module.css';

type Offsets = readonly (string | null)[];

const stickyStyle = (offset: string | null | undefined): React.CSSProperties | undefined =>
  offset === null || offset === undefined ? undefined : { left: offset };

interface HeaderRowProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sticky: Offsets;
  readonly sort: readonly Sort[];
  readonly onToggle: (columnId: string, add: boolean) => void;
  readonly isTabStop: boolean;
}

export function HeaderRow<Row>({ columns, sticky, sort, onToggle, isTabStop }: HeaderRowProps<Row>): ReactNode {
  const firstSortable = columns.findIndex((column) => column.sortBy !== undefined);
  return (
    <div role="row" aria-rowindex={1} data-header className={classes.row}>
      {columns.map((column, index) => {
        const sorted = sort.find(({ id }) => id === column.id);
        const label = column.headerHint ? (
          <Tooltip label={column.headerHint} multiline maw="18rem">
            <span>{column.header}</span>
          </Tooltip>
        ) : (
          <span>{column.header}</span>
        );
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-sort={sorted ? (sorted.desc ? 'descending' : 'ascending') : undefined}
            className={classes.headerCell}
            data-align={column.align}
            data-sticky={sticky[index] ?? undefined}
            style={stickyStyle(sticky[index])}
          >
            {column.sortBy === undefined ? (
              label
            ) : (
              <button
                type="button"
                tabIndex={isTabStop && index === firstSortable ? 0 : -1}
                onClick={(event) => onToggle(column.id, event.shiftKey)}
              >
                {label}
                {sorted ? sorted.desc ? <IconArrowDown aria-hidden /> : <IconArrowUp aria-hidden /> : null}
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
}

interface BodyRowProps<Row> {
  readonly row: Row | undefined;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly Column<Row>[];
  readonly sticky: Offsets;
  readonly link: LinkTarget | null;
  readonly isTabStop: boolean;
  readonly isSelected: boolean;
  readonly onClick: (index: number, event: MouseEvent<HTMLElement>) => void;
  readonly onFocus: (index: number) => void;
}

export function BodyRow<Row>(props: BodyRowProps<Row>): ReactNode {
  const { row, index, top, columns, sticky, link, isTabStop, isSelected, onClick, onFocus } = props;
  return (
    // Keys are handled by the table around it.
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected || undefined}
      tabIndex={isTabStop ? 0 : -1}
      data-index={index}
      data-opens={link ? true : undefined}
      className={`${classes.row} ${classes.bodyRow}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => onClick(index, event)}
      onFocus={() => onFocus(index)}
    >
      {columns.map((column, columnIndex) => (
        <div
          key={column.id}
          role={column.isSubject ? 'rowheader' : 'gridcell'}
          className={classes.cell}
          data-align={column.align}
          data-subject={column.isSubject || undefined}
          data-row-link={(column.isSubject && link !== null) || undefined}
          data-sticky={sticky[columnIndex] ?? undefined}
          style={stickyStyle(sticky[columnIndex])}
        >
          {row === undefined ? (
            <Skeleton width={column.isSubject ? '60%' : '40%'} />
          ) : column.isSubject && link ? (
            <Link {...link} tabIndex={-1}>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </div>
      ))}
    </div>
  );
}

interface TotalsRowProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sticky: Offsets;
  readonly rowIndex: number;
}

export function TotalsRow<Row>({ columns, sticky, rowIndex }: TotalsRowProps<Row>): ReactNode {
  return (
    <div role="row" aria-rowindex={rowIndex} className={classes.row}>
      {columns.map((column, index) => (
        <div
          key={column.id}
          role={column.isSubject ? 'rowheader' : 'gridcell'}
          className={classes.cell}
          data-align={column.align}
          data-sticky={sticky[index] ?? undefined}
          style={stickyStyle(sticky[index])}
        >
          {column.total}
        </div>
      ))}
    </div>
  );
}
