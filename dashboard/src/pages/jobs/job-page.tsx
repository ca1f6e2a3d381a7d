import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { type Api, LotlineError } from '../../data/api.ts';
import { stateWord } from '../../data/job-state.ts';
import { kindLabel } from '../../data/kinds.ts';
import { useTopic } from '../../data/live.ts';
import { Announcer } from '../../ui/announcer.tsx';
import { BackLink } from '../../ui/back-link.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { countsText } from '../../ui/counts-bar.tsx';
import { ReasonChip, StateBadge } from '../../ui/job-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { LinkTabs } from '../../ui/tabs.tsx';
import { words } from '../../words.ts';
import { JobControls } from './job-controls.tsx';
import { reasonText } from './job-figures.ts';
import { JobProgress } from './job-progress.tsx';
import { jobQuery } from './job-query.ts';
import { StateNotice } from './state-notice.tsx';

/** One job: its state, what can be done to it and how far it is stay in sight above its parts. */
export function JobPage() {
  const { jobId } = useParams({ from: '/shell/jobs/$jobId' });
  const query = useQuery(jobQuery(jobId));
  useTopic(query.data === undefined ? undefined : `job:${jobId}`);
  if (query.error instanceof LotlineError && query.error.status === 404) {
    return (
      <Page title={words.job.gone}>
        <Empty
          icon={SearchX}
          title={words.job.gone}
          action={<LinkButton to="/jobs">{words.job.toJobs}</LinkButton>}
        >
          {words.job.goneMore}
        </Empty>
      </Page>
    );
  }
  if (query.data === undefined) {
    return (
      <Page title={words.jobs.name} above={<Back />}>
        <Loaded query={query} lines={8}>
          {() => null}
        </Loaded>
      </Page>
    );
  }
  return <Shown job={query.data} />;
}

function Back() {
  return <BackLink to="/jobs">{words.job.back}</BackLink>;
}

function Shown({ job }: { readonly job: Api['Job'] }) {
  const params = { jobId: job.id };
  const said = words.job;
  return (
    <Page
      title={job.name}
      above={<Back />}
      badge={
        <>
          <StateBadge job={job} />
          {job.reason !== null && <ReasonChip text={reasonText(job.reason)} />}
        </>
      }
      actions={<JobControls job={job} />}
      below={
        <div className="flex flex-col gap-3">
          <p className="-mt-2 text-muted">{said.kindLine(kindLabel(job.kind), words.drivers[job.driver])}</p>
          <StateNotice job={job} />
          <JobProgress job={job} />
          <LinkTabs
            label={said.tabs}
            tabs={[
              { to: '/jobs/$jobId/overview', params, name: said.overview },
              { to: '/jobs/$jobId/items', params, name: said.items },
              { to: '/jobs/$jobId/failures', params, name: said.failures, count: job.counts.failed },
              { to: '/jobs/$jobId/batches', params, name: said.batches },
              { to: '/jobs/$jobId/log', params, name: said.log },
              { to: '/jobs/$jobId/settings', params, name: said.settings },
            ]}
          />
        </div>
      }
    >
      <Announcer state={stateWord(job)} progress={countsText(job.counts, job.progress)} />
      <Outlet />
    </Page>
  );
}
