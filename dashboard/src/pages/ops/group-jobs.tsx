import { Link } from '@tanstack/react-router';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { kindLabel } from '../../data/kinds.ts';
import { Panel } from '../../ui/panel.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Ago } from '../../ui/time.tsx';
import { words } from '../../words.ts';

const said = words.ops;

/** The jobs that have a failure. */
export function GroupJobs({ jobs }: { readonly jobs: Api['OneFailureGroup']['jobs'] }) {
  return (
    <Panel title={said.jobs} flush>
      <Table label={said.jobs} rows={jobs.length}>
        <Head>
          <Th>{said.job}</Th>
          <Th className="max-sm:hidden">{said.kind}</Th>
          <Th>{said.state}</Th>
          <Th numeric>{said.givenUp}</Th>
          <Th className="max-sm:hidden">{said.lastSeen}</Th>
        </Head>
        <tbody>
          {jobs.map(({ id, name, kind, status, final, lastSeenAt }) => (
            <Row key={id} data-row>
              <Td className="min-w-40">
                <Link
                  to="/jobs/$jobId/failures"
                  params={{ jobId: id }}
                  className="font-medium hover:underline"
                >
                  {name}
                </Link>
              </Td>
              <Td className="text-muted max-sm:hidden">{kindLabel(kind)}</Td>
              <Td>{said.statuses[status]}</Td>
              <Td numeric>{formatNumber(final)}</Td>
              <Td className="text-muted max-sm:hidden">
                <Ago at={lastSeenAt} />
              </Td>
            </Row>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
