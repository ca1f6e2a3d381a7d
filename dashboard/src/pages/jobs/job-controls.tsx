import { CirclePause, CirclePlay, Ellipsis, Play } from 'lucide-react';
import { memo, useState } from 'react';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { possible } from '../../data/job-state.ts';
import { isCountyKind } from '../../data/kinds.ts';
import { useMay } from '../../data/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
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
 * What can be done to a job: the one obvious thing as a button, everything else in a menu. `marked` lets the key `p` press
 * the button (on a job's own page; in lists there are many).
 */
export const JobControls = memo(Controls, (before, after) => {
  // on its own page each change is told; in lists only what changes the controls
  if (after.marked) return false;
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

function Controls({
  job,
  marked = false,
  size = 'sm',
}: {
  readonly job: Api['Job'];
  readonly marked?: boolean;
  readonly size?: 'sm' | 'md';
}) {
  const [asking, ask] = useState<Asking>();
  const command = useCommand(job);
  const remove = useRemove(job);
  const may = useMay('analyst');
  const can = possible(job);
  const said = words.jobActions;
  const close = () => ask(undefined);
  const key = marked ? { 'data-key': 'p' } : {};
  return (
    <div className="no-print flex items-center justify-end gap-1">
      {may && can.pause && (
        <Button
          {...key}
          size={size}
          icon={CirclePause}
          busy={command.isPending}
          title={marked ? said.pauseFinish(formatNumber(job.counts.processing)) : undefined}
          onClick={() => command.mutate({ do: 'pause', fence: false, reason: '' })}
        >
          {said.pause}
        </Button>
      )}
      {may && job.status === 'paused' && (
        <Button
          {...key}
          size={size}
          icon={CirclePlay}
          busy={command.isPending}
          onClick={() => command.mutate({ do: 'resume', reason: '' })}
        >
          {said.resume}
        </Button>
      )}
      {may && job.status === 'pending' && isCountyKind(job.kind) && (
        <Button {...key} size={size} icon={Play} onClick={() => ask('start')}>
          {said.start}
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
