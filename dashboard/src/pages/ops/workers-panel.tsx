import { Link } from '@tanstack/react-router';
import { ServerOff } from 'lucide-react';
import type { Api } from '../../data/api.ts';
import { formatDuration, formatNumber } from '../../data/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import { useWorkers } from './ops-queries.ts';
import { WorkerBadge } from './worker-state.tsx';

const said = words.ops;

/** Who works: how each worker is, and how much it has in hand. */
export function WorkersPanel() {
  const query = useWorkers();
  return (
    <Panel title={said.workers} flush>
      <Loaded query={query}>
        {({ workers }) =>
          workers.length === 0 ? (
            <Empty icon={ServerOff} title={said.noWorkers}>
              {said.noWorkersMore} <code className="font-mono">lotline worker</code>
            </Empty>
          ) : (
            <Table label={said.workers} rows={workers.length}>
              <Head>
                <Th>{said.worker}</Th>
                <Th>{said.state}</Th>
                <Th className="max-md:hidden">{said.host}</Th>
                <Th className="max-md:hidden">{said.version}</Th>
                <Th numeric className="max-sm:hidden">
                  {said.heartbeat}
                </Th>
                <Th numeric>{said.slots}</Th>
                <Th numeric className="max-sm:hidden">
                  {said.batchesHeld}
                </Th>
              </Head>
              <tbody>
                {workers.map((worker) => (
                  <WorkerRow key={worker.id} worker={worker} />
                ))}
              </tbody>
            </Table>
          )
        }
      </Loaded>
    </Panel>
  );
}

function WorkerRow({ worker }: { readonly worker: Api['Worker'] }) {
  const { id, state, host, version, heartbeatAgeSeconds, slots, busy, batchCount } = worker;
  return (
    <Row data-row>
      <Td className="max-w-64">
        <Link to="/ops/workers/$workerId" params={{ workerId: id }} className="font-medium hover:underline">
          <span className="block truncate" title={id}>
            {id}
          </span>
        </Link>
      </Td>
      <Td>
        <WorkerBadge state={state} />
      </Td>
      <Td className="text-muted max-md:hidden">{host}</Td>
      <Td className="text-muted max-md:hidden">{version}</Td>
      <Td numeric className="max-sm:hidden">
        {words.ops.ago(formatDuration(heartbeatAgeSeconds))}
      </Td>
      <Td numeric>{said.busyOf(formatNumber(busy), formatNumber(slots))}</Td>
      <Td numeric className="max-sm:hidden">
        {formatNumber(batchCount)}
      </Td>
    </Row>
  );
}
