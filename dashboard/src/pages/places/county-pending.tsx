import { useQueries, useQuery } from '@tanstack/react-query';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { pendingByCountyQuery, pendingWorkQuery } from '../../data/pending-work.ts';
import { useMay } from '../../data/session.ts';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import { StartWork } from './start-work.tsx';

const W = words.counties;

/** What waits in a county, type by type. */
export function CountyPending({ county }: { readonly county: Api['CountyFacts'] }) {
  const may = useMay('analyst');
  const types = useQuery(pendingWorkQuery);
  const waiting = (types.data?.pendingWork ?? []).filter(({ pending }) => pending > 0);
  const places = useQueries({ queries: waiting.map(({ jobType }) => pendingByCountyQuery(jobType)) });
  const here = waiting.flatMap((work, at) => {
    const pending = places[at]?.data?.counties.find(({ countyId }) => countyId === county.id)?.pending ?? 0;
    const { jobType, label, batchSize } = work;
    return pending === 0 ? [] : [{ jobType, label, batchSize, pending }];
  });
  const name = `${county.full_name}, ${county.state_code}`;
  return (
    <Panel title={W.pendingHere} flush>
      <Loaded query={types} lines={3}>
        {() =>
          here.length === 0 ? (
            <Empty
              title={places.some(({ isPending }) => isPending) ? words.states.loading : W.nothingWaits}
            />
          ) : (
            <Table label={W.pendingHere}>
              <Head>
                <Th>{W.type}</Th>
                <Th numeric>{W.pending}</Th>
                <Th numeric className="max-sm:hidden">
                  {words.home.batchSize}
                </Th>
                {may && (
                  <Th>
                    <span className="sr-only">{words.home.start}</span>
                  </Th>
                )}
              </Head>
              <tbody>
                {here.map((work) => (
                  <Row key={work.jobType}>
                    <Td>{work.label}</Td>
                    <Td numeric>{formatNumber(work.pending)}</Td>
                    <Td numeric className="max-sm:hidden">
                      {formatNumber(work.batchSize)}
                    </Td>
                    {may && (
                      <Td className="text-right">
                        <StartWork work={work} county={{ id: county.id, name }} />
                      </Td>
                    )}
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
