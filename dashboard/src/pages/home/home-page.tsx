import { queryOptions, type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { isSettled } from '../../data/job-state.ts';
import { pendingWorkQuery } from '../../data/pending-work.ts';
import { useMe } from '../../data/session.ts';
import { classes } from '../../ui/classes.ts';
import { Page } from '../../ui/page.tsx';
import { words } from '../../words.ts';
import { ActiveJobs } from './active-jobs.tsx';
import { ActivityCharts } from './activity-charts.tsx';
import { AttentionPanel, useAttention } from './attention-panel.tsx';
import { Counters } from './counters.tsx';
import { LatestReport } from './latest-report.tsx';
import { NextPanel } from './next-panel.tsx';
import { nextStep } from './next-step.ts';
import { PendingPanel } from './pending-panel.tsx';

const RECENT = 100;
/** Reports among which the first that says something is looked for. */
const NEWEST = 10;
const SOON_MS = 30_000;
const UNDER_WAY = ['in_progress', 'paused', 'pending'] as const;
const SHOWN = 20;
type Status = (typeof UNDER_WAY)[number];

const jobsOf = (status: Status) =>
  queryOptions({
    queryKey: ['jobs', 'home', status],
    refetchInterval: SOON_MS,
    queryFn: () => answered(api.GET('/api/jobs', { params: { query: { status, limit: SHOWN } } })),
  });

/** Jobs that completed since midnight where the reader is: their count is wanted, hardly their page. */
function endedToday() {
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  return { status: 'completed', ended_since: midnight.toISOString(), limit: 1 } as const;
}

/** The jobs of each status as one list, and how many there are in all. */
function together(queries: readonly UseQueryResult<Api['JobList']>[]) {
  const totals = Object.fromEntries(UNDER_WAY.map((status, at) => [status, queries[at]?.data?.total]));
  return {
    jobs: queries.flatMap(({ data }) => data?.jobs ?? []).filter((job) => !isSettled(job)),
    totals,
    // the one that failed or is not there yet stands for all
    query:
      queries.find(({ isError }) => isError) ?? queries.find(({ data }) => data === undefined) ?? queries[0],
  };
}

/** What was achieved, what runs, what waits, and what to do next. */
export function HomePage() {
  const me = useMe();
  const attention = useAttention();
  const jobs = useQuery({
    queryKey: ['jobs', 'home'],
    // events patch the jobs that are here; new ones come with the next look
    refetchInterval: SOON_MS,
    queryFn: () => answered(api.GET('/api/jobs', { params: { query: { limit: RECENT } } })),
  });
  const doneToday = useQuery({
    queryKey: ['jobs', 'home', 'done today'],
    refetchInterval: SOON_MS,
    queryFn: () => answered(api.GET('/api/jobs', { params: { query: endedToday() } })),
  });
  const pending = useQuery(pendingWorkQuery);
  const reports = useQuery({
    queryKey: ['report', 'newest'],
    queryFn: () => answered(api.GET('/incentive-reports', { params: { query: { limit: NEWEST } } })),
  });
  const under = useQueries({ queries: UNDER_WAY.map(jobsOf), combine: together });
  const active = under.jobs;
  const step = useMemo(
    () => nextStep(attention.data?.attention ?? [], active, pending.data?.pendingWork ?? []),
    [attention.data, active, pending.data],
  );
  // one that says nothing yet, of a draft perhaps, does not take the place of one that does
  const newest = reports.data?.reports ?? [];
  const report = newest.find(({ total_sites: sites }) => sites > 0) ?? newest[0];
  const ready = under.query?.data !== undefined && pending.data !== undefined && attention.data !== undefined;
  return (
    <Page title={words.home.title(me.organization.name)}>
      <Counters
        totals={under.totals}
        doneToday={doneToday.data?.total}
        pending={pending.data?.total}
        attention={attention.data?.attention.length}
      />
      <AttentionPanel query={attention} />
      <div className={classes('grid gap-4', report !== undefined && 'xl:grid-cols-[2fr_1fr]')}>
        {report !== undefined && <LatestReport id={report.id} />}
        {ready && <NextPanel step={step} />}
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <ActiveJobs jobs={active} query={under.query} />
        <PendingPanel query={pending} />
      </div>
      {jobs.data && <ActivityCharts jobs={jobs.data.jobs} now={jobs.dataUpdatedAt} />}
    </Page>
  );
}
