import { getRouteApi } from '@tanstack/react-router';
import { Plus, Upload } from 'lucide-react';
import { formatNumber } from '../../data/format.ts';
import { useMay } from '../../data/session.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { ListFoot } from '../../ui/list-foot.tsx';
import { Page } from '../../ui/page.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Table, Th } from '../../ui/table.tsx';
import { Typed } from '../../ui/typed.tsx';
import { words } from '../../words.ts';
import { PAGE_SIZE, STATES } from '../jobs/jobs-filter.ts';
import { useJobsList } from '../jobs/use-jobs-list.ts';
import { LOOKUP } from './lookup-query.ts';
import { LookupRow } from './lookup-row.tsx';

const route = getRouteApi('/shell/lookups');

/** All lookups of files and batches, the newest first; drafts among them. */
export function LookupsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay('analyst');
  const { query, newer, showNewer } = useJobsList({ ...search, kind: LOOKUP });
  const { page = 1, ...filter } = search;
  const go = (next: { [Name in keyof typeof search]?: (typeof search)[Name] | undefined }) =>
    void navigate({
      search: Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)),
      replace: true,
    });
  const create = may && (
    <LinkButton to="/lookups/new" look="primary" icon={Plus} data-key="n">
      {words.lookups.create}
    </LinkButton>
  );
  return (
    <Page
      title={words.lookups.title}
      actions={create}
      below={
        <search aria-label={words.jobs.filters} className="no-print flex flex-wrap items-center gap-2">
          <Typed
            value={search.q}
            onTyped={(q) => go({ ...filter, q })}
            field={(props) => (
              <SearchInput label={words.lookups.search} className="w-full sm:w-56" {...props} />
            )}
          />
          <SelectInput
            label={words.jobs.state}
            hiddenLabel
            className="max-w-44"
            value={search.state ?? ''}
            options={[
              { value: '', name: words.jobs.anyState },
              ...STATES.map((value) => ({
                value,
                name:
                  value === 'active'
                    ? words.jobs.active
                    : words.states[value === 'in_progress' ? 'running' : value],
              })),
            ]}
            onChange={({ currentTarget: { value } }) =>
              go({ ...filter, state: STATES.find((name) => name === value) })
            }
          />
        </search>
      }
    >
      <p role="status" className="empty:hidden">
        {newer > 0 && (
          <Button size="sm" onClick={showNewer}>
            {words.jobs.newer(newer, formatNumber(newer))}
          </Button>
        )}
      </p>
      <div className="overflow-clip rounded-lg border border-line bg-surface">
        <Loaded query={query} lines={10}>
          {({ jobs, total, offset }) =>
            jobs.length > 0 ? (
              <>
                <Table label={words.lookups.list} rows={total}>
                  <Head>
                    <Th>{words.lookups.name}</Th>
                    <Th className="max-md:hidden">{words.jobs.state}</Th>
                    <Th className="max-sm:hidden">{words.jobs.progress}</Th>
                    <Th numeric>{words.lookups.failures}</Th>
                    <Th className="max-lg:hidden">{words.jobs.pace}</Th>
                    <Th className="max-md:hidden">{words.lookups.created}</Th>
                  </Head>
                  <tbody>
                    {jobs.map((job) => (
                      <LookupRow key={job.id} job={job} />
                    ))}
                  </tbody>
                </Table>
                <ListFoot
                  label={words.lookups.list}
                  note={words.jobs.range(
                    formatNumber(offset + 1),
                    formatNumber(offset + jobs.length),
                    formatNumber(total),
                  )}
                  onFirst={page > 1 ? () => go(filter) : undefined}
                  onNext={page * PAGE_SIZE < total ? () => go({ ...filter, page: page + 1 }) : undefined}
                />
              </>
            ) : Object.keys(search).length > 0 ? (
              <Empty
                title={words.lookups.noneFit}
                action={<Button onClick={() => go({})}>{words.actions.clearFilters}</Button>}
              />
            ) : (
              <Empty icon={Upload} title={words.lookups.none} action={create}>
                {words.lookups.noneMore}
              </Empty>
            )
          }
        </Loaded>
      </div>
    </Page>
  );
}
