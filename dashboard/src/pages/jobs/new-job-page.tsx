import { useQueries, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { COUNTY_KINDS, kindLabel } from '../../data/kinds.ts';
import { useMay } from '../../data/session.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { Choices } from '../../ui/choices.tsx';
import { CheckInput, SelectInput, TextInput } from '../../ui/field.tsx';
import { NotAllowed } from '../../ui/not-allowed.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { words } from '../../words.ts';
import { STRATEGIES } from './again.ts';
import { countyQuery } from './facts-panel.tsx';
import { type NewJobForm, REUSING, USUAL_PRIORITY, wrongFields } from './new-job-form.ts';
import { NewJobSummary } from './new-job-summary.tsx';
import { STATES_OF_US } from './us-states.ts';

const CountyPicker = lazy(() => import('./county-picker.tsx'));
const route = getRouteApi('/shell/jobs/new');
/** As many counties of an address as are looked up by name. */
const MOST_NAMED = 50;

/** Makes a job out of what waits: of which type, where, in which order. */
export function NewJobPage() {
  return useMay('analyst') ? <NewJob /> : <NotAllowed title={words.newJob.title} />;
}

function NewJob() {
  const search = route.useSearch();
  const said = words.newJob;
  const [form, setForm] = useState<NewJobForm>(() => ({
    kind: search.kind ?? COUNTY_KINDS[0],
    places: search.state === undefined ? 'counties' : 'state',
    counties: [],
    state: search.state ?? '',
    strategy: search.strategy ?? 'sequential',
    batchSize: search.batchSize === undefined ? '' : String(search.batchSize),
    priority: USUAL_PRIORITY,
    most: '',
    anew: false,
  }));
  const set = (change: Partial<NewJobForm>) => setForm((now) => ({ ...now, ...change }));
  useNamedCounties(search.counties, (counties) => set({ counties }));
  const work = useQuery({
    queryKey: ['pending-work'],
    queryFn: () => answered(api.GET('/api/pending-work')),
  });
  const lines = useQuery({
    queryKey: ['pending-work', form.kind],
    placeholderData: () => undefined,
    queryFn: () =>
      answered(api.GET('/api/pending-work/{jobType}', { params: { path: { jobType: form.kind } } })),
  });
  const pendingOf = (kind: string) => work.data?.pendingWork.find(({ jobType }) => jobType === kind);
  const own = pendingOf(form.kind);
  const wrong = wrongFields(form);
  const fault = (name: 'batchSize' | 'priority' | 'most') =>
    wrong.has(name) ? (name === 'most' ? words.retry.wrongNumber : words.jobSettings.wrong[name]) : undefined;
  return (
    <Page title={said.title} above={<BackLink to="/jobs">{words.job.back}</BackLink>}>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex flex-col gap-4">
          <Panel title={said.what}>
            <SelectInput
              label={said.kind}
              hiddenLabel
              value={form.kind}
              onChange={({ currentTarget: { value } }) => {
                const kind = COUNTY_KINDS.find((name) => name === value);
                // the size that was typed was meant for the other type
                if (kind !== undefined) set({ kind, batchSize: '' });
              }}
              options={COUNTY_KINDS.map((value) => {
                const waiting = pendingOf(value)?.pending;
                const name = kindLabel(value);
                return {
                  value,
                  name: waiting === undefined ? name : `${name} – ${said.pending(formatNumber(waiting))}`,
                };
              })}
            />
          </Panel>
          <Panel title={said.where}>
            <div className="flex flex-col gap-3">
              <Choices
                inline
                hiddenLabel
                label={said.where}
                value={form.places}
                onChange={(places) => set({ places })}
                choices={[
                  { value: 'counties', name: said.places.counties },
                  { value: 'state', name: said.places.state },
                  { value: 'all', name: said.places.all },
                ]}
              />
              {form.places === 'counties' && (
                <Suspense fallback={<div className="h-14" />}>
                  <CountyPicker
                    value={form.counties}
                    suggested={(lines.data?.counties ?? []).map(({ countyId, county, state, pending }) => ({
                      id: countyId,
                      name: `${county.replace(/ County$/, '')}, ${state}`,
                      pending,
                    }))}
                    onChange={(counties) => set({ counties })}
                  />
                </Suspense>
              )}
              {form.places === 'state' && (
                <SelectInput
                  label={said.state}
                  value={form.state}
                  onChange={({ currentTarget: { value } }) => set({ state: value })}
                  options={[
                    { value: '', name: said.chooseState },
                    ...STATES_OF_US.map(([value, name]) => ({ value, name })),
                  ]}
                />
              )}
            </div>
          </Panel>
          <Panel title={said.how}>
            <div className="grid gap-4 sm:grid-cols-2">
              <div className="sm:col-span-2">
                <Choices
                  inline
                  label={said.order}
                  value={form.strategy}
                  onChange={(strategy) => set({ strategy })}
                  choices={STRATEGIES.map((value) => ({ value, name: words.job.strategies[value] }))}
                />
              </div>
              <TextInput
                label={said.batchSize}
                inputMode="numeric"
                value={form.batchSize}
                placeholder={own === undefined ? '' : String(own.batchSize)}
                hint={own === undefined ? '' : said.batchSizeHint(formatNumber(own.batchSize))}
                error={fault('batchSize')}
                onChange={({ currentTarget: { value } }) => set({ batchSize: value })}
              />
              <TextInput
                label={said.priority}
                inputMode="numeric"
                value={form.priority}
                hint={said.priorityHint}
                error={fault('priority')}
                onChange={({ currentTarget: { value } }) => set({ priority: value })}
              />
              <TextInput
                label={said.most}
                inputMode="numeric"
                value={form.most}
                hint={said.mostHint}
                error={fault('most')}
                onChange={({ currentTarget: { value } }) => set({ most: value })}
              />
              {REUSING.includes(form.kind) && (
                <CheckInput
                  className="self-center"
                  label={said.reuse}
                  hint={said.reuseHint}
                  checked={form.anew}
                  onChange={({ currentTarget: { checked } }) => set({ anew: checked })}
                />
              )}
            </div>
          </Panel>
        </div>
        <NewJobSummary form={form} work={own} lines={lines} faulty={wrong.size > 0} />
      </div>
    </Page>
  );
}

/** Counties that the address names (by id, FIPS code or name), once they are known. */
function useNamedCounties(
  text: string | undefined,
  onKnown: (counties: { id: string; name: string }[]) => void,
): void {
  const texts = (text ?? '')
    .split(',')
    .filter((one) => one !== '')
    .slice(0, MOST_NAMED);
  const known = useQueries({
    queries: texts.map(countyQuery),
    combine: (results) => ({
      done: results.every(({ isPending }) => !isPending),
      counties: results.flatMap(({ data }) =>
        data === undefined ? [] : [{ id: data.id, name: `${data.county_name}, ${data.state_code}` }],
      ),
    }),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: taken over once, when the last of them is known; what is chosen then is the reader's
  useEffect(() => {
    if (known.done && known.counties.length > 0) onKnown(known.counties);
  }, [known.done]);
}
