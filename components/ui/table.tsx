import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface Column<Row> {
  id: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the end, in figures of one width. */
  numeric?: boolean;
  /** The cell that names its row. */
  rowHeader?: boolean;
}

export interface TableProps<Row> {
  /** Says what the table holds; always there for screen readers. */
  caption: string;
  showCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** What stands where there is no row. */
  empty?: ReactNode;
  className?: string;
}

/** A table of data. It scrolls sideways by touch and by keyboard where it is wider than the page. */
export function Table<Row>({ caption, showCaption, columns, rows, rowKey, empty = 'Nothing here yet.', className }: TableProps<Row>) {
  const place = (column: Column<Row>) => (column.numeric ? 'text-right tabular-nums' : 'text-left');
  return (
    <div role="group" aria-label={caption} tabIndex={0} className={classNames('relative overflow-x-auto rounded-card border bg-surface', className)}>
      <table className="w-full border-collapse text-[0.9375rem]">
        <caption className={showCaption ? 'px-4 pt-3 text-left font-medium' : 'sr-only'}>{caption}</caption>
        <thead>
          <tr className="border-b bg-sunken">
            {columns.map((column) => (
              <th key={column.id} scope="col" className={classNames('px-4 py-2.5 text-sm font-semibold whitespace-nowrap', place(column))}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b last:border-b-0">
              {columns.map((column) =>
                column.rowHeader ? (
                  <th key={column.id} scope="row" className={classNames('px-4 py-3 font-medium', place(column))}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} className={classNames('px-4 py-3', place(column))}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length} className="px-4 py-8 text-center text-ink-soft">
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
