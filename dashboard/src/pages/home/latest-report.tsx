import { useQuery } from '@tanstack/react-query';
import { BarChart } from '../../charts/bar-chart.tsx';
import { answered, api } from '../../data/api.ts';
import { formatCompact, formatMoney, formatNumber } from '../../data/format.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Ago } from '../../ui/time.tsx';
import { words } from '../../words.ts';

const W = words.home;
const BARS = 4;

/** What the newest batch of lookups came to: the figure, what it is made of, and the way to the report. */
export function LatestReport({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: ['report', id, 'home'],
    queryFn: () =>
      answered(
        api.GET('/incentive-reports/{report_id}', {
          params: { path: { report_id: id }, query: { limit: 1 } },
        }),
      ),
  });
  return (
    <Panel
      title={W.latest}
      actions={
        <LinkButton size="sm" to="/reports/$reportId" params={{ reportId: id }}>
          {W.openReport}
        </LinkButton>
      }
    >
      <Loaded query={query} lines={6}>
        {(report) => (
          <div className="grid gap-x-10 gap-y-4 md:grid-cols-2">
            <div className="flex flex-col gap-1">
              <p className="text-muted">{report.name}</p>
              <p className="text-3xl leading-10 font-semibold tracking-tight tabular">
                {formatMoney(Math.round(report.total_incentive_value))}
              </p>
              <p>{W.headline(formatNumber(report.eligible_sites), formatNumber(report.total_sites))}</p>
              <p className="text-sm text-muted">
                {report.status === 'processing' ? (
                  W.filling(formatNumber(report.total_sites), formatNumber(report.total_items))
                ) : (
                  <>
                    {W.finished} <Ago at={report.completed_at ?? report.created_at} />
                  </>
                )}
              </p>
            </div>
            {report.by_program.length > 0 && (
              <div>
                <p className="mb-2 text-sm text-muted">{W.byProgram}</p>
                <BarChart
                  label={W.byProgram}
                  bars={report.by_program
                    .slice(0, BARS)
                    .map(({ program_name, total_incentive_value: value }) => ({
                      name: program_name,
                      value,
                      text: `$${formatCompact(value)}`,
                    }))}
                />
              </div>
            )}
          </div>
        )}
      </Loaded>
    </Panel>
  );
}
