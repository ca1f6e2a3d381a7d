import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  Ban,
  Bell,
  BellOff,
  CirclePause,
  CirclePlay,
  Copy,
  Download,
  Play,
  RotateCcw,
  SquarePlus,
  Trash2,
} from 'lucide-react';
import { type Api, answered, api } from '../../data/api.ts';
import { possible } from '../../data/job-state.ts';
import { isCountyKind } from '../../data/kinds.ts';
import { queryClient } from '../../data/query-client.ts';
import { useMay } from '../../data/session.ts';
import { MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { againSearch } from './again.ts';
import type { Command } from './commands.ts';
import { downloadsOf } from './downloads.ts';
import type { Asking } from './job-controls.tsx';

/** Everything that can be done to a job; what its state forbids says why. Rendered when the menu opens. */
export function JobMenu({
  job,
  onAsk,
  command,
}: {
  readonly job: Api['Job'];
  readonly onAsk: (asking: Asking) => void;
  readonly command: (command: Command) => void;
}) {
  const navigate = useNavigate();
  const may = useMay('analyst');
  const mayRemove = useMay('admin');
  const can = possible(job);
  const said = words.jobActions;
  const hint = (allowed: boolean, why: string) => (allowed ? {} : { disabled: true, hint: why });
  const again = againSearch(job);
  return (
    <>
      {may && job.status === 'paused' && (
        <MenuItem icon={CirclePlay} onSelect={() => command({ do: 'resume', reason: '' })}>
          {said.resume}
        </MenuItem>
      )}
      {may && job.status === 'pending' && isCountyKind(job.kind) && (
        <MenuItem icon={Play} onSelect={() => onAsk('start')}>
          {said.start}
        </MenuItem>
      )}
      {may && job.status !== 'paused' && (
        <MenuItem
          icon={CirclePause}
          {...hint(can.pause, said.notNow.pause)}
          onSelect={() => command({ do: 'pause', fence: false, reason: '' })}
        >
          {said.pause}
        </MenuItem>
      )}
      {may && can.pause && job.counts.processing > 0 && (
        <MenuItem icon={CirclePause} onSelect={() => command({ do: 'pause', fence: true, reason: '' })}>
          {said.pauseAndRelease}
        </MenuItem>
      )}
      {may && (
        <MenuItem icon={RotateCcw} {...hint(can.retry, said.notNow.retry)} onSelect={() => onAsk('retry')}>
          {said.retry}
        </MenuItem>
      )}
      {may && (
        <MenuItem
          icon={Ban}
          danger
          {...hint(can.cancel, said.notNow.cancel)}
          onSelect={() => onAsk('cancel')}
        >
          {said.cancel}
        </MenuItem>
      )}
      {may && again !== undefined && (
        <MenuItem icon={SquarePlus} onSelect={() => void navigate({ to: '/jobs/new', search: again })}>
          {said.runAgain}
        </MenuItem>
      )}
      {may && <MenuSeparator />}
      <Follow jobId={job.id} />
      {downloadsOf(job).map(({ name, href }) => (
        <MenuItem key={href} icon={Download} onSelect={() => window.location.assign(href)}>
          {name}
        </MenuItem>
      ))}
      <MenuItem icon={Copy} onSelect={() => void copy(job.id)}>
        {said.copyId}
      </MenuItem>
      {mayRemove && (
        <>
          <MenuSeparator />
          <MenuItem
            icon={Trash2}
            danger
            {...hint(can.remove, said.notNow.remove)}
            onSelect={() => onAsk('remove')}
          >
            {said.remove}
          </MenuItem>
        </>
      )}
    </>
  );
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  tell({ title: words.actions.copied });
}

/** Whether one is told what becomes of the job; asked for when the menu opens. */
function Follow({ jobId }: { readonly jobId: string }) {
  const path = { id: jobId };
  const queryKey = ['job-subscription', jobId];
  const { data } = useQuery({
    queryKey,
    queryFn: () => answered(api.GET('/api/jobs/{id}/subscription', { params: { path } })),
  });
  const change = useMutation({
    mutationFn: (follow: boolean) =>
      follow
        ? answered(api.PUT('/api/jobs/{id}/subscription', { params: { path } }))
        : answered(api.DELETE('/api/jobs/{id}/subscription', { params: { path } })),
    onSuccess: (now) => {
      queryClient.setQueryData(queryKey, now);
      tell({ title: now.subscribed ? words.jobActions.followed : words.jobActions.unfollowed });
    },
    onError: tellError,
  });
  const following = data?.subscribed === true;
  return (
    <MenuItem
      icon={following ? BellOff : Bell}
      disabled={data === undefined}
      onSelect={() => change.mutate(!following)}
    >
      {following ? words.jobActions.unfollow : words.jobActions.follow}
    </MenuItem>
  );
}
