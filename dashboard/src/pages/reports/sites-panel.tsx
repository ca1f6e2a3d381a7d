import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ListX } from 'lucide-react';
import { answered, api } from '../../data/api.ts';
import { useChangeSearch } from '../../data/change-search.ts';
import { formatMoney, formatNumber } from '../../data/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CursorPager } from '../../ui/pager.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import { addressLine } from '../lookups/lookup-result.ts';
import { fillingEvery, type ReportDetail, type Site } from './report-query.ts';
import { SitesFilters } from './sites-filters.tsx';
import { filterOf, type SitesSearch } from './sites-search.ts';

const said = words.reports;
const PAGE = 100;

/** The sites of a report, page by page. */
export function SitesPanel({
  report,
  search,
}: {
  readonly report: ReportDetail;
  readonly search: SitesSearch;
}) {
  const { sort, cursor } = search;
  const change = useChangeSearch();
  const query = useQuery({
    queryKey: ['report-sites', report.id, search],
    placeholderData: keepPreviousData,
    refetchInterval: fillingEvery(report.status),
    queryFn: () => {
      const place = { ...(sort === undefined ? {} : { sort }), ...(cursor === undefined ? {} : { cursor }) };
      return answered(
        api.GET('/incentive-reports/{report_id}/sites', {
          params: { path: { report_id: report.id }, query: { limit: PAGE, ...filterOf(search), ...place } },
        }),
      );
    },
  });
  const narrowed = Object.keys(filterOf(search)).length > 0;
  const clear = {
    eligibility: undefined,
    state: undefined,
    program: undefined,
    error: undefined,
    cursor: undefined,
  };
  return (
    <Panel title={said.sites} flush>
      <SitesFilters report={report} search={search} />
      <Loaded query={query} lines={10}>
        {({ sites, next_cursor: next }) =>
          sites.length === 0 ? (
            <Empty
              icon={ListX}
              title={narrowed ? said.noSitesFit : said.noSites}
              action={narrowed && <Button onClick={() => change(clear)}>{words.actions.clearFilters}</Button>}
            >
              {narrowed ? undefined : said.noSitesMore}
            </Empty>
          ) : (
            <>
              <Table label={said.siteCount} rows={narrowed ? -1 : report.total_sites}>
                <Head>
                  <Th numeric>{said.row}</Th>
                  <Th className="max-md:hidden">{said.reference}</Th>
                  <Th>{said.address}</Th>
                  <Th className="max-sm:hidden">{said.eligibility}</Th>
                  <Th className="max-lg:hidden">{said.utility}</Th>
                  <Th className="max-md:hidden">{said.best}</Th>
                  <Th numeric>{said.siteValue}</Th>
                </Head>
                <tbody>
                  {sites.map((site) => (
                    <SiteRow key={site.id} site={site} />
                  ))}
                </tbody>
              </Table>
              <CursorPager cursor={cursor} next={next} />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

function SiteRow({ site }: { readonly site: Site }) {
  const [best, ...others] = site.programs;
  return (
    <Row data-row>
      <Td numeric>{formatNumber(site.row)}</Td>
      <Td className="max-w-40 truncate max-md:hidden">{site.reference_id}</Td>
      <Td className="max-w-80 min-w-36 truncate" title={addressLine(site.address)}>
        {site.connect_url === null ? (
          addressLine(site.address)
        ) : (
          <a href={site.connect_url} target="_blank" rel="noreferrer" className="link" title={said.apply}>
            {addressLine(site.address)}
          </a>
        )}
      </Td>
      <Td className="max-sm:hidden">
        {site.error_code !== null ? (
          <Badge tone="bad" title={site.error_message ?? undefined}>
            {site.error_code}
          </Badge>
        ) : (
          <Badge tone={site.eligible ? 'ok' : 'neutral'}>
            {site.eligible ? said.eligible : said.notEligible}
          </Badge>
        )}
      </Td>
      <Td className="max-w-56 truncate text-muted max-lg:hidden">{site.utility?.name}</Td>
      <Td
        className="max-w-64 truncate max-md:hidden"
        title={site.programs.map(({ program_name: name }) => name).join(', ')}
      >
        {best?.program_name}
        {others.length > 0 && (
          <span className="text-muted"> {said.leftOut(formatNumber(others.length))}</span>
        )}
      </Td>
      <Td numeric>{formatMoney(site.total_incentive_value)}</Td>
    </Row>
  );
}
