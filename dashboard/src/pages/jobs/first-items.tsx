import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Api, answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { isSettled } from '../../data/job-state.ts';
import { Badge } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import { inputLine, resultLine } from './item-line.ts';
import { ItemFailure } from './item-row.tsx';
import { ITEM_TONES } from './item-status.ts';

const SHOWN = 8;
const LIVE_MS = 10_000;

/** The first items of a job with what was found, so that one sees what the job is about, and what came of it. */
export function FirstItems({ job }: { readonly job: Api['Job'] }) {
  const params = { jobId: job.id };
  const query = useQuery({
    // settling it is what changes them last
    queryKey: ['job-items', job.id, 'first', isSettled(job)],
    placeholderData: () => undefined,
    refetchInterval: job.status === 'in_progress' ? LIVE_MS : false,
    queryFn: () =>
      answered(
        api.GET('/api/jobs/{id}/items', { params: { path: { id: job.id }, query: { limit: SHOWN } } }),
      ),
  });
  const title = job.counts.completed > 0 ? words.job.firstResults : words.job.firstItems;
  return (
    <Panel
      title={title}
      flush
      actions={
        <LinkButton size="sm" look="quiet" to="/jobs/$jobId/items" params={params}>
          {words.job.allItems}
        </LinkButton>
      }
    >
      <Loaded query={query} lines={SHOWN}>
        {({ items }) => (
          <Table label={title}>
            <Head>
              <Th numeric>{words.items.number}</Th>
              <Th>{words.items.what}</Th>
              <Th>{words.items.status}</Th>
              <Th className="max-md:hidden">{words.items.outcome}</Th>
            </Head>
            <tbody>
              {items.map((item) => (
                <Row key={item.item} data-row>
                  <Td numeric>
                    <Link
                      to="/jobs/$jobId/items"
                      params={params}
                      search={{ item: item.item }}
                      aria-label={words.items.open(formatNumber(item.item))}
                      className="inline-block min-h-6 leading-6 font-medium hover:underline"
                    >
                      {formatNumber(item.item)}
                    </Link>
                  </Td>
                  <Td className="max-w-56 truncate" title={inputLine(item.input)}>
                    {inputLine(item.input)}
                  </Td>
                  <Td>
                    <Badge tone={ITEM_TONES[item.status]}>{words.items.statuses[item.status]}</Badge>
                  </Td>
                  <Td
                    className="max-w-56 truncate max-md:hidden"
                    title={item.error?.message ?? resultLine(item.result)}
                  >
                    {item.error === null ? (
                      <span className="text-muted">{resultLine(item.result)}</span>
                    ) : (
                      <ItemFailure failure={item.error} />
                    )}
                  </Td>
                </Row>
              ))}
            </tbody>
          </Table>
        )}
      </Loaded>
    </Panel>
  );
}
