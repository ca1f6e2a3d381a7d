import type { LeadCriterion } from '../../base/lead-criteria.ts';
import { call, type Queryable } from '../../db/pool.ts';

export interface NewLeadImport {
  readonly organizationId: string;
  readonly name: string;
  readonly actor: string | null;
  readonly criteria: readonly LeadCriterion[];
  /** Records bought in one request, 1 to 500; 400 when absent. */
  readonly batchSize?: number;
  /** At most so many records; all when absent. */
  readonly mostRecords?: number;
  /** The kind's parameters: `reuse`, `reuse_days`. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly priority?: number;
}

/**
 * Makes a job out of a search. A worker freezes it by itself: the search is read through without buying, each RadarID
 * becomes an item, and then they are bought. The job is in progress from the moment that begins.
 */
export async function createLeadImport(
  db: Queryable,
  { organizationId, name, actor, criteria, batchSize, mostRecords, params = {}, priority }: NewLeadImport,
): Promise<{ id: string; number: string }> {
  const [row] = await call<{ id: string; number: string }>(
    db,
    'select id, number from lotline.create_lead_import($1, $2, $3, $4, $5, $6, $7)',
    [
      organizationId,
      name,
      actor,
      JSON.stringify(criteria),
      JSON.stringify(params),
      JSON.stringify({ batch_size: batchSize, priority }),
      mostRecords ?? null,
    ],
  );
  if (row === undefined) throw new Error('create_lead_import gave no row');
  return row;
}

/** Freezes a search anew whose job failed as a whole before anything was bought. False when it was not so. */
export async function retryLeadImport(
  db: Queryable,
  request: { organizationId: string; jobId: string; actor: string | null; reason?: string | undefined },
): Promise<boolean> {
  const [row] = await call<{ again: boolean }>(
    db,
    'select lotline.retry_lead_import($1, $2, $3, $4) as again',
    [request.organizationId, request.jobId, request.actor, request.reason ?? null],
  );
  return row?.again ?? false;
}
