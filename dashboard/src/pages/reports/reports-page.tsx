import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChartNoAxesColumn } from 'lucide-react';
import { answered, api } from '../../data/api.ts';
import { useChangeSearch } from '../../data/change-search.ts';
import { formatMoney, formatNumber } from '../../data/format.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { CursorPager } from '../../ui/pager.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Ago } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { fillingEvery, type Report } from './report-query.ts';
import { ReportState } from './report-state.tsx';
import { STATUSES } from './statuses.ts';

const route = getRouteApi('/shell/reports');
const PAGE = 50;
const said = words.reports;

/** All reports, the newest first. */
export function ReportsPage() {
  const { status, cursor } = route.useSearch();
  const change = useChangeSearch();
  const query = useQuery({
    queryKey: ['reports', status, cursor],
    refetchInterval: ({ state }) =>
      fillingEvery(
        state.data?.reports.some((one) => one.status === 'processing') ? 'processing' : 'complete',
      ),
    queryFn: () => {
      const filter = {
        ...(status === undefined ? {} : { status }),
        ...(cursor === undefined ? {} : { cursor }),
      };
      return answered(api.GET('/incentive-reports', { params: { query: { limit: PAGE, ...filter } } }));
    },
  });
  return (
    <Page
      title={said.title}
      below={
        <SelectInput
          label={said.status}
          hiddenLabel
          className="no-print w-44!"
          value={status ?? ''}
          options={[
            { value: '', name: said.anyStatus },
            ...STATUSES.map((value) => ({ value, name: said.statuses[value] })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            change({ status: value === '' ? undefined : value, cursor: undefined })
          }
        />
      }
    >
      <div className="overflow-clip rounded-lg border border-line bg-surface">
        <Loaded query={query} lines={10}>
          {({ reports, next_cursor: next }) =>
            reports.length > 0 ? (
              <>
                <Table label={said.list}>
                  <Head>
                    <Th>{said.name}</Th>
                    <Th className="max-sm:hidden">{said.status}</Th>
                    <Th numeric>{said.sites}</Th>
                    <Th numeric className="max-md:hidden">
                      {said.eligible}
                    </Th>
                    <Th numeric className="max-md:hidden">
                      {said.failed}
                    </Th>
                    <Th numeric>{said.value}</Th>
                    <Th className="max-lg:hidden">{said.created}</Th>
                  </Head>
                  <tbody>
                    {reports.map((report) => (
                      <ReportRow key={report.id} report={report} />
                    ))}
                  </tbody>
                </Table>
                <CursorPager cursor={cursor} next={next} />
              </>
            ) : status !== undefined || cursor !== undefined ? (
              <Empty
                title={said.noneFit}
                action={
                  <Button onClick={() => change({ status: undefined, cursor: undefined })}>
                    {words.actions.clearFilters}
                  </Button>
                }
              />
            ) : (
              <Empty
                icon={ChartNoAxesColumn}
                title={said.none}
                action={<LinkButton to="/lookups/new">{words.lookups.create}</LinkButton>}
              >
                {said.noneMore}
              </Empty>
            )
          }
        </Loaded>
      </div>
    </Page>
  );
}

function ReportRow({ report }: { readonly report: Report }) {
  const filling = report.status === 'processing';
  return (
    <Row data-row>
      <Td className="max-w-96 min-w-36">
        <Link
          to="/reports/$reportId"
          params={{ reportId: report.id }}
          className="text-base font-medium hover:underline [overflow-wrap:anywhere]"
        >
          {report.name}
        </Link>
        <div className="mt-1 sm:hidden">
          <ReportState status={report.status} />
        </div>
      </Td>
      <Td className="max-sm:hidden">
        <ReportState status={report.status} />
      </Td>
      <Td numeric>
        {filling
          ? said.ofAll(formatNumber(report.total_sites), formatNumber(report.total_items))
          : formatNumber(report.total_sites)}
      </Td>
      <Td numeric className="max-md:hidden">
        {formatNumber(report.eligible_sites)}
      </Td>
      <Td numeric className="max-md:hidden">
        {formatNumber(report.failed_sites)}
      </Td>
      <Td numeric>{formatMoney(report.total_incentive_value)}</Td>
      <Td className="text-muted max-lg:hidden">
        <Ago at={report.created_at} />
      </Td>
    </Row>
  );
}
