import { Link } from '@tanstack/react-router';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { words } from '../../words.ts';

const said = words.ops;

/** Items that failed so, the newest first: what was said of each. */
export function GroupSamples({
  samples,
  jobs,
}: {
  readonly samples: Api['OneFailureGroup']['samples'];
  readonly jobs: Api['OneFailureGroup']['jobs'];
}) {
  return (
    <Panel title={said.samples} flush>
      <Table label={said.samples} rows={samples.length}>
        <Head>
          <Th numeric>{said.item}</Th>
          <Th className="max-sm:hidden">{said.job}</Th>
          <Th>{said.message}</Th>
          <Th>{said.when}</Th>
        </Head>
        <tbody>
          {samples.map(({ jobId, seq, itemId, message, at }) => (
            <Row key={itemId} data-row className="align-top">
              <Td numeric>
                <Link
                  to="/jobs/$jobId/items"
                  params={{ jobId }}
                  search={{ item: seq }}
                  className="font-medium hover:underline"
                >
                  {formatNumber(seq)}
                </Link>
              </Td>
              <Td className="max-sm:hidden">{jobs.find(({ id }) => id === jobId)?.name}</Td>
              <Td className="[overflow-wrap:anywhere]">{message}</Td>
              <Td className="text-muted">
                <Time at={at} />
              </Td>
            </Row>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
