import { Link } from '@tanstack/react-router';
import type { ReactNode, RefObject } from 'react';
import { Skeleton } from '#platform/web/ui/states.tsx';
import type { DataTableProps } from '#platform/web/ui/table/column.ts';
import classes from '#platform/web/ui/table/data-table.module.css';
import type { useRowWindow } from '#platform/web/ui/table/use-row-window.ts';

interface PhoneListProps<Row> extends Pick<DataTableProps<Row>, 'label' | 'rowId' | 'phoneRow'> {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly rows: readonly (Row | undefined)[];
  readonly rowWindow: ReturnType<typeof useRowWindow>;
  readonly rowLink: DataTableProps<Row>['rowLink'];
  readonly isOpenEnded: boolean;
}

/** The table below 768 px: two lines a row, subject and figure above, qualifier and state below; the whole row is the link. */
export function PhoneList<Row>(props: PhoneListProps<Row>): ReactNode {
  const { label, list, rows, rowWindow, rowId, phoneRow, rowLink, isOpenEnded } = props;
  return (
    <div ref={list} role="list" aria-label={label} className={classes.phoneList} style={{ height: rowWindow.height }}>
      {rowWindow.rows.map(({ index, top }) => {
        const row = rows[index];
        const lines = row === undefined ? null : phoneRow(row);
        const link = row === undefined ? null : (rowLink?.(row) ?? null);
        return (
          <div
            key={row === undefined ? `missing-${index}` : rowId(row)}
            role="listitem"
            aria-posinset={index + 1}
            aria-setsize={isOpenEnded ? -1 : rows.length}
            className={classes.phoneRow}
            style={{ transform: `translateY(${top}px)` }}
          >
            <div className={classes.phoneSubject}>
              {lines === null ? (
                <Skeleton width="55%" />
              ) : link ? (
                <Link {...link}>{lines.subject}</Link>
              ) : (
                lines.subject
              )}
            </div>
            <div className={classes.phoneFigure}>{lines?.figure}</div>
            <div className={classes.phoneQualifier}>{lines === null ? <Skeleton width="35%" /> : lines.qualifier}</div>
            <div className={classes.phoneState}>{lines?.state}</div>
            {lines?.action === undefined ? null : <div className={classes.phoneAction}>{lines.action}</div>}
          </div>
        );
      })}
    </div>
  );
}
