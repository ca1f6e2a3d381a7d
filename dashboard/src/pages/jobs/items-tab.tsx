import { getRouteApi } from '@tanstack/react-router';
import { Th } from '../../ui/table.tsx';
import { words } from '../../words.ts';
import { ItemRow } from './item-row.tsx';
import { ItemsList } from './items-list.tsx';
import { useJob } from './job-query.ts';

const route = getRouteApi('/shell/jobs/$jobId/items');

/** Every item of a job: its input, its outcome, its attempts. */
export function JobItemsTab() {
  const { jobId } = route.useParams();
  const search = route.useSearch();
  const job = useJob(jobId);
  return (
    <ItemsList
      job={job}
      search={search}
      title={words.job.items}
      label={words.items.list}
      none={words.items.noneMore}
      head={
        <>
          <Th numeric>{words.items.number}</Th>
          <Th className="max-sm:hidden">{words.items.reference}</Th>
          <Th>{words.items.status}</Th>
          <Th>{words.items.what}</Th>
          <Th className="max-md:hidden">{words.items.outcome}</Th>
          <Th numeric className="max-lg:hidden">
            {words.items.attempts}
          </Th>
          <Th className="max-lg:hidden">{words.items.settled}</Th>
        </>
      }
      row={(item, chosen) => <ItemRow key={item.item} item={item} chosen={chosen} />}
    />
  );
}
