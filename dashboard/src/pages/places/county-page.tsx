import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Download, FileText, Home } from 'lucide-react';
import { answered, api } from '../../data/api.ts';
import { useChangeSearch } from '../../data/change-search.ts';
import { formatAgo, formatDay, formatNumber } from '../../data/format.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { Button, DownloadButton, LinkButton } from '../../ui/button.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { CursorPager } from '../../ui/pager.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { words } from '../../words.ts';
import { CountyJobs } from './county-jobs.tsx';
import { CountyPending } from './county-pending.tsx';
import { CountySales } from './county-sales.tsx';
import { ResultsTable } from './results-table.tsx';

const route = getRouteApi('/shell/counties/$countyId');
const W = words.counties;
const LIMIT = 50;
const VERDICTS = ['APPROVED', 'CAUTION', 'REJECT', 'NONE'] as const;

/** One county: what is known, what waits, what runs, what was found, what is sold next. */
export function CountyPage() {
  const { countyId } = route.useParams();
  const { verdict, cursor } = route.useSearch();
  const path = { id: countyId };
  const facts = useQuery({
    queryKey: ['county', countyId],
    queryFn: () => answered(api.GET('/api/counties/{id}', { params: { path } })),
  });
  const results = useQuery({
    queryKey: ['county', countyId, 'results', { verdict, cursor }],
    queryFn: () => {
      const query = { limit: LIMIT, ...(verdict && { verdict }), ...(cursor && { cursor }) };
      return answered(api.GET('/api/counties/{id}/results', { params: { path, query } }));
    },
  });
  const county = facts.data;
  const title = county === undefined ? W.county : `${county.full_name}, ${county.state_code}`;
  const csv = new URLSearchParams({ format: 'csv', ...(verdict && { verdict }) });
  const changeSearch = useChangeSearch();
  const choose = (value: string) => changeSearch({ verdict: value || undefined, cursor: undefined });
  return (
    <Page
      title={title}
      above={<BackLink to="/counties">{words.nav.counties}</BackLink>}
      actions={
        county && (
          <>
            <LinkButton icon={Home} to="/properties" search={{ county: county.fips_code }}>
              {W.allProperties}
            </LinkButton>
            <LinkButton icon={FileText} to="/documents" search={{ county: county.fips_code }}>
              {words.nav.documents}
            </LinkButton>
          </>
        )
      }
    >
      <Panel title={W.facts}>
        <Loaded query={facts} lines={2}>
          {(one) => (
            <Stats>
              <Stat
                label={W.properties}
                value={formatNumber(one.properties.total)}
                note={W.active(formatNumber(one.properties.active))}
              />
              <Stat label={W.withLandData} value={formatNumber(one.properties.with_regrid_data)} />
              <Stat label={W.approved} value={formatNumber(one.properties.approved)} />
              <Stat label={words.nav.documents} value={formatNumber(one.documents)} />
              <Stat
                label={W.sale}
                value={one.next_sale_date === null ? W.noSale : formatDay(`${one.next_sale_date}T12:00:00`)}
              />
              <Stat
                label={W.researched}
                value={one.last_researched_at === null ? W.never : formatAgo(one.last_researched_at)}
              />
              <Stat label={W.fips} value={one.fips_code} />
            </Stats>
          )}
        </Loaded>
      </Panel>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {county && <CountyPending county={county} />}
        {county && <CountyJobs countyId={county.id} />}
      </div>
      <Panel
        title={W.results}
        flush
        actions={
          <div className="no-print flex items-center gap-2">
            <SelectInput
              label={words.properties.verdict}
              hiddenLabel
              value={verdict ?? ''}
              onChange={({ currentTarget: { value } }) => choose(value)}
              options={[
                { value: '', name: W.anyVerdict },
                ...VERDICTS.map((value) => ({ value, name: words.properties.verdicts[value] })),
              ]}
            />
            <DownloadButton
              icon={Download}
              href={`/api/counties/${encodeURIComponent(countyId)}/results?${csv}`}
            >
              {words.properties.csv}
            </DownloadButton>
          </div>
        }
      >
        <Loaded query={results} lines={8}>
          {({ results: rows, next_cursor }) =>
            rows.length === 0 ? (
              <Empty
                title={verdict === undefined ? W.noResults : W.filteredEmpty}
                action={
                  verdict === undefined ? (
                    <LinkButton to="/documents" search={{ county: countyId }}>
                      {W.addDocument}
                    </LinkButton>
                  ) : (
                    <Button onClick={() => choose('')}>{words.actions.clearFilters}</Button>
                  )
                }
              >
                {verdict === undefined ? W.noResultsMore : null}
              </Empty>
            ) : (
              <>
                <ResultsTable results={rows} />
                <CursorPager cursor={cursor} next={next_cursor} />
              </>
            )
          }
        </Loaded>
      </Panel>
      {county && <CountySales county={county} />}
    </Page>
  );
}
