import type { Queryable } from '../../db/pool.ts';
import { listItems } from '../../engine/items.ts';
import type { Item, Job } from '../../engine/vocabulary.ts';
import { fromItemWord, toItemCounts } from './translate.ts';
import type { ItemWord } from './wire.ts';

/** A page of a job's items in input order; `total` counts all of that status. */
export async function itemsPage(
  db: Queryable,
  job: Job,
  page: { status?: ItemWord | undefined; limit: number; offset: number },
): Promise<{ items: Item[]; total: number }> {
  const total = page.status === undefined ? job.counts.total : toItemCounts(job.counts)[page.status];
  const { items } = await listItems(db, {
    organizationId: job.organizationId,
    jobId: job.id,
    ...(page.status === undefined ? {} : { statuses: fromItemWord(page.status) }),
    limit: page.limit,
    offset: page.offset,
  });
  return { items, total };
}
