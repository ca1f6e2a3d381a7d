import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { CountsBar } from '../../ui/counts-bar.tsx';
import { ReasonChip, StateBadge } from '../../ui/job-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';

const SHOWN = 50;
const said = words.ops;

/** The jobs of a kind that are not over. */
export function QueueJobs({ kind }: { readonly kind: string }) {
  const query = useQuery({
    queryKey: ['jobs', 'queue', kind],
    queryFn: () =>
      answered(api.GET('/api/jobs', { params: { query: { kind, status: 'active', limit: SHOWN } } })),
  });
  return (
    <Panel
      title={said.openJobs}
      actions={
        <Link to="/jobs" search={{ kind }} className="link">
          {said.allJobs}
        </Link>
      }
      flush
    >
      <Loaded query={query}>
        {({ jobs, total }) =>
          jobs.length === 0 ? (
            <Empty title={said.noJobs} />
          ) : (
            <Table label={said.openJobs} rows={total}>
              <Head>
                <Th>{said.job}</Th>
                <Th>{said.state}</Th>
                <Th className="max-sm:hidden">{words.bulk.progress}</Th>
                <Th numeric>{said.waiting}</Th>
              </Head>
              <tbody>
                {jobs.map((job) => (
                  <Row key={job.id} data-row>
                    <Td className="min-w-40">
                      <Link
                        to="/jobs/$jobId/overview"
                        params={{ jobId: job.id }}
                        className="font-medium hover:underline"
                      >
                        {job.name}
                      </Link>
                    </Td>
                    <Td>
                      <span className="flex flex-wrap gap-1">
                        <StateBadge job={job} />
                        {job.reason && <ReasonChip text={job.reason.text} />}
                      </span>
                    </Td>
                    <Td className="min-w-32 max-sm:hidden">
                      <CountsBar
                        counts={job.counts}
                        progress={job.progress}
                        label={words.bulk.progressOf(job.name)}
                      />
                    </Td>
                    <Td numeric>{formatNumber(job.counts.waiting)}</Td>
                  </Row>
                ))}
              </tbody>
            </Table>
          )
        }
      </Loaded>
    </Panel>
  );
}
