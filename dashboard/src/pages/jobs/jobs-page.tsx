import { getRouteApi } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, Layers, Plus } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Api } from '../../data/api.ts';
import { LotlineError } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { useMay } from '../../data/session.ts';
import { Button, IconButton, LinkButton } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Table, Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import { BulkBar } from './bulk-bar.tsx';
import { FilterBar } from './filter-bar.tsx';
import { JobRow } from './job-row.tsx';
import { isFiltered, type JobsSearch, PAGE_SIZE } from './jobs-filter.ts';
import { choose, isChosen, NOTHING, type Selection } from './selection.ts';
import { useJobsList } from './use-jobs-list.ts';

const route = getRouteApi('/shell/jobs');

/** All jobs of the organization, of every kind, the newest first. */
export function JobsPage() {
  const search: JobsSearch = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay('analyst');
  const { query, newer, showNewer } = useJobsList(search);
  const go = (next: JobsSearch) => void navigate({ search: next, replace: true });
  const showAll = () => {
    const { page: _, ...filter } = search;
    showNewer();
    go(filter);
  };
  const create = (
    <LinkButton to="/jobs/new" look="primary" icon={Plus} data-key="n">
      {words.jobs.create}
    </LinkButton>
  );
  const unknownCounty =
    query.error instanceof LotlineError &&
    (query.error.code === 'county_not_found' || query.error.code === 'ambiguous_county');
  return (
    <Page
      title={words.jobs.title}
      actions={may && create}
      below={<FilterBar search={search} onChange={go} />}
    >
      <div className="flex flex-col gap-2">
        <p role="status" className="empty:hidden">
          {newer > 0 && (
            <Button size="sm" onClick={showAll}>
              {words.jobs.newer(newer, formatNumber(newer))}
            </Button>
          )}
        </p>
        <div className="overflow-clip rounded-lg border border-line bg-surface">
          {unknownCounty ? (
            <Empty
              title={query.error?.message ?? words.jobs.unknownCounty}
              action={<Button onClick={() => go({})}>{words.actions.clearFilters}</Button>}
            />
          ) : (
            <Loaded query={query} lines={10}>
              {(list) =>
                list.jobs.length === 0 ? (
                  isFiltered(search) || (search.page ?? 1) > 1 ? (
                    <Empty
                      title={words.jobs.noneFit}
                      action={<Button onClick={() => go({})}>{words.actions.clearFilters}</Button>}
                    />
                  ) : (
                    <Empty icon={Layers} title={words.jobs.none} action={may && create}>
                      {words.jobs.noneMore}
                    </Empty>
                  )
                ) : (
                  <List list={list} search={search} onSearch={go} />
                )
              }
            </Loaded>
          )}
        </div>
      </div>
    </Page>
  );
}

function List({
  list,
  search,
  onSearch,
}: {
  readonly list: Api['JobList'];
  readonly search: JobsSearch;
  readonly onSearch: (search: JobsSearch) => void;
}) {
  const may = useMay('analyst');
  const [selection, select] = useState<Selection>(NOTHING);
  const { page: _, ...filter } = search;
  const filterKey = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen under another filter is not what is meant now
  useEffect(() => select(NOTHING), [filterKey]);
  const ids = list.jobs.map(({ id }) => id);
  const latestIds = useRef(ids);
  latestIds.current = ids;
  // the same function always: rows that did not change are not drawn again
  const onChoose = useCallback(
    (id: string, chosen: boolean) => select((now) => choose(now, [id], chosen, latestIds.current)),
    [],
  );
  const wholePage = ids.every((id) => isChosen(selection, id));
  const any = selection.all || selection.ids.size > 0;
  return (
    <>
      <Table label={words.jobs.list} rows={list.total}>
        <Head>
          {may && (
            <Th className="w-9 pr-0">
              <input
                type="checkbox"
                aria-label={words.jobs.choosePage}
                checked={wholePage}
                onChange={({ currentTarget: { checked } }) => select(choose(selection, ids, checked, ids))}
                className="size-4 align-middle accent-(--accent)"
              />
            </Th>
          )}
          <Th>{words.jobs.name}</Th>
          <Th className="max-md:hidden">{words.jobs.state}</Th>
          <Th className="max-md:hidden">{words.jobs.progress}</Th>
          <Th className="max-[60rem]:hidden">{words.jobs.pace}</Th>
          <Th>
            <span className="sr-only">{words.jobs.controls}</span>
          </Th>
        </Head>
        <tbody>
          {list.jobs.map((job, at) => (
            <JobRow
              key={job.id}
              job={job}
              index={list.offset + at + 1}
              chosen={isChosen(selection, job.id)}
              onChoose={may ? onChoose : undefined}
            />
          ))}
        </tbody>
      </Table>
      <Pages list={list} search={search} onSearch={onSearch} />
      {any && may && (
        <BulkBar selection={selection} total={list.total} pageIds={ids} search={search} onSelect={select} />
      )}
    </>
  );
}

function Pages({
  list: { offset, total, jobs },
  search,
  onSearch,
}: {
  readonly list: Api['JobList'];
  readonly search: JobsSearch;
  readonly onSearch: (search: JobsSearch) => void;
}) {
  const page = search.page ?? 1;
  const last = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const to = (next: number) => {
    const { page: _, ...filter } = search;
    onSearch(next === 1 ? filter : { ...filter, page: next });
    window.scrollTo({ top: 0 });
  };
  return (
    <nav
      aria-label={words.jobs.list}
      className="flex items-center gap-2 border-t border-line px-4 py-2 text-sm text-muted"
    >
      <p className="tabular">
        {words.jobs.range(formatNumber(offset + 1), formatNumber(offset + jobs.length), formatNumber(total))}
      </p>
      <div className="no-print ml-auto flex gap-1">
        <IconButton
          icon={ChevronLeft}
          label={words.jobs.previous}
          disabled={page <= 1}
          onClick={() => to(page - 1)}
        />
        <IconButton
          icon={ChevronRight}
          label={words.actions.next}
          disabled={page >= last}
          onClick={() => to(page + 1)}
        />
      </div>
    </nav>
  );
}
