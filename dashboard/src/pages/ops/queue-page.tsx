import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CirclePause, CirclePlay } from 'lucide-react';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { kindLabel } from '../../data/kinds.ts';
import { useTopic } from '../../data/live.ts';
import { queryClient } from '../../data/query-client.ts';
import { useMay } from '../../data/session.ts';
import { Announcer } from '../../ui/announcer.tsx';
import { BackLink } from '../../ui/back-link.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Ago, Time } from '../../ui/time.tsx';
import { tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { ConcurrencyPanel } from './concurrency-panel.tsx';
import { formatShare } from './figures.ts';
import { useQueue } from './ops-queries.ts';
import { QueueJobs } from './queue-jobs.tsx';
import { QueueBadge } from './queues-panel.tsx';

const route = getRouteApi('/shell/ops/queues/$kind');
const said = words.ops;

export interface QueueChange {
  readonly concurrency?: number | null;
  readonly paused?: boolean;
  readonly reason?: string;
}

/** All work of one kind: how it goes, how much of it at once, and its jobs. */
export function QueuePage() {
  const { kind } = route.useParams();
  useTopic('workers');
  const query = useQueue(kind);
  const queue = query.data;
  const change = useMutation({
    mutationFn: (body: QueueChange) =>
      answered(api.PATCH('/api/queues/{kind}', { params: { path: { kind } }, body })),
    onSuccess: (now) => {
      queryClient.setQueryData(['workers', 'queue', kind], now);
      void queryClient.invalidateQueries({ queryKey: ['workers'] });
      void queryClient.invalidateQueries({ queryKey: ['jobs'] });
    },
    onError: tellError,
  });
  return (
    <Page
      title={kindLabel(kind)}
      above={<BackLink to="/ops">{said.title}</BackLink>}
      badge={queue && <QueueBadge queue={queue} />}
      actions={
        queue && <PauseQueue queue={queue} busy={change.isPending} onChange={(body) => change.mutate(body)} />
      }
    >
      <Loaded query={query}>
        {(found) => (
          <>
            <Announcer
              state={found.paused ? words.states.paused : words.states.running}
              progress={said.waitingText(formatNumber(found.waiting))}
            />
            {found.paused && <PausedNote queue={found} />}
            <Panel title={said.flow} note={said.rates}>
              <QueueStats queue={found} />
            </Panel>
            <ConcurrencyPanel queue={found} onChange={(body) => change.mutate(body)} />
          </>
        )}
      </Loaded>
      <QueueJobs kind={kind} />
    </Page>
  );
}

function PausedNote({ queue: { pausedBy, pausedAt, pauseReason } }: { readonly queue: Api['Queue'] }) {
  return (
    <p className="rounded-md bg-warn-soft px-4 py-2.5 text-warn">
      {said.queuePaused}
      {pausedBy !== null && ` ${said.by(pausedBy)}`}
      {pausedAt !== null && (
        <>
          , <Time at={pausedAt} />
        </>
      )}
      {pauseReason !== null && `: ${pauseReason}`}
    </p>
  );
}

function QueueStats({ queue }: { readonly queue: Api['Queue'] }) {
  const { waiting, pausedWaiting, oldestWaitingSince, processing, batches, workers, draining } = queue;
  return (
    <Stats>
      <Stat
        label={said.waiting}
        value={formatNumber(waiting)}
        note={pausedWaiting > 0 ? said.paused(formatNumber(pausedWaiting)) : undefined}
      />
      <Stat label={said.oldest} value={oldestWaitingSince === null ? '–' : <Ago at={oldestWaitingSince} />} />
      <Stat
        label={said.running}
        value={formatNumber(processing)}
        note={said.batchesOut(formatNumber(batches))}
      />
      <Stat label={said.perMinute} value={formatNumber(queue.settledPerMinute)} />
      <Stat label={said.failureRate} value={formatShare(queue.failureRate)} />
      <Stat label={said.utilisation} value={formatShare(queue.utilisation)} />
      <Stat
        label={said.workers}
        value={formatNumber(workers)}
        note={draining > 0 ? said.draining(formatNumber(draining)) : undefined}
      />
    </Stats>
  );
}

function PauseQueue({
  queue: { paused, kind },
  busy,
  onChange,
}: {
  readonly queue: Api['Queue'];
  readonly busy: boolean;
  readonly onChange: (change: QueueChange) => void;
}) {
  const admin = useMay('admin');
  const [asks, ask] = useState(false);
  if (!admin) return null;
  return (
    <>
      <Button
        data-key="p"
        icon={paused ? CirclePlay : CirclePause}
        look={paused ? 'primary' : 'secondary'}
        busy={busy}
        onClick={() => (paused ? onChange({ paused: false }) : ask(true))}
      >
        {paused ? said.resumeQueue : said.pauseQueue}
      </Button>
      <ConfirmDialog
        open={asks}
        onClose={() => ask(false)}
        onConfirm={({ reason }) => {
          ask(false);
          onChange({ paused: true, ...(reason === '' ? {} : { reason }) });
        }}
        title={said.pauseQueueTitle(kindLabel(kind))}
        description={said.pauseQueueMore}
        confirm={said.pauseQueue}
        asksReason
      />
    </>
  );
}
