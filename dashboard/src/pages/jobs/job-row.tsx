import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { Api } from '../../data/api.ts';
import { actorName, formatDuration, formatNumber } from '../../data/format.ts';
import { isSettled, shownState } from '../../data/job-state.ts';
import { kindLabel } from '../../data/kinds.ts';
import { CountsBar } from '../../ui/counts-bar.tsx';
import { ReasonChip, StateBadge } from '../../ui/job-state.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import { Row, Td } from '../../ui/table.tsx';
import { Ago } from '../../ui/time.tsx';
import { useWide } from '../../ui/wide.ts';
import { words } from '../../words.ts';
import { JobControls } from './job-controls.tsx';
import { batchPlace, ranSeconds, rateText, reasonText, settledOf } from './job-figures.ts';

/**
 * A job in the list. On narrow screens its columns stand below each other in the first cell. Hundreds of events a second may bring
 * new counts: only what they change is drawn again, which links and controls are not part of.
 */
export const JobRow = memo(function JobRow({
  job,
  index,
  chosen,
  onChoose,
}: {
  readonly job: Api['Job'];
  /** Its place in the whole list, from 1. */
  readonly index: number;
  readonly chosen: boolean;
  /** Undefined where nothing may be done with what is chosen. */
  readonly onChoose: ((id: string, chosen: boolean) => void) | undefined;
}) {
  const wide = useWide();
  return (
    <Row data-row selected={chosen} aria-rowindex={index + 1} className="align-top">
      {onChoose && (
        <Td className="w-9 pr-0 align-top">
          <input
            type="checkbox"
            aria-label={words.jobs.choose(job.name)}
            checked={chosen}
            onChange={({ currentTarget: { checked } }) => onChoose(job.id, checked)}
            className="mt-0.5 size-4 accent-(--accent)"
          />
        </Td>
      )}
      <Td className="max-w-80 min-w-0 align-top md:min-w-56">
        <Name
          id={job.id}
          name={job.name}
          kind={job.kind}
          createdAt={job.createdAt}
          createdBy={job.createdBy}
        />
        {!wide && (
          <div className="mt-1.5 flex flex-col gap-1.5">
            <State job={job} />
            <Progress job={job} />
            <Pace job={job} />
          </div>
        )}
      </Td>
      {wide && (
        <>
          <Td className="align-top">
            <State job={job} />
          </Td>
          <Td className="min-w-48 align-top">
            <Progress job={job} />
          </Td>
          <Td className="align-top max-[60rem]:hidden">
            <Pace job={job} />
          </Td>
        </>
      )}
      <Td className="w-px align-top">
        <JobControls job={job} inList />
      </Td>
    </Row>
  );
});

const Name = memo(function Name({
  id,
  name,
  kind,
  createdAt,
  createdBy,
}: Pick<Api['Job'], 'id' | 'name' | 'kind' | 'createdAt' | 'createdBy'>) {
  return (
    <>
      <Link
        to="/jobs/$jobId/overview"
        params={{ jobId: id }}
        className="font-medium text-base hover:underline [overflow-wrap:anywhere]"
      >
        {name}
      </Link>
      <p className="text-muted">
        {!name.startsWith(kindLabel(kind)) && `${kindLabel(kind)} · `}
        <Ago at={createdAt} />
        {createdBy !== null && <span className="max-xl:hidden"> · {actorName(createdBy)}</span>}
      </p>
    </>
  );
});

function State({ job }: { readonly job: Api['Job'] }) {
  const state = shownState(job);
  const why = state === 'auto_paused' ? (job.pauseReason ?? job.lastError) : job.pauseReason;
  return (
    <div className="flex max-w-64 flex-col items-start gap-1">
      <StateBadge job={job} />
      {job.reason !== null && <ReasonChip text={reasonText(job.reason)} />}
      {!job.sealed && job.status === 'pending' && <p className="text-muted">{words.jobs.upload}</p>}
      {(state === 'pausing' || state === 'cancelling') && (
        <p className="text-muted tabular">{words.jobs.inHand(formatNumber(job.counts.processing))}</p>
      )}
      {why !== null && job.status === 'paused' && (
        <p className="line-clamp-2 text-muted [overflow-wrap:anywhere]">{why}</p>
      )}
      {job.status === 'failed' && job.lastError !== null && (
        <p className="line-clamp-2 text-muted [overflow-wrap:anywhere]">{job.lastError}</p>
      )}
    </div>
  );
}

function Progress({ job }: { readonly job: Api['Job'] }) {
  const { counts, settings, progress, name } = job;
  const place = isSettled(job) ? null : batchPlace(counts, settings.batchSize);
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <CountsBar
          counts={counts}
          progress={progress}
          label={words.jobs.progressOf(name)}
          className="flex-1"
        />
        <span className="w-12 text-right whitespace-nowrap tabular">{progress}%</span>
      </div>
      <p className="flex flex-wrap gap-x-2 text-muted tabular">
        <span>{words.jobs.items(formatNumber(settledOf(counts)), formatNumber(counts.total))}</span>
        {counts.failed > 0 && (
          <Link
            to="/jobs/$jobId/failures"
            params={{ jobId: job.id }}
            className="text-bad underline-offset-2 hover:underline"
          >
            {words.jobs.failedOf(formatNumber(counts.failed))}
          </Link>
        )}
        {place !== null && place.all > 1 && (
          <span>{words.jobs.batch(formatNumber(place.now), formatNumber(place.all))}</span>
        )}
      </p>
    </div>
  );
}

function Pace({ job }: { readonly job: Api['Job'] }) {
  const { pace } = job;
  const ran = ranSeconds(job);
  if (pace === null || job.status !== 'in_progress') {
    return ran === null || job.completedAt === null ? null : (
      <p className="whitespace-nowrap text-muted">
        {words.jobs.took(ran < 1 ? words.jobs.underSecond : formatDuration(ran))}
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        {pace.perMinute !== null && (
          <span className="tabular">{words.jobs.perMinute(rateText(pace.perMinute))}</span>
        )}
        {pace.recent.length > 1 && <Sparkline values={pace.recent} label={words.jobs.paceOf(job.name)} />}
      </div>
      <p className="text-muted">{pace.eta.text}</p>
    </div>
  );
}
