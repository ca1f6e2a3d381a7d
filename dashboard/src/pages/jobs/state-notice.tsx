import { CircleAlert, CircleX, Hourglass, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { type ShownState, shownState } from '../../data/job-state.ts';
import { useMay } from '../../data/session.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { words } from '../../words.ts';
import { useCommand } from './commands.ts';

/** What somebody has to know of a job that does not simply run: why it stopped, what is still on its way, what to do. */
export function StateNotice({ job }: { readonly job: Api['Job'] }) {
  const command = useCommand(job);
  const may = useMay('analyst');
  const state: ShownState = shownState(job);
  const running = formatNumber(job.counts.processing);
  const failures = (
    <LinkButton size="sm" to="/jobs/$jobId/failures" params={{ jobId: job.id }}>
      {words.job.seeFailures}
    </LinkButton>
  );
  switch (state) {
    case 'pausing':
      return (
        <Notice icon={Hourglass} tone="warn" title={words.job.pausing(running)} more={job.pauseReason}>
          {may && (
            <Button
              size="sm"
              busy={command.isPending}
              title={words.jobActions.pauseReleaseMore}
              onClick={() => command.mutate({ do: 'pause', fence: true, reason: '' })}
            >
              {words.jobActions.pauseRelease}
            </Button>
          )}
        </Notice>
      );
    case 'auto_paused':
      return (
        <Notice
          icon={CircleAlert}
          tone="warn"
          title={job.pauseReason ?? words.job.autoPaused}
          more={job.counts.failed > 0 ? words.job.autoPausedMore : words.job.autoPausedEmpty}
        >
          {failures}
        </Notice>
      );
    case 'paused':
      return job.pauseReason === null ? null : (
        <Notice icon={CircleAlert} tone="neutral" title={job.pauseReason} more={null} />
      );
    case 'cancelling':
      return (
        <Notice icon={Hourglass} tone="neutral" title={words.job.cancelling(running)} more={null}>
          {may && (
            <Button
              size="sm"
              busy={command.isPending}
              title={words.jobActions.cancelStopMore}
              onClick={() => command.mutate({ do: 'cancel', force: true, reason: '' })}
            >
              {words.jobActions.cancelStop}
            </Button>
          )}
        </Notice>
      );
    case 'failed':
      return (
        <Notice icon={CircleX} tone="bad" title={words.job.failedWhole} more={job.lastError}>
          {job.counts.failed > 0 && failures}
        </Notice>
      );
    default:
      return null;
  }
}

const TONES = {
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  neutral: 'bg-sunken text-muted',
} as const;

function Notice({
  icon: Icon,
  tone,
  title,
  more,
  children,
}: {
  readonly icon: LucideIcon;
  readonly tone: keyof typeof TONES;
  readonly title: string;
  readonly more: string | null;
  readonly children?: ReactNode;
}) {
  return (
    <div
      className={classes('flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md px-4 py-2.5', TONES[tone])}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 basis-56 [overflow-wrap:anywhere]">
        <p className="font-medium">{title}</p>
        {more !== null && more !== '' && <p className="text-sm">{more}</p>}
      </div>
      <div className="flex gap-2">{children}</div>
    </div>
  );
}
