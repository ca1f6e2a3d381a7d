import { ChartPanel } from '../../charts/chart-panel.tsx';
import { useChartColours } from '../../charts/colours.ts';
import { type Column, ColumnChart, columnsAsPng } from '../../charts/column-chart.tsx';
import type { Api } from '../../data/api.ts';
import { formatCount, formatDay, formatTime } from '../../data/format.ts';
import { words } from '../../words.ts';
import { perDay, perHour, type Slot } from './activity.ts';

const W = words.home;
const dayMark = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const hourMark = new Intl.DateTimeFormat(undefined, { hour: 'numeric' });
const counted = (items: number) => formatCount(items, W.item, W.items);

/** How much was done, hour by hour today and day by day before: from the runs of the newest jobs. */
export function ActivityCharts({
  jobs,
  now,
}: {
  readonly jobs: readonly Api['Job'][];
  readonly now: number;
}) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Activity
        title={W.throughput}
        note={W.throughputNote}
        first={W.hour}
        slots={perHour(jobs, now)}
        every={4}
        mark={(at) => hourMark.format(at)}
        say={(at) => formatTime(new Date(at))}
      />
      <Activity
        title={W.completions}
        note={W.completionsNote}
        first={W.day}
        slots={perDay(jobs, now)}
        every={3}
        mark={(at) => dayMark.format(at)}
        say={(at) => formatDay(new Date(at))}
      />
    </div>
  );
}

function Activity({
  title,
  note,
  first,
  slots,
  every,
  mark,
  say,
}: {
  readonly title: string;
  readonly note: string;
  readonly first: string;
  readonly slots: readonly Slot[];
  /** Every how many columns have a mark, counted from the last. */
  readonly every: number;
  readonly mark: (at: number) => string;
  readonly say: (at: number) => string;
}) {
  const colours = useChartColours();
  const columns = slots.map(
    ({ at, items }, index): Column => ({
      mark: (slots.length - 2 - index) % every === 0 ? mark(at) : '',
      value: items,
      text: `${say(at)}: ${counted(items)}`,
    }),
  );
  const total = slots.reduce((sum, { items }) => sum + items, 0);
  const table = {
    columns: [{ name: first }, { name: W.items, numeric: true }],
    rows: total === 0 ? [] : slots.map(({ at, items }) => [new Date(at).toISOString(), items]),
  };
  return (
    <ChartPanel
      title={title}
      note={total === 0 ? undefined : counted(total)}
      table={table}
      show={(value, column) =>
        column === 0 ? say(Date.parse(String(value))) : Number(value).toLocaleString()
      }
      png={() => columnsAsPng(title, columns, colours)}
      empty={W.noActivity}
    >
      <ColumnChart label={`${title}: ${counted(total)}`} columns={columns} />
      <p className="mt-2 text-xs text-muted">{note}</p>
    </ChartPanel>
  );
}
