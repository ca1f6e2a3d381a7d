import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ListX } from 'lucide-react';
import { type Api, answered, api } from '../../data/api.ts';
import { formatMoney, formatNumber } from '../../data/format.ts';
import { isSettled } from '../../data/job-state.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ListFoot } from '../../ui/list-foot.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Row, Table, Td, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import { ItemFilters, type ItemsSearch } from '../jobs/item-filters.tsx';
import { ItemPanel } from '../jobs/item-panel.tsx';
import { ITEM_TONES } from '../jobs/item-status.ts';
import { addressLine } from './lookup-query.ts';
import { resultOf } from './lookup-result.ts';

const route = getRouteApi('/shell/lookups/$jobId');
const PAGE = 100;
const LIVE_MS = 5_000;

/** The rows of a lookup with what was found, a hundred at a time by their numbers. */
export function ResultsPanel({ job }: { readonly job: Api['Job'] }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { status, reference, from } = search;
  const filter = {
    ...(status === undefined ? {} : { status }),
    ...(reference === undefined ? {} : { reference }),
    ...(from === undefined ? {} : { number: from }),
  };
  const query = useQuery({
    queryKey: ['job-items', job.id, filter],
    placeholderData: keepPreviousData,
    refetchInterval: isSettled(job) ? false : LIVE_MS,
    queryFn: () =>
      answered(
        api.GET('/api/jobs/{id}/items', {
          params: { path: { id: job.id }, query: { limit: PAGE, ...filter } },
        }),
      ),
  });
  const go = (change: ItemsSearch) =>
    void navigate({
      search: (kept) =>
        Object.fromEntries(Object.entries({ ...kept, ...change }).filter(([, value]) => value !== undefined)),
      replace: true,
      resetScroll: false,
    });
  const narrowed = Object.keys(filter).length > 0;
  return (
    <Panel title={words.lookups.results} flush>
      <ItemFilters key={job.id} search={search} total={job.counts.total} onChange={go} />
      <Loaded query={query} lines={10}>
        {({ items, next_cursor: next }) => {
          const last = items.at(-1)?.item;
          if (last === undefined) {
            return (
              <Empty
                icon={ListX}
                title={narrowed ? words.items.noneFit : words.items.none}
                action={
                  narrowed && (
                    <Button onClick={() => go({ status: undefined, reference: undefined, from: undefined })}>
                      {words.actions.clearFilters}
                    </Button>
                  )
                }
              />
            );
          }
          return (
            <>
              <Table label={words.lookups.resultsTable} rows={narrowed ? -1 : job.counts.total}>
                <Head>
                  <Th numeric>{words.items.number}</Th>
                  <Th className="max-sm:hidden">{words.items.reference}</Th>
                  <Th>{words.lookups.address}</Th>
                  <Th>{words.items.status}</Th>
                  <Th numeric>{words.lookups.value}</Th>
                  <Th className="max-md:hidden">{words.lookups.outcome}</Th>
                </Head>
                <tbody>
                  {items.map((item) => (
                    <ResultRow key={item.item} item={item} chosen={item.item === search.item} />
                  ))}
                </tbody>
              </Table>
              <ListFoot
                label={words.lookups.results}
                note={words.items.shown(
                  formatNumber(items[0]?.item ?? 0),
                  formatNumber(last),
                  formatNumber(job.counts.total),
                )}
                onFirst={from !== undefined && from > 1 ? () => go({ from: undefined }) : undefined}
                onNext={next === null ? undefined : () => go({ from: last + 1 })}
              />
            </>
          );
        }}
      </Loaded>
      {search.item !== undefined && (
        <ItemPanel
          job={job}
          seq={search.item}
          onOpen={(item) => go({ item })}
          onClose={() => go({ item: undefined })}
        />
      )}
    </Panel>
  );
}

function ResultRow({ item, chosen }: { readonly item: Api['JobItem']; readonly chosen: boolean }) {
  const result = resultOf(item.result);
  const input: { address?: unknown } =
    typeof item.input === 'object' && item.input !== null ? { ...item.input } : {};
  return (
    <Row data-row selected={chosen} aria-rowindex={item.item + 1}>
      <Td numeric>
        <Link
          to="."
          search={(kept: Record<string, unknown>) => ({ ...kept, item: item.item })}
          replace
          resetScroll={false}
          aria-label={words.items.open(formatNumber(item.item))}
          className="inline-block min-h-6 leading-6 font-medium hover:underline"
        >
          {formatNumber(item.item)}
        </Link>
      </Td>
      <Td className="max-w-40 truncate max-sm:hidden">{item.reference_id}</Td>
      <Td className="max-w-80 min-w-36 truncate">{addressLine(input.address)}</Td>
      <Td>
        <Badge tone={ITEM_TONES[item.status]}>{words.items.statuses[item.status]}</Badge>
      </Td>
      <Td numeric>{result === null ? '' : formatMoney(result.value)}</Td>
      <Td className="max-w-80 truncate max-md:hidden" title={item.error?.message ?? undefined}>
        {item.error !== null ? (
          <>
            <code className="font-mono">{item.error.code}</code>{' '}
            <span className="text-muted">{item.error.message}</span>
          </>
        ) : (
          result !== null && (
            <span className="text-muted">
              {result.eligible === 0 ? words.lookups.notEligible : words.lookups.programs(result.eligible)}
              {result.utility !== null && ` · ${result.utility}`}
            </span>
          )
        )}
      </Td>
    </Row>
  );
}
