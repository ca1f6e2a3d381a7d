import { Link, useParams } from '@tanstack/react-router';
import { Layers } from 'lucide-react';
import { type Api, answered, api } from '../../data/api.ts';
import { formatNumber, formatTime } from '../../data/format.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { GrowingList } from './growing-list.tsx';
import { useJob } from './job-query.ts';
import { useNewestFirst } from './use-newest-first.ts';

const PAGE = 50;
const TONES: Readonly<Record<Api['JobBatch']['state'], Tone>> = {
  leased: 'info',
  closed: 'neutral',
  revoked: 'warn',
};

/** Who holds what of a job, and who held what; the newest first. */
export function JobBatchesTab() {
  const { jobId } = useParams({ from: '/shell/jobs/$jobId' });
  const job = useJob(jobId);
  const query = useNewestFirst('job-batches', job, [], (place) =>
    answered(
      api.GET('/api/jobs/{id}/batches', {
        params: { path: { id: jobId }, query: { limit: PAGE, ...place } },
      }),
    ),
  );
  return (
    <Panel title={words.job.batches} flush>
      <GrowingList
        query={query}
        rowsOf={({ batches }) => batches}
        more={words.batches.more}
        empty={
          <Empty icon={Layers} title={words.batches.none}>
            {words.batches.noneMore}
          </Empty>
        }
      >
        {(batches) => (
          <Table label={words.batches.list}>
            <Head>
              <Th>{words.batches.leasedAt}</Th>
              <Th>{words.batches.state}</Th>
              <Th>{words.batches.worker}</Th>
              <Th numeric>{words.batches.size}</Th>
              <Th numeric>{words.batches.completed}</Th>
              <Th numeric>{words.batches.failed}</Th>
              <Th numeric className="max-md:hidden">
                {words.batches.skipped}
              </Th>
              <Th numeric className="max-md:hidden">
                {words.batches.retried}
              </Th>
              <Th className="max-md:hidden">{words.batches.closedAt}</Th>
            </Head>
            <tbody>
              {batches.map((batch) => (
                <BatchRow key={batch.id} batch={batch} />
              ))}
            </tbody>
          </Table>
        )}
      </GrowingList>
    </Panel>
  );
}

function BatchRow({ batch }: { readonly batch: Api['JobBatch'] }) {
  return (
    <Row data-row>
      <Td>
        <Time at={batch.leasedAt} exact />
      </Td>
      <Td>
        <Badge tone={TONES[batch.state]}>{words.batches.states[batch.state]}</Badge>
        {batch.until !== null && (
          <span className="block text-muted">{words.batches.until(formatTime(batch.until))}</span>
        )}
      </Td>
      <Td className="whitespace-nowrap">
        <Link to="/ops/workers/$workerId" params={{ workerId: batch.worker }} className="hover:underline">
          {batch.worker}
        </Link>
      </Td>
      <Td numeric>
        {formatNumber(batch.size)}
        {batch.open > 0 && (
          <span className="block text-muted">{words.batches.open(formatNumber(batch.open))}</span>
        )}
      </Td>
      <Td numeric>{formatNumber(batch.completed)}</Td>
      <Td numeric className={batch.failed > 0 ? 'text-bad' : undefined}>
        {formatNumber(batch.failed)}
      </Td>
      <Td numeric className="max-md:hidden">
        {formatNumber(batch.skipped)}
      </Td>
      <Td numeric className="max-md:hidden">
        {formatNumber(batch.retried)}
      </Td>
      <Td className="max-md:hidden">{batch.closedAt !== null && <Time at={batch.closedAt} exact />}</Td>
    </Row>
  );
}
