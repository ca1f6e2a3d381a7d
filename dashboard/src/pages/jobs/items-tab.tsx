import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, ListX } from 'lucide-react';
import { answered, api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { isSettled } from '../../data/job-state.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Table, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import { ItemFilters, type ItemsSearch } from './item-filters.tsx';
import { ItemPanel } from './item-panel.tsx';
import { ItemRow } from './item-row.tsx';
import { useJob } from './job-query.ts';

const route = getRouteApi('/shell/jobs/$jobId/items');
const PAGE = 100;
const LIVE_MS = 5_000;

/** Items of a job by their numbers, a hundred at a time, however many there are. */
export function JobItemsTab() {
  const { jobId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const job = useJob(jobId);
  const { status, reference, from } = search;
  const filter = {
    ...(status === undefined ? {} : { status }),
    ...(reference === undefined ? {} : { reference }),
    ...(from === undefined ? {} : { number: from }),
  };
  const query = useQuery({
    queryKey: ['job-items', jobId, filter],
    placeholderData: keepPreviousData,
    refetchInterval: isSettled(job) ? false : LIVE_MS,
    queryFn: () =>
      answered(
        api.GET('/api/jobs/{id}/items', {
          params: { path: { id: jobId }, query: { limit: PAGE, ...filter } },
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
  const narrowed = status !== undefined || reference !== undefined;
  const last = query.data?.items.at(-1)?.item;
  return (
    <Panel title={words.job.items} flush>
      <ItemFilters key={jobId} search={search} total={job.counts.total} onChange={go} />
      <Loaded query={query} lines={10}>
        {({ items, next_cursor: next }) =>
          items.length === 0 ? (
            <Empty
              icon={ListX}
              title={narrowed || from !== undefined ? words.items.noneFit : words.items.none}
              action={
                (narrowed || from !== undefined) && (
                  <Button onClick={() => go({ status: undefined, reference: undefined, from: undefined })}>
                    {words.actions.clearFilters}
                  </Button>
                )
              }
            >
              {narrowed || from !== undefined ? undefined : words.items.noneMore}
            </Empty>
          ) : (
            <>
              <Table label={words.items.list} rows={narrowed ? -1 : job.counts.total}>
                <Head>
                  <Th numeric>{words.items.number}</Th>
                  <Th className="max-sm:hidden">{words.items.reference}</Th>
                  <Th>{words.items.status}</Th>
                  <Th>{words.items.what}</Th>
                  <Th className="max-md:hidden">{words.items.outcome}</Th>
                  <Th numeric className="max-lg:hidden">
                    {words.items.attempts}
                  </Th>
                  <Th className="max-lg:hidden">{words.items.settled}</Th>
                </Head>
                <tbody>
                  {items.map((item) => (
                    <ItemRow key={item.item} item={item} chosen={item.item === search.item} />
                  ))}
                </tbody>
              </Table>
              <nav
                aria-label={words.items.list}
                className="flex items-center gap-2 border-t border-line px-4 py-2 text-sm text-muted"
              >
                <p className="tabular">
                  {words.items.shown(
                    formatNumber(items[0]?.item ?? 0),
                    formatNumber(last ?? 0),
                    formatNumber(job.counts.total),
                  )}
                </p>
                <div className="no-print ml-auto flex gap-2">
                  {from !== undefined && from > 1 && (
                    <Button size="sm" icon={ChevronLeft} onClick={() => go({ from: undefined })}>
                      {words.items.first}
                    </Button>
                  )}
                  <Button
                    size="sm"
                    icon={ChevronRight}
                    disabled={next === null || last === undefined}
                    onClick={() => last !== undefined && go({ from: last + 1 })}
                  >
                    {words.items.next}
                  </Button>
                </div>
              </nav>
            </>
          )
        }
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
