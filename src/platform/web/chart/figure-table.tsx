import type { ReactNode } from 'react';
import classes from '#platform/web/chart/figure-table.module.css';

interface FigureColumn {
  readonly id: string;
  readonly header: string;
  readonly align?: 'right';
}

interface FigureTableProps {
  /** What the table is, for those who listen. */
  readonly caption: string;
  readonly columns: readonly FigureColumn[];
  /** One cell a column; the first is the row's header. */
  readonly rows: readonly { readonly id: string | number; readonly cells: readonly ReactNode[] }[];
  readonly totals?: readonly ReactNode[];
}

/** A short table that is only read: figures of a chart, first rows of a file. What people work in is a DataTable. */
export function FigureTable({ caption, columns, rows, totals }: FigureTableProps): ReactNode {
  const line = (cells: readonly ReactNode[]): ReactNode =>
    columns.map((column, index) =>
      index === 0 ? (
        <th key={column.id} scope="row" data-align={column.align}>
          {cells[index]}
        </th>
      ) : (
        <td key={column.id} data-align={column.align}>
          {cells[index]}
        </td>
      ),
    );
  return (
    <table className={classes.table}>
      <caption className="k-unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col" data-align={column.align}>
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>{line(row.cells)}</tr>
        ))}
      </tbody>
      {totals === undefined ? null : (
        <tfoot>
          <tr>{line(totals)}</tr>
        </tfoot>
      )}
    </table>
  );
}
