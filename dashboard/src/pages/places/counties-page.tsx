import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useMemo } from 'react';
import { STATE_CODES } from '../../../../src/property/counties/states.ts';
import { answered, api } from '../../data/api.ts';
import { useChangeSearch } from '../../data/change-search.ts';
import { formatCount, formatNumber } from '../../data/format.ts';
import { type JobType, pendingByCountyQuery, pendingWorkQuery } from '../../data/pending-work.ts';
import { Button } from '../../ui/button.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { ErrorPanel, Loaded, Skeleton } from '../../ui/states.tsx';
import { words } from '../../words.ts';
import { atlasQuery } from './atlas.ts';
import { CountyLegend } from './county-legend.tsx';
import { CountyMap, type Shown } from './county-map.tsx';
import {
  arrange,
  type CountyRow,
  hasSomething,
  joinCounties,
  SHOWS,
  type Show,
  shownValue,
} from './county-rows.ts';
import { CountyTable } from './county-table.tsx';
import { stepsOf } from './shades.ts';

const route = getRouteApi('/shell/counties');
const W = words.counties;
const STATES = Object.entries(STATE_CODES).sort(([, one], [, other]) => one.localeCompare(other));
const NONE: readonly CountyRow[] = [];
const NO_COUNTIES: readonly never[] = [];

/** Where there is work and where there are results, as a map and as a table. */
export function CountiesPage() {
  const { show = 'work', type, state, q, sort, order = 'descending', page = 1 } = route.useSearch();
  const navigate = useNavigate();
  const pendingWork = useQuery(pendingWorkQuery);
  const types = pendingWork.data?.pendingWork ?? [];
  const jobType =
    types.find((one) => one.jobType === type)?.jobType ?? (type === 'all' ? 'all' : 'properties');
  const rows = useCounties(jobType);
  const atlas = useQuery(atlasQuery);
  const all = rows.data ?? NONE;
  const inState = useMemo(
    () =>
      arrange(state === undefined && q === undefined ? all.filter(hasSomething) : all, {
        state,
        q,
        sort: sort ?? orderOf(show),
        order,
      }),
    [all, state, q, sort, show, order],
  );
  const values = useMemo(() => valuesOf(all, show), [all, show]);
  const steps = useMemo(() => stepsOf([...values.values()].map(({ value }) => value)), [values]);
  const fips = STATES.find(([, code]) => code === state)?.[0];

  const stateNames = new Map(atlas.data?.states.map((one) => [one.fips, one.name]));
  const changeSearch = useChangeSearch();
  const change = (part: Record<string, string | undefined>) => changeSearch({ page: undefined, ...part });
  const filtered = state !== undefined || q !== undefined;
  const label = W.map(W.show[show], fips && (stateNames.get(fips) ?? state));

  return (
    <Page
      title={words.nav.counties}
      below={
        <div className="no-print grid gap-2 sm:flex sm:flex-wrap">
          <SelectInput
            label={W.shade}
            hiddenLabel
            value={show}
            onChange={({ currentTarget: { value } }) =>
              change({ show: value === 'work' ? undefined : value, sort: undefined })
            }
            options={SHOWS.map((value) => ({ value, name: W.show[value] }))}
          />
          {show === 'work' && (
            <SelectInput
              label={W.type}
              hiddenLabel
              value={jobType}
              onChange={({ currentTarget: { value } }) =>
                change({ type: value === 'properties' ? undefined : value })
              }
              options={[
                { value: 'properties', name: W.propertyTypes },
                { value: 'all', name: W.allTypes },
                ...types.map((one) => ({
                  value: one.jobType,
                  name: `${one.label} (${formatNumber(one.pending)})`,
                })),
              ]}
            />
          )}
          <SelectInput
            label={W.state}
            hiddenLabel
            value={state ?? ''}
            onChange={({ currentTarget: { value } }) => change({ state: value || undefined })}
            options={[
              { value: '', name: W.allStates },
              ...STATES.map(([code, value]) => ({ value, name: stateNames.get(code) ?? value })),
            ]}
          />
          <SearchInput
            label={W.find}
            className="sm:w-64"
            defaultValue={q ?? ''}
            onChange={({ currentTarget: { value } }) => change({ q: value || undefined })}
          />
        </div>
      }
    >
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]">
        <Panel
          title={label}
          actions={
            state !== undefined && (
              <Button size="sm" icon={ArrowLeft} onClick={() => change({ state: undefined })}>
                {W.wholeCountry}
              </Button>
            )
          }
        >
          <Loaded query={atlas} lines={12}>
            {(drawn) => (
              <div className="flex flex-col gap-3">
                <CountyMap
                  atlas={drawn}
                  values={values}
                  steps={steps}
                  state={fips}
                  label={label}
                  onState={(chosen) => {
                    change({ state: STATE_CODES[chosen] });
                  }}
                  onCounty={(countyId) => void navigate({ to: '/counties/$countyId', params: { countyId } })}
                />
                {rows.data !== undefined && <CountyLegend steps={steps} label={W.legend} />}
              </div>
            )}
          </Loaded>
        </Panel>
        <Panel title={W.table} note={rows.data && formatCount(inState.length, W.one, W.many)} flush>
          {rows.failed && (
            <div className="p-4">
              <ErrorPanel error={rows.failed.error} retry={() => void rows.failed?.refetch()} />
            </div>
          )}
          {rows.data === undefined && !rows.failed && <Skeleton lines={10} />}
          {rows.data !== undefined && (
            <CountyTable
              rows={inState}
              sort={sort ?? orderOf(show)}
              order={order}
              page={page}
              onClear={filtered ? () => change({ state: undefined, q: undefined }) : undefined}
            />
          )}
        </Panel>
      </div>
    </Page>
  );
}

const orderOf = (show: Show) => (show === 'work' ? 'pending' : show);

/** `properties`: all types but the research of counties, which waits in every county there is. */
function useCounties(types: JobType | 'all' | 'properties') {
  const figures = useQuery({
    queryKey: ['county-figures'],
    queryFn: () => answered(api.GET('/api/county-figures')),
  });
  const pending = useQuery(pendingByCountyQuery(types === 'properties' ? 'all' : types));
  const research = useQuery({ ...pendingByCountyQuery('county_research'), enabled: types === 'properties' });
  const less = types === 'properties' ? research.data?.counties : NO_COUNTIES;
  const data = useMemo(
    () =>
      figures.data &&
      pending.data &&
      less &&
      joinCounties(figures.data.counties, pending.data.counties, less),
    [figures.data, pending.data, less],
  );
  // the one that failed says why
  return { data, failed: [figures, pending, research].find(({ isError }) => isError) };
}

function valuesOf(rows: readonly CountyRow[], show: Show): ReadonlyMap<string, Shown> {
  return new Map(
    rows.map((row) => {
      const value = shownValue(row, show);
      return [row.fips, { value, text: W.said[show](formatNumber(value)) }];
    }),
  );
}
