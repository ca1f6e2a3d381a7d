import { ListX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Api } from '../../data/api.ts';
import { formatNumber } from '../../data/format.ts';
import { Button } from '../../ui/button.tsx';
import { ListFoot } from '../../ui/list-foot.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Head, Table } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import { ItemFilters, type ItemsSearch } from './item-filters.tsx';
import { ItemPanel } from './item-panel.tsx';
import { useJobItems } from './use-job-items.ts';

/** Items of a job by their numbers, a hundred at a time, however many there are; one of them open at the side. */
export function ItemsList({
  job,
  search,
  title,
  label,
  none,
  head,
  row,
}: {
  readonly job: Api['Job'];
  readonly search: ItemsSearch;
  readonly title: string;
  /** Of the table. */
  readonly label: string;
  /** Said of a job without items. */
  readonly none?: string;
  readonly head: ReactNode;
  readonly row: (item: Api['JobItem'], chosen: boolean) => ReactNode;
}) {
  const { query, go, narrowed, filtered } = useJobItems(job, search);
  const { from } = search;
  const nothing = (
    <Empty
      icon={ListX}
      title={filtered ? words.items.noneFit : words.items.none}
      action={
        filtered && (
          <Button onClick={() => go({ status: undefined, reference: undefined, from: undefined })}>
            {words.actions.clearFilters}
          </Button>
        )
      }
    >
      {filtered ? undefined : none}
    </Empty>
  );
  return (
    <Panel title={title} flush>
      <ItemFilters key={job.id} search={search} total={job.counts.total} onChange={go} />
      <Loaded query={query} lines={10}>
        {({ items, next_cursor: next }) => {
          const [first, last] = [items[0]?.item, items.at(-1)?.item];
          if (first === undefined || last === undefined) return nothing;
          return (
            <>
              <Table label={label} rows={narrowed ? -1 : job.counts.total}>
                <Head>{head}</Head>
                <tbody>{items.map((item) => row(item, item.item === search.item))}</tbody>
              </Table>
              <ListFoot
                label={label}
                note={words.items.shown(...bounds(first, last, job.counts.total))}
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

const bounds = (first: number, last: number, total: number) =>
  [formatNumber(first), formatNumber(last), formatNumber(total)] as const;
