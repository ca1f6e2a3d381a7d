import type { Queryable } from '../db/pool.ts';
import { appendItems, createJob, submitJob } from '../engine/jobs.ts';
import { LIST_EXPORT_DEFAULTS } from '../kinds/list-export.ts';
import type { ListPlan, WalkedList } from '../property/exports/list-export.ts';

/**
 * Makes a job that walks a list, and lets workers take it. A list of nothing is done at once. In one transaction of the
 * caller's. Answers its id.
 */
export async function startListExport(
  db: Queryable,
  request: { organizationId: string; actor: string; name: string; walked: WalkedList; plan: ListPlan },
): Promise<string> {
  const { organizationId, actor, name, walked, plan } = request;
  const { id } = await createJob(db, {
    organizationId,
    kind: 'list_export',
    name,
    actor,
    params: { ...walked },
    settings: {
      batchSize: LIST_EXPORT_DEFAULTS.batchSize,
      leaseSeconds: LIST_EXPORT_DEFAULTS.leaseSeconds,
      maxAttempts: LIST_EXPORT_DEFAULTS.maxAttempts,
    },
  });
  if (plan.parts.length > 0) {
    const rows = plan.parts.map((part) => ({ reference: null, input: part }));
    await appendItems(db, { organizationId, jobId: id, chunk: null, rows });
  }
  await submitJob(db, { organizationId, jobId: id, actor });
  return id;
}
