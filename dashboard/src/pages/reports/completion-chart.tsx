import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { LineChart } from '../../charts/lazy-line-chart.tsx';
import { formatCompact, formatMoney, formatNumber, formatTime } from '../../data/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { words } from '../../words.ts';
import { curveOf, curveTable } from './report-charts.ts';
import { fillingEvery, type ReportDetail, timelineQuery } from './report-query.ts';

const said = words.reports;
const VALUE_COLUMN = 4;

/** How the report filled: all sites, those that are eligible or failed, and their value. */
export function CompletionChart({ report }: { readonly report: ReportDetail }) {
  const query = useQuery({ ...timelineQuery(report.id), refetchInterval: fillingEvery(report.status) });
  const picture = useRef<(() => Promise<Blob>) | null>(null);
  const curve = useMemo(
    () => (query.data === undefined ? undefined : { ...curveOf(query.data), table: curveTable(query.data) }),
    [query.data],
  );
  const lines = useMemo(
    () =>
      curve === undefined
        ? []
        : ([
            {
              name: said.sites,
              tone: 'info',
              values: curve.sites,
              area: true,
              format: formatNumber,
              axis: formatCompact,
            },
            { name: said.eligible, tone: 'ok', values: curve.eligible, format: formatNumber },
            { name: said.failed, tone: 'bad', values: curve.failed, format: formatNumber },
            {
              name: said.siteValue,
              tone: 'warn',
              values: curve.value,
              dashed: true,
              right: true,
              format: formatMoney,
              axis: dollars,
            },
          ] as const),
    [curve],
  );
  if (curve === undefined) {
    return (
      <Panel title={said.completion}>
        <Loaded query={query} lines={6}>
          {() => null}
        </Loaded>
      </Panel>
    );
  }
  return (
    <ChartPanel
      title={said.completion}
      note={said.completionMore}
      table={curve.table}
      show={(value, column) => {
        if (typeof value === 'string') return formatTime(value);
        if (value === null) return '';
        return column === VALUE_COLUMN ? formatMoney(value) : formatNumber(value);
      }}
      png={() => picture.current?.() ?? Promise.reject(new Error(words.charts.showFirst))}
    >
      <LineChart
        label={`${said.completion}: ${said.ofAll(formatNumber(report.total_sites), formatNumber(report.total_items))}`}
        times={curve.times}
        lines={lines}
        picture={picture}
      />
    </ChartPanel>
  );
}

const dollars = (value: number): string =>
  value >= 10_000 ? `$${formatCompact(value)}` : formatMoney(value);
