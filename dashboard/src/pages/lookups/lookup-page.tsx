import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChartNoAxesColumn, SearchX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type Api, LotlineError } from '../../data/api.ts';
import { formatCount } from '../../data/format.ts';
import { stateWord } from '../../data/job-state.ts';
import { useTopic } from '../../data/live.ts';
import { queryClient } from '../../data/query-client.ts';
import { useMay } from '../../data/session.ts';
import { Announcer } from '../../ui/announcer.tsx';
import { BackLink } from '../../ui/back-link.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { countsText } from '../../ui/counts-bar.tsx';
import { ReasonChip, StateBadge } from '../../ui/job-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { words } from '../../words.ts';
import { FailurePanel } from '../jobs/failure-panel.tsx';
import { JobControls } from '../jobs/job-controls.tsx';
import { reasonText } from '../jobs/job-figures.ts';
import { JobProgress } from '../jobs/job-progress.tsx';
import { jobQuery } from '../jobs/job-query.ts';
import { StateNotice } from '../jobs/state-notice.tsx';
import { DownloadMenu } from './download-menu.tsx';
import { FixDialog } from './fix-dialog.tsx';
import { batchQuery } from './lookup-query.ts';
import { noticedIn } from './noticed.ts';
import { NoticedNote } from './noticed-note.tsx';
import { ResultsPanel } from './results-panel.tsx';

const route = getRouteApi('/shell/lookups/$jobId');
const SHOWN_CAUSES = 5;

/** One lookup: how far it is, why rows failed, what was found, and the way to mend what was not. */
export function LookupPage() {
  const { jobId } = route.useParams();
  const query = useQuery(jobQuery(jobId));
  useTopic(query.data === undefined ? undefined : `job:${jobId}`);
  if (query.error instanceof LotlineError && query.error.status === 404) {
    return (
      <Page title={words.lookups.gone} above={<Back />}>
        <Empty icon={SearchX} title={words.lookups.gone}>
          {words.lookups.goneMore}
        </Empty>
      </Page>
    );
  }
  return query.data === undefined ? (
    <Page title={words.lookups.name} above={<Back />}>
      <Loaded query={query} lines={8}>
        {() => null}
      </Loaded>
    </Page>
  ) : (
    <Shown job={query.data} />
  );
}

function Back() {
  return <BackLink to="/lookups">{words.lookups.back}</BackLink>;
}

function Shown({ job }: { readonly job: Api['Job'] }) {
  const { id: jobId } = job;
  const may = useMay('analyst');
  const [fixing, fix] = useState(false);
  const batch = useQuery(batchQuery(jobId));
  useEffect(() => {
    if (job.sealed) void queryClient.invalidateQueries({ queryKey: ['lookup', jobId] });
  }, [job.sealed, jobId]);
  if (!job.sealed && job.status === 'pending') {
    return (
      <Page title={job.name} above={<Back />}>
        <Empty
          title={words.lookups.isDraft}
          action={
            <LinkButton to="/imports/$jobId" params={{ jobId }} look="primary">
              {words.lookups.goOn}
            </LinkButton>
          }
        >
          {words.lookups.isDraftMore}
        </Empty>
      </Page>
    );
  }
  const bad = job.counts.failed + job.counts.skipped;
  const noticed = noticedIn(job.params);
  const reportId = batch.data?.report_id ?? null;
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
      actions={
        <>
          {reportId !== null && (
            <LinkButton to="/reports/$reportId" params={{ reportId }} icon={ChartNoAxesColumn}>
              {words.lookups.report}
            </LinkButton>
          )}
          <DownloadMenu jobId={jobId} bad={bad} again={job.generation > 1} />
          {may && bad > 0 && (
            <Button
              look="primary"
              disabled={job.status === 'cancelled'}
              title={job.status === 'cancelled' ? words.lookups.fixWhen : undefined}
              onClick={() => fix(true)}
            >
              {words.lookups.fix}
            </Button>
          )}
          <JobControls job={job} />
        </>
      }
      below={
        <div className="flex flex-col gap-3">
          <StateNotice job={job} />
          <JobProgress job={job} />
        </div>
      }
    >
      <Announcer state={stateWord(job)} progress={countsText(job.counts, job.progress)} />
      {job.counts.skipped > 0 && (
        <p className="text-muted">
          {words.lookups.skipped(formatCount(job.counts.skipped, 'row'))}{' '}
          <Link to="." search={{ status: 'skipped' }} replace resetScroll={false} className="link">
            {words.lookups.skippedShow}
          </Link>
        </p>
      )}
      {noticed !== undefined && <NoticedNote noticed={noticed} />}
      {job.counts.failed > 0 && <FailurePanel job={job} most={SHOWN_CAUSES} />}
      <ResultsPanel job={job} />
      {fixing && <FixDialog jobId={jobId} onClose={() => fix(false)} />}
    </Page>
  );
}
