import { ChartNoAxesColumn, Download, Table2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { formatNumber } from '../data/format.ts';
import { IconButton } from '../ui/button.tsx';
import { Panel } from '../ui/panel.tsx';
import { Head, Row, Table, Td, Th } from '../ui/table.tsx';
import { tellError } from '../ui/toast.tsx';
import { words } from '../words.ts';
import { type ChartCell, type ChartTable, fileName, toCsv } from './chart-table.ts';
import { saveFile } from './save-file.ts';

/** A chart with its title, the same as a table, and both as files. */
export function ChartPanel({
  title,
  note,
  table,
  show = formatCell,
  png,
  empty,
  className,
  children,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly table: ChartTable;
  /** How a cell of the table is written on the page; files keep what it is. */
  readonly show?: (value: ChartCell, column: number) => ReactNode;
  /** The chart as a picture. */
  readonly png: () => Promise<Blob>;
  /** In place of a chart of nothing. */
  readonly empty?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const [asTable, setAsTable] = useState(false);
  const name = fileName(title);
  const savePng = () => void png().then((picture) => saveFile(`${name}.png`, picture), tellError);
  const saveCsv = () => saveFile(`${name}.csv`, new Blob([toCsv(table)], { type: 'text/csv' }));
  const nothing = table.rows.length === 0;
  return (
    <Panel
      title={title}
      note={note}
      {...(className === undefined ? {} : { className })}
      actions={
        !nothing && (
          <span className="no-print flex items-center">
            <IconButton
              icon={asTable ? ChartNoAxesColumn : Table2}
              label={asTable ? words.charts.asChart(title) : words.charts.asTable(title)}
              aria-pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            />
            <button type="button" className={SMALL} aria-label={words.charts.png(title)} onClick={savePng}>
              <Download aria-hidden className="size-3.5" /> PNG
            </button>
            <button type="button" className={SMALL} aria-label={words.charts.csv(title)} onClick={saveCsv}>
              <Download aria-hidden className="size-3.5" /> CSV
            </button>
          </span>
        )
      }
    >
      {nothing ? (
        <p className="py-6 text-center text-muted">{empty ?? words.charts.nothing}</p>
      ) : asTable ? (
        <div className="max-h-80 overflow-y-auto">
          <ChartAsTable label={words.charts.tableOf(title)} table={table} show={show} />
        </div>
      ) : (
        children
      )}
    </Panel>
  );
}

const SMALL =
  'inline-flex h-7 items-center gap-1 rounded-md px-1.5 text-xs font-medium text-muted hover:bg-hover hover:text-text';

function ChartAsTable({
  label,
  table: { columns, rows },
  show,
}: {
  readonly label: string;
  readonly table: ChartTable;
  readonly show: (value: ChartCell, column: number) => ReactNode;
}) {
  return (
    <Table label={label}>
      <Head>
        {columns.map(({ name, numeric = false }) => (
          <Th key={name} numeric={numeric}>
            {name}
          </Th>
        ))}
      </Head>
      <tbody>
        {rows.map((row) => (
          <Row key={String(row[0])}>
            {columns.map(({ name, numeric = false }, at) => (
              <Td key={name} numeric={numeric}>
                {show(row[at] ?? null, at)}
              </Td>
            ))}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function formatCell(value: ChartCell): string {
  return typeof value === 'number' ? formatNumber(value) : (value ?? '');
}
