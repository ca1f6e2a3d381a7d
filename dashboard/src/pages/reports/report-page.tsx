import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Download, Printer, SearchX, Upload } from 'lucide-react';
import { LotlineError } from '../../data/api.ts';
import { formatMoney, formatNumber } from '../../data/format.ts';
import { useTopic } from '../../data/live.ts';
import { Announcer } from '../../ui/announcer.tsx';
import { BackLink } from '../../ui/back-link.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { words } from '../../words.ts';
import { BarsPanel } from './bars-panel.tsx';
import { CompletionChart } from './completion-chart.tsx';
import { ErrorsPanel } from './errors-panel.tsx';
import { eligibilityBars, eligibilityTable, programBars, programTable } from './report-charts.ts';
import { type ReportDetail, reportQuery } from './report-query.ts';
import { ReportState } from './report-state.tsx';
import { SitesPanel } from './sites-panel.tsx';
import { exportHref, type SitesSearch } from './sites-search.ts';
import { StatesPanel } from './states-panel.tsx';
import { TotalsBanner } from './totals-banner.tsx';

const route = getRouteApi('/shell/reports/$reportId');
const said = words.reports;

/** What a lookup amounts to, while it fills and after. */
export function ReportPage() {
  const { reportId } = route.useParams();
  const query = useQuery(reportQuery(reportId));
  useTopic(query.data?.status === 'processing' ? `report:${reportId}` : undefined);
  if (query.error instanceof LotlineError && query.error.status === 404) {
    return (
      <Page title={said.gone} above={<Back />}>
        <Empty icon={SearchX} title={said.gone}>
          {said.goneMore}
        </Empty>
      </Page>
    );
  }
  return query.data === undefined ? (
    <Page title={said.name} above={<Back />}>
      <Loaded query={query} lines={10}>
        {() => null}
      </Loaded>
    </Page>
  ) : (
    <Shown report={query.data} />
  );
}

function Back() {
  return <BackLink to="/reports">{said.back}</BackLink>;
}

function Shown({ report }: { readonly report: ReportDetail }) {
  const search: SitesSearch = route.useSearch();
  const progress = said.ofAll(formatNumber(report.total_sites), formatNumber(report.total_items));
  return (
    <Page
      title={report.name}
      above={<Back />}
      badge={<ReportState status={report.status} />}
      actions={
        <>
          <LinkButton to="/lookups/$jobId" params={{ jobId: report.job_id }} icon={Upload}>
            {said.lookup}
          </LinkButton>
          <Menu trigger={<Button icon={Download}>{said.exportAs}</Button>}>
            {(['csv', 'jsonl', 'xlsx'] as const).map((format) => (
              <MenuItem
                key={format}
                onSelect={() => window.location.assign(exportHref(report.id, format, search))}
              >
                {said.exports[format]}
              </MenuItem>
            ))}
          </Menu>
          <Button
            icon={Printer}
            onClick={() => window.open(`/incentive-reports/${report.id}/print`, '_blank', 'noopener')}
          >
            {said.print}
          </Button>
        </>
      }
    >
      <Announcer
        state={said.statuses[report.status]}
        progress={`${progress}, ${formatMoney(report.total_incentive_value)}`}
      />
      <TotalsBanner report={report} />
      <CompletionChart report={report} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <BarsPanel
          title={said.byProgram}
          bars={programBars(report)}
          table={programTable(report)}
          leftOut={report.left_out.by_program}
        />
        <div className="flex min-w-0 flex-col gap-4">
          <BarsPanel
            title={said.eligibility}
            bars={eligibilityBars(report)}
            table={eligibilityTable(report)}
            whole={Math.max(1, report.total_sites)}
          />
          <StatesPanel report={report} chosen={search.state} />
          <ErrorsPanel report={report} chosen={search.error} />
        </div>
      </div>
      <SitesPanel report={report} search={search} />
    </Page>
  );
}
