import { type Bar, BarChart, barsAsPng } from '../../charts/bar-chart.tsx';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import type { ChartTable } from '../../charts/chart-table.ts';
import { useChartColours } from '../../charts/colours.ts';
import { formatMoney, formatNumber } from '../../data/format.ts';
import { words } from '../../words.ts';

/** Bars with their table, whose last column is money. */
export function BarsPanel({
  title,
  bars,
  table,
  leftOut = 0,
  whole,
}: {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly table: ChartTable;
  /** How many more there are than the table has. */
  readonly leftOut?: number;
  /** What a full bar is; else the longest. */
  readonly whole?: number;
}) {
  const colours = useChartColours();
  const money = table.columns.length - 1;
  const hidden = leftOut + table.rows.length - bars.length;
  return (
    <ChartPanel
      title={title}
      table={table}
      show={(value, column) =>
        typeof value !== 'number' ? value : column === money ? formatMoney(value) : formatNumber(value)
      }
      png={() => barsAsPng(title, bars, colours, whole)}
    >
      <BarChart label={title} bars={bars} whole={whole} />
      {hidden > 0 && <p className="text-sm text-muted">{words.reports.leftOut(formatNumber(hidden))}</p>}
    </ChartPanel>
  );
}
