import { useQuery } from '@tanstack/react-query';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { useChartColours } from '../../charts/colours.ts';
import { type Column, ColumnChart, columnsAsPng } from '../../charts/column-chart.tsx';
import { type Api, answered, api } from '../../data/api.ts';
import { formatCount, formatDuration, formatExactTime, formatTime } from '../../data/format.ts';
import { words } from '../../words.ts';

const said = words.job;
/** One column of so many has its time below it. */
const MARKS = 5;
const counted = (items: number) => formatCount(items, words.home.item, words.home.items);

/** How a job that is over went: its items, slice of time by slice of time. Nothing for one of a moment. */
export function ThroughputPanel({ job }: { readonly job: Api['Job'] }) {
  const colours = useChartColours();
  const { data } = useQuery({
    // another run makes another chart
    queryKey: ['job-throughput', job.id, job.generation, job.completedAt],
    queryFn: () => answered(api.GET('/api/jobs/{id}/throughput', { params: { path: { id: job.id } } })),
  });
  if (data === undefined || data.from === null || data.items.length < 2) return null;
  const from = Date.parse(data.from);
  const times = data.items.map((_, at) => new Date(from + at * data.sliceSeconds * 1000));
  const every = Math.ceil(data.items.length / MARKS);
  // marks that are less than a minute apart would all say the same
  const markOf = every * data.sliceSeconds < 60 ? formatExactTime : formatTime;
  const columns = data.items.map((items, at): Column => {
    const time = times[at] ?? new Date(from);
    return {
      mark: at % every === Math.floor(every / 2) ? markOf(time) : '',
      value: items,
      text: `${formatExactTime(time)}: ${counted(items)}`,
    };
  });
  const table = {
    columns: [{ name: said.settledFrom }, { name: said.itemsSettled, numeric: true }],
    rows: data.items.map((items, at) => [(times[at] ?? new Date(from)).toISOString(), items]),
  };
  const tried = job.counts.completed + job.counts.failed;
  return (
    <ChartPanel
      title={said.throughput}
      note={said.perSlice(formatDuration(data.sliceSeconds))}
      table={table}
      show={(value, column) =>
        column === 0 ? formatExactTime(String(value)) : Number(value).toLocaleString()
      }
      png={() => columnsAsPng(said.throughput, columns, colours)}
    >
      <ColumnChart label={`${said.throughput}: ${counted(tried)}`} columns={columns} />
      {data.lookedAt < tried && (
        <p className="mt-2 text-xs text-muted">{said.lookedAt(counted(data.lookedAt))}</p>
      )}
    </ChartPanel>
  );
}
