import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Ago } from '../../ui/time.tsx';
import { words } from '../../words.ts';
import { BatchJobState } from './batch-job-state.tsx';

const W = words.counties;
const SHOWN = 8;

/** The last jobs over a county. */
export function CountyJobs({ countyId }: { readonly countyId: string }) {
  const query = useQuery({
    // below the county, so that it is not taken for a list of jobs in the words of /api/jobs
    queryKey: ['county', countyId, 'jobs'],
    refetchInterval: 5_000,
    queryFn: () =>
      answered(api.GET('/api/batch-jobs', { params: { query: { county_id: countyId, limit: SHOWN } } })),
  });
  return (
    <Panel title={W.jobs} flush>
      <Loaded query={query} lines={3}>
        {({ data: { activeJobs, jobHistory } }) => {
          const jobs = [...activeJobs, ...jobHistory].slice(0, SHOWN);
          if (jobs.length === 0) return <Empty title={W.noJobs} />;
          return (
            <Table label={W.jobs}>
              <Head>
                <Th>{W.job}</Th>
                <Th>{W.jobState}</Th>
                <Th numeric>{W.done}</Th>
                <Th className="max-sm:hidden">{W.made}</Th>
              </Head>
              <tbody>
                {jobs.map((job) => (
                  <Row key={job.id} data-row>
                    <Td>
                      <Link to="/jobs/$jobId/overview" params={{ jobId: job.id }} className="link">
                        {job.name}
                      </Link>
                    </Td>
                    <Td>
                      <BatchJobState job={job} />
                    </Td>
                    <Td numeric>
                      {formatNumber(job.processedItems)} / {formatNumber(job.totalItems)}
                    </Td>
                    <Td className="text-muted max-sm:hidden">
                      <Ago at={job.createdAt} />
                    </Td>
                  </Row>
                ))}
              </tbody>
            </Table>
          );
        }}
      </Loaded>
    </Panel>
  );
}
