import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatNumber } from '../../data/format.ts';
import { words } from '../../words.ts';
import { queueFigures, workerFigures } from './figures.ts';
import { useQueues, useServices, useStuck, useWorkers } from './ops-queries.ts';

const said = words.ops;

/** How all of it is, in one line of figures, each leading to what it is of. */
export function HealthPanel() {
  const workers = useWorkers().data?.workers;
  const queues = useQueues().data?.queues;
  const stuck = useStuck().data?.stuck;
  const services = useServices().data?.services;
  const working = workers && workerFigures(workers);
  const waiting = queues && queueFigures(queues);
  const held = services?.filter(({ hold }) => hold !== null).length;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3 xl:grid-cols-6">
      <Figure
        label={said.workersLive}
        value={working && formatNumber(working.live)}
        bad={working?.live === 0}
        note={working && workersNote(working)}
      />
      <Figure
        label={said.slotsBusy}
        value={working && said.busyOf(formatNumber(working.busy), formatNumber(working.slots))}
      />
      <Figure
        label={said.itemsWaiting}
        value={waiting && formatNumber(waiting.waiting)}
        note={waiting && said.inHand(formatNumber(waiting.processing))}
      />
      <Figure label={said.settledPerMinute} value={waiting && formatNumber(waiting.perMinute)} />
      <Figure
        label={words.stuck.title}
        value={
          stuck && (
            <Link to="/ops/stuck" className="hover:underline">
              {formatNumber(stuck.length)}
            </Link>
          )
        }
        bad={stuck !== undefined && stuck.length > 0}
        note={stuck?.length === 0 ? said.nothing : undefined}
      />
      <Figure
        label={said.servicesHeld}
        value={
          held !== undefined && (
            <Link to="/ops/services" className="hover:underline">
              {formatNumber(held)}
            </Link>
          )
        }
        bad={held !== undefined && held > 0}
        note={held === 0 ? said.nothing : undefined}
      />
    </dl>
  );
}

function workersNote({ late, dead, draining }: ReturnType<typeof workerFigures>): string | undefined {
  const parts = [
    late > 0 && said.late(formatNumber(late)),
    dead > 0 && said.dead(formatNumber(dead)),
    draining > 0 && said.draining(formatNumber(draining)),
  ].filter((part) => part !== false);
  return parts.length === 0 ? undefined : parts.join(', ');
}

function Figure({
  label,
  value,
  note,
  bad = false,
}: {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  readonly bad?: boolean;
}) {
  return (
    <div className="flex min-h-20 flex-col bg-surface px-4 py-2.5">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className={`text-lg font-semibold tabular ${bad ? 'text-bad' : ''}`}>{value || '–'}</dd>
      {note !== undefined && note !== '' && <dd className="text-sm text-muted">{note}</dd>}
    </div>
  );
}
