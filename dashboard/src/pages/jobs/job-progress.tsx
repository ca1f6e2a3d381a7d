import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { isSettled } from '../../data/job-state.ts';
import { classes } from '../../ui/classes.ts';
import { CountsBar } from '../../ui/counts-bar.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import { words } from '../../words.ts';
import { batchPlace, finishText, rateText } from './job-figures.ts';

const COUNTS = [
  { name: 'completed', dot: 'bg-ok-solid', always: true },
  { name: 'failed', dot: 'bg-bad-solid', always: true },
  { name: 'skipped', dot: 'bg-idle-solid', always: false },
  { name: 'cancelled', dot: 'bg-idle-solid', always: false },
  { name: 'processing', dot: 'bg-info-solid', always: true },
  { name: 'waiting', dot: 'bg-sunken ring-1 ring-line-strong', always: true },
] as const;

/** How far a job is: its counts, its batch, its pace, and when it ends. */
export function JobProgress({ job }: { readonly job: Api['Job'] }) {
  const { counts, progress, settings, pace } = job;
  const place = isSettled(job) ? null : batchPlace(counts, settings.batchSize);
  const ends = pace === null || job.status !== 'in_progress' ? null : finishText(pace.eta);
  return (
    <div className="flex flex-col gap-2 rounded-lg border border-line bg-surface px-4 py-3">
      <div className="flex items-center gap-3">
        <CountsBar
          counts={counts}
          progress={progress}
          label={words.jobs.progressOf(job.name)}
          className="h-2.5! flex-1"
        />
        <span className="text-lg font-semibold tabular">{progress}%</span>
      </div>
      <div className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
        <dl className="flex flex-wrap gap-x-4 gap-y-1">
          {COUNTS.filter(({ name, always }) => always || counts[name] > 0).map(({ name, dot }) => (
            <div key={name} className="flex items-center gap-1.5">
              <span aria-hidden className={classes('size-2 rounded-full', dot)} />
              <dd className="order-1 font-medium tabular">{formatNumber(counts[name])}</dd>
              <dt className="order-2 text-muted">{words.counts[name]}</dt>
            </div>
          ))}
        </dl>
        {place !== null && (
          <p className="text-muted tabular sm:ml-auto">
            {words.job.batchNow(
              formatNumber(place.now),
              formatNumber(place.all),
              formatNumber(place.done),
              formatNumber(place.size),
            )}
          </p>
        )}
      </div>
      {pace !== null && job.status === 'in_progress' && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line pt-2">
          {pace.perMinute !== null && (
            <span className="font-medium tabular">{words.jobs.perMinute(rateText(pace.perMinute))}</span>
          )}
          {pace.recent.length > 1 && (
            <Sparkline values={pace.recent} label={words.jobs.paceOf(job.name)} width={120} />
          )}
          <span>{pace.eta.text}</span>
          {ends !== null && <span className="text-muted tabular">{ends}</span>}
          {pace.binding !== null && (
            <span className="text-muted">
              {words.job.binding}: {pace.binding.text}
            </span>
          )}
        </div>
      )}
    </div>
  );
}
