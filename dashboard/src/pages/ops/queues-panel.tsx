import { Link } from '@tanstack/react-router';
import { CirclePause, UserX } from 'lucide-react';
import { useState } from 'react';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { kindLabel } from '../../data/kinds.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Ago } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { formatShare } from './figures.ts';
import { useQueues } from './ops-queries.ts';

const said = words.ops;

/** Whether there is something to be said of a queue: open jobs, or what somebody chose for it. */
const isOpen = ({ jobs, paused, concurrency }: Api['Queue']) => jobs > 0 || paused || concurrency !== null;

/** Work by kind: what waits and for how long, how fast it goes, how much of it fails. */
export function QueuesPanel() {
  const query = useQueues();
  const [all, showAll] = useState(false);
  const queues = query.data?.queues ?? [];
  const idle = queues.length - queues.filter(isOpen).length;
  return (
    <Panel
      title={said.queues}
      note={said.queuesNote}
      actions={
        idle > 0 && (
          <Button look="quiet" size="sm" aria-expanded={all} onClick={() => showAll(!all)}>
            {all ? said.busyQueues : said.idleQueues(idle)}
          </Button>
        )
      }
      flush
    >
      <Loaded query={query}>
        {() => {
          const shown = all ? queues : queues.filter(isOpen);
          return shown.length === 0 ? (
            <p className="px-4 py-3 text-muted">{queues.length === 0 ? said.noQueues : said.allIdle}</p>
          ) : (
            <QueueTable queues={shown} />
          );
        }}
      </Loaded>
    </Panel>
  );
}

function QueueTable({ queues }: { readonly queues: readonly Api['Queue'][] }) {
  return (
    <Table label={said.queues} rows={queues.length}>
      <Head>
        <Th>{said.queue}</Th>
        <Th numeric>{said.waiting}</Th>
        <Th className="max-md:hidden">{said.oldest}</Th>
        <Th numeric className="max-sm:hidden">
          {said.running}
        </Th>
        <Th numeric>{said.perMinute}</Th>
        <Th numeric className="max-sm:hidden">
          {said.failureRate}
        </Th>
        <Th numeric className="max-md:hidden">
          {said.utilisation}
        </Th>
      </Head>
      <tbody>
        {queues.map((queue) => (
          <QueueRow key={queue.kind} queue={queue} />
        ))}
      </tbody>
    </Table>
  );
}

function QueueRow({ queue }: { readonly queue: Api['Queue'] }) {
  const { kind, waiting, pausedWaiting, oldestWaitingSince, processing, settledPerMinute } = queue;
  return (
    <Row data-row>
      <Td>
        <span className="flex flex-wrap items-center gap-x-2">
          <Link to="/ops/queues/$kind" params={{ kind }} className="font-medium hover:underline">
            {kindLabel(kind)}
          </Link>
          <QueueBadge queue={queue} />
        </span>
      </Td>
      <Td numeric>
        {formatNumber(waiting)}
        {pausedWaiting > 0 && (
          <span className="block text-xs text-muted">{said.paused(formatNumber(pausedWaiting))}</span>
        )}
      </Td>
      <Td className="text-muted max-md:hidden">
        {oldestWaitingSince === null ? '–' : <Ago at={oldestWaitingSince} />}
      </Td>
      <Td numeric className="max-sm:hidden">
        {formatNumber(processing)}
      </Td>
      <Td numeric>{formatNumber(settledPerMinute)}</Td>
      <Td numeric className="max-sm:hidden">
        {formatShare(queue.failureRate)}
      </Td>
      <Td numeric className="max-md:hidden">
        {formatShare(queue.utilisation)}
      </Td>
    </Row>
  );
}

/** What holds a queue: somebody paused it, or nobody there can do such work. Silent otherwise. */
export function QueueBadge({
  queue: { paused, workers, forWorkers, oldestWaitingSince },
}: {
  readonly queue: Api['Queue'];
}) {
  if (paused)
    return (
      <Badge tone="warn" icon={CirclePause}>
        {words.states.paused}
      </Badge>
    );
  // what nobody has started waits for its start, and what agents are to do for them: neither for a worker of ours
  if (workers === 0 && forWorkers > 0 && oldestWaitingSince !== null)
    return (
      <Badge tone="bad" icon={UserX}>
        {said.nobody}
      </Badge>
    );
  return null;
}
