import { Ban, CirclePause, CirclePlay, Ellipsis, Play } from 'lucide-react';
import { memo, useState } from 'react';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { possible, shownState } from '../../data/job-state.ts';
import { isCountyKind } from '../../data/kinds.ts';
import { useMay } from '../../data/session.ts';
import { Button, IconButton, LinkButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { words } from '../../words.ts';
import { ActionDialog } from './action-dialog.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { useCommand, useRemove } from './commands.ts';
import { JobMenu } from './job-menu.tsx';
import { StartDialog } from './start-dialog.tsx';

export type Asking = 'cancel' | 'start' | 'retry' | 'remove';

/**
 * What can be done to a job: the one obvious thing as a button, everything else in a menu. On a job's own page the key `p`
 * presses the button; in a list one that paused itself is reviewed first, and narrow screens have the menu alone.
 */
export const JobControls = memo(Controls, (before, after) => {
  // on its own page each change is told; in lists only what changes the controls
  if (after.inList !== true) return false;
  const [a, b] = [before.job, after.job];
  return (
    a.id === b.id &&
    a.name === b.name &&
    a.status === b.status &&
    a.draining === b.draining &&
    a.autoPaused === b.autoPaused &&
    a.counts.failed === b.counts.failed
  );
});

function Controls({ job, inList = false }: { readonly job: Api['Job']; readonly inList?: boolean }) {
  const [asking, ask] = useState<Asking>();
  const command = useCommand(job);
  const remove = useRemove(job);
  const may = useMay('analyst');
  const can = possible(job);
  const said = words.jobActions;
  const close = () => ask(undefined);
  const look = inList ? ({ size: 'sm', className: 'max-md:hidden' } as const) : { 'data-key': 'p' };
  const review = inList && shownState(job) === 'auto_paused';
  return (
    <div className="no-print flex items-center justify-end gap-1">
      {may && can.pause && (
        <Button
          {...look}
          icon={CirclePause}
          busy={command.isPending}
          title={!inList ? said.pauseFinish(formatNumber(job.counts.processing)) : undefined}
          onClick={() => command.mutate({ do: 'pause', fence: false, reason: '' })}
        >
          {said.pause}
        </Button>
      )}
      {review && (
        <LinkButton {...look} to="/jobs/$jobId/failures" params={{ jobId: job.id }}>
          {words.jobs.review}
        </LinkButton>
      )}
      {may && job.status === 'paused' && !review && (
        <Button
          {...look}
          icon={CirclePlay}
          busy={command.isPending}
          onClick={() => command.mutate({ do: 'resume', reason: '' })}
        >
          {said.resume}
        </Button>
      )}
      {may && job.status === 'pending' && isCountyKind(job.kind) && (
        <Button {...look} icon={Play} onClick={() => ask('start')}>
          {said.start}
        </Button>
      )}
      {may && !inList && can.cancel && (
        <Button look="danger" icon={Ban} onClick={() => ask('cancel')}>
          {said.cancel}
        </Button>
      )}
      <Menu trigger={<IconButton icon={Ellipsis} label={said.menuOf(job.name)} />}>
        <JobMenu job={job} onAsk={ask} command={command.mutate} />
      </Menu>
      {asking === 'cancel' && <CancelDialog job={job} onClose={close} />}
      {asking === 'start' && <StartDialog job={job} onClose={close} />}
      {asking === 'retry' && (
        <ActionDialog
          asked={{ action: 'retry', jobs: { ids: [job.id] }, items: { all: true } }}
          onClose={close}
        />
      )}
      {asking === 'remove' && (
        <ConfirmDialog
          open
          onClose={close}
          title={said.removeTitle(job.name)}
          description={said.removeMore}
          confirm={said.remove}
          look="danger"
          typed={job.name}
          busy={remove.isPending}
          onConfirm={() => remove.mutate(undefined, { onSettled: close })}
        >
          <a className="link w-fit" href={`/api/jobs/${job.id}/items?format=csv`} download>
            {said.removeExport}
          </a>
        </ConfirmDialog>
      )}
    </div>
  );
}
