import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { LinkButton } from '../../ui/button.tsx';
import { CountsBar } from '../../ui/counts-bar.tsx';
import { ReasonChip, StateBadge } from '../../ui/job-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { words } from '../../words.ts';

const W = words.home;
const SHOWN = 6;

/** The jobs that are under way, or ready to be. */
export function ActiveJobs({
  jobs,
  query,
}: {
  readonly jobs: readonly Api['Job'][];
  readonly query: UseQueryResult<Api['JobList']> | undefined;
}) {
  return (
    <Panel
      title={W.active}
      flush
      actions={
        <LinkButton size="sm" look="quiet" to="/jobs">
          {W.allJobs}
        </LinkButton>
      }
    >
      {query !== undefined && (
        <Loaded query={query} lines={5}>
          {() =>
            jobs.length === 0 ? (
              <Empty title={W.noActive}>{W.noActiveMore}</Empty>
            ) : (
              <ul aria-label={W.active}>
                {jobs.slice(0, SHOWN).map((job) => (
                  <JobLine key={job.id} job={job} />
                ))}
              </ul>
            )
          }
        </Loaded>
      )}
    </Panel>
  );
}

function JobLine({ job }: { readonly job: Api['Job'] }) {
  const { counts, pace, reason, progress } = job;
  const settled = counts.total - counts.waiting - counts.processing;
  return (
    <li data-row className="flex flex-col gap-1.5 border-b border-line px-4 py-2.5 last:border-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link to="/jobs/$jobId/overview" params={{ jobId: job.id }} className="link min-w-0 font-medium">
          {job.name}
        </Link>
        <StateBadge job={job} />
        {reason && <ReasonChip text={reason.text} />}
        <span className="ml-auto text-sm text-muted tabular">
          {formatNumber(settled)} / {formatNumber(counts.total)} · {progress}%
        </span>
      </div>
      <CountsBar counts={counts} progress={progress} label={job.name} />
      {pace && job.status === 'in_progress' && (
        <div className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
          {pace.perMinute !== null && (
            <span className="tabular">{W.pace(formatNumber(Math.round(pace.perMinute)))}</span>
          )}
          <Sparkline values={pace.recent} label={W.paceLabel(job.name)} />
          {pace.eta.state !== 'stalled' && <span>{pace.eta.text}</span>}
        </div>
      )}
    </li>
  );
}
