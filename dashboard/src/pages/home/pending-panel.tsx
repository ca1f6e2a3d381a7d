import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { useMay } from '../../data/session.ts';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import { StartWork } from '../places/start-work.tsx';

const W = words.home;

/** What waits to be made into jobs, type by type, in the order of their steps. */
export function PendingPanel({ query }: { readonly query: UseQueryResult<Api['PendingWorkList']> }) {
  const may = useMay('analyst');
  return (
    <Panel title={W.pending} note={W.pendingNote} flush>
      <Loaded query={query} lines={8}>
        {({ pendingWork }) => (
          <>
            <Table label={W.pending}>
              <Head>
                <Th>{W.type}</Th>
                <Th numeric>{W.waiting}</Th>
                <Th numeric className="max-sm:hidden">
                  {W.batchSize}
                </Th>
                <Th className="max-md:hidden">{W.estimate}</Th>
                {may && (
                  <Th>
                    <span className="sr-only">{W.start}</span>
                  </Th>
                )}
              </Head>
              <tbody>
                {pendingWork
                  .filter(({ pending }) => pending > 0)
                  .map((work) => (
                    <Row key={work.jobType}>
                      <Td>
                        <Link to="/counties" search={{ type: work.jobType }} className="link">
                          {work.label}
                        </Link>
                      </Td>
                      <Td numeric className="font-medium">
                        {formatNumber(work.pending)}
                      </Td>
                      <Td numeric className="text-muted max-sm:hidden">
                        {formatNumber(work.batchSize)}
                      </Td>
                      <Td className="text-muted max-md:hidden">
                        <Estimate text={work.estimateText} />
                      </Td>
                      {may && (
                        <Td className="text-right">
                          <StartWork work={work} />
                        </Td>
                      )}
                    </Row>
                  ))}
              </tbody>
            </Table>
            <Rest idle={pendingWork.filter(({ pending }) => pending === 0)} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

/** "25–40 min", and under it from what that is said. */
function Estimate({ text }: { readonly text: string }) {
  const [time, from] = text.split(' (');
  return (
    <>
      <span className="whitespace-nowrap">{time}</span>
      {from !== undefined && <span className="block text-xs">{from.replace(')', '')}</span>}
    </>
  );
}

/** The types of which nothing waits, in a line. */
function Rest({ idle }: { readonly idle: readonly Api['PendingWork'][] }) {
  if (idle.length === 0) return null;
  return (
    <p className="border-t border-line px-4 py-2.5 text-sm text-muted">
      {W.nothingOf(idle.map(({ label }) => label).join(', '))}
    </p>
  );
}
