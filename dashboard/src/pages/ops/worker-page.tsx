import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type Api, answered, api } from '../../data/api.ts';
import { formatDuration, formatNumber } from '../../data/format.ts';
import { kindLabel } from '../../data/kinds.ts';
import { useTopic } from '../../data/live.ts';
import { queryClient } from '../../data/query-client.ts';
import { useMay } from '../../data/session.ts';
import { Announcer } from '../../ui/announcer.tsx';
import { BackLink } from '../../ui/back-link.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { tell, tellError } from '../../ui/toast.tsx';
import { words } from '../../words.ts';
import { useWorker } from './ops-queries.ts';
import { WorkerBadge } from './worker-state.tsx';

const route = getRouteApi('/shell/ops/workers/$workerId');
const said = words.ops;

/** One worker: how it is, what it has in hand, and what it may be told. */
export function WorkerPage() {
  const { workerId } = route.useParams();
  useTopic('workers');
  const query = useWorker(workerId);
  const worker = query.data;
  return (
    <Page
      title={workerId}
      above={<BackLink to="/ops">{said.title}</BackLink>}
      badge={worker && <WorkerBadge state={worker.state} />}
      actions={worker && <Orders worker={worker} />}
    >
      <Loaded query={query}>
        {(found) => (
          <>
            <Announcer
              state={said.workerStates[found.state]}
              progress={said.busyOf(formatNumber(found.busy), formatNumber(found.slots))}
            />
            {found.wanted !== 'run' && <Told worker={found} />}
            <AboutWorker worker={found} />
            <HeldBatches worker={found} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** What it was told, by whom and why. */
function Told({ worker: { wanted, wantedBy, wantedAt, wantedReason } }: { readonly worker: Api['Worker'] }) {
  return (
    <p className="rounded-md bg-warn-soft px-4 py-2.5 text-warn">
      {wanted === 'drain' ? said.toldDrain : said.toldStop}
      {wantedBy !== null && ` ${said.by(wantedBy)}`}
      {wantedAt !== null && (
        <>
          , <Time at={wantedAt} />
        </>
      )}
      {wantedReason !== null && `: ${wantedReason}`}
    </p>
  );
}

function AboutWorker({ worker }: { readonly worker: Api['Worker'] }) {
  const { host, pid, version, startedAt, seenAt, heartbeatAgeSeconds, endedAt, slots, busy, kinds } = worker;
  return (
    <Panel title={said.about}>
      <Facts
        facts={[
          [said.host, host],
          [said.process, pid],
          [said.version, version],
          [said.slots, said.busyOf(formatNumber(busy), formatNumber(slots))],
          [
            said.heartbeat,
            <span key="seen">
              {said.ago(formatDuration(heartbeatAgeSeconds))} (<Time at={seenAt} />)
            </span>,
          ],
          [said.started, <Time key="started" at={startedAt} />],
          [said.ended, endedAt !== null && <Time at={endedAt} />],
          [said.does, kinds.map(kindLabel).join(', ')],
        ].filter((fact): fact is [string, string] => fact[1] !== false)}
      />
    </Panel>
  );
}

function HeldBatches({ worker: { state, batches, batchCount } }: { readonly worker: Api['Worker'] }) {
  return (
    <Panel
      title={said.batchesHeld}
      note={said.batchesOf(formatNumber(batchCount))}
      flush
      actions={
        state === 'dead' &&
        batchCount > 0 && (
          <LinkButton size="sm" to="/ops/stuck">
            {said.releaseThem}
          </LinkButton>
        )
      }
    >
      {batches.length === 0 ? (
        <Empty title={said.noBatches}>{said.noBatchesMore}</Empty>
      ) : (
        <Table label={said.batchesHeld} rows={batchCount}>
          <Head>
            <Th>{said.job}</Th>
            <Th className="max-sm:hidden">{said.kind}</Th>
            <Th numeric>{said.unreported}</Th>
            <Th>{said.taken}</Th>
            <Th className="max-sm:hidden">{said.until}</Th>
          </Head>
          <tbody>
            {batches.map(({ id, jobId, jobName, kind, size, open, leasedAt, until }) => (
              <Row key={id} data-row>
                <Td>
                  <Link to="/jobs/$jobId/batches" params={{ jobId }} className="font-medium hover:underline">
                    {jobName}
                  </Link>
                </Td>
                <Td className="text-muted max-sm:hidden">{kindLabel(kind)}</Td>
                <Td numeric>{said.busyOf(formatNumber(open), formatNumber(size))}</Td>
                <Td className="text-muted">
                  <Time at={leasedAt} />
                </Td>
                <Td className="text-muted max-sm:hidden">{until === null ? '–' : <Time at={until} />}</Td>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

const ORDERS = ['drain', 'stop', 'resume'] as const;
type Order = (typeof ORDERS)[number];

/** Which orders a worker can be given as it is. */
function canBe({ state, wanted }: Api['Worker'], order: Order): boolean {
  if (state === 'stopped' || state === 'dead') return false;
  return order === 'resume' ? wanted === 'drain' : order === 'drain' ? wanted === 'run' : wanted !== 'stop';
}

function Orders({ worker }: { readonly worker: Api['Worker'] }) {
  const admin = useMay('admin');
  const [asked, ask] = useState<Order>();
  const path = { id: worker.id };
  const order = useMutation({
    mutationFn: ({ what, reason }: { what: Order; reason: string }) => {
      const told = { params: { path }, body: reason === '' ? {} : { reason } };
      switch (what) {
        case 'drain':
          return answered(api.POST('/api/workers/{id}/drain', told));
        case 'stop':
          return answered(api.POST('/api/workers/{id}/stop', told));
        case 'resume':
          return answered(api.POST('/api/workers/{id}/resume', told));
      }
    },
    onSuccess: (now, { what }) => {
      queryClient.setQueryData(['workers', 'one', worker.id], now);
      void queryClient.invalidateQueries({ queryKey: ['workers'] });
      tell({ title: said.told[what] });
    },
    onError: tellError,
    onSettled: () => ask(undefined),
  });
  if (!admin) return null;
  return (
    <>
      {ORDERS.filter((what) => canBe(worker, what)).map((what) => (
        <Button key={what} look={what === 'stop' ? 'danger' : 'secondary'} onClick={() => ask(what)}>
          {said.orders[what]}
        </Button>
      ))}
      {asked !== undefined && (
        <ConfirmDialog
          open
          onClose={() => ask(undefined)}
          onConfirm={({ reason }) => order.mutate({ what: asked, reason })}
          title={said.orderTitle[asked]}
          description={said.orderMore[asked]}
          confirm={said.orders[asked]}
          look={asked === 'stop' ? 'danger' : 'primary'}
          busy={order.isPending}
          asksReason
        />
      )}
    </>
  );
}
