import { asOrganization, call, type Pool, type Queryable } from '../db/pool.ts';
import { getJob } from './jobs.ts';
import type { Counts, FailureClass, FieldError, Item, ItemStatus } from './vocabulary.ts';

export interface ItemFilter {
  organizationId: string;
  jobId: string;
  /** Only items of these statuses. */
  statuses?: readonly ItemStatus[];
  limit: number;
  /** Skips that many; or continue after a sequence number with `afterSeq`, which costs the same at any depth. */
  offset?: number;
  afterSeq?: number;
  /** Only items with this reference. */
  reference?: string;
}

/** A page of items in input order. `total` counts all of those statuses. Empty when the job is not there. */
export async function listItems(
  db: Queryable,
  filter: ItemFilter,
): Promise<{ items: Item[]; total: number }> {
  const job = await getJob(db, filter.organizationId, filter.jobId);
  if (job === null) return { items: [], total: 0 };
  const { statuses } = filter;
  const total =
    statuses === undefined
      ? job.counts.total
      : statuses.reduce((sum, status) => sum + job.counts[COUNT_OF[status]], 0);
  const items = await page(db, { ...filter, afterSeq: filter.afterSeq ?? 0, offset: filter.offset ?? 0 });
  return { items, total };
}

/**
 * Every item in input order, a page at a time, each page in a short transaction of its own: a slow reader holds
 * nothing in the database. Works at any time; rows not yet reached show their newest state.
 */
export async function* streamItems(
  pool: Pool,
  request: {
    organizationId: string;
    jobId: string;
    statuses?: readonly ItemStatus[];
    pageSize?: number;
  },
): AsyncIterable<Item[]> {
  const limit = request.pageSize ?? 1000;
  let afterSeq = 0;
  for (;;) {
    const items = await asOrganization(pool, request.organizationId, (db) =>
      page(db, { ...request, afterSeq, offset: 0, limit }),
    );
    if (items.length > 0) yield items;
    const last = items.at(-1);
    if (last === undefined || items.length < limit) return;
    afterSeq = last.seq;
  }
}

/** The key of {@link Counts} that counts items of a status. */
const COUNT_OF = {
  pending: 'waiting',
  processing: 'processing',
  completed: 'completed',
  failed: 'failed',
  skipped: 'skipped',
  cancelled: 'cancelled',
} as const satisfies Record<ItemStatus, keyof Counts>;

async function page(
  db: Queryable,
  request: Omit<ItemFilter, 'afterSeq' | 'offset'> & { afterSeq: number; offset: number },
): Promise<Item[]> {
  const { organizationId, jobId, afterSeq, limit, offset, statuses = null, reference } = request;
  const rows = await call<ItemRow>(db, {
    name: reference === undefined ? 'items_page' : 'items_named',
    text: `select item_id, seq, reference, status, input, row_number, cells, result, error_class, error_code,
       error_message, field_errors, attempts, generation, created_at, settled_at
     from ${reference === undefined ? 'lotline.items_page' : 'lotline.items_named'}($1, $2, $3, $4, $5, $6)`,
    values:
      reference === undefined
        ? [organizationId, jobId, afterSeq, limit, offset, statuses]
        : [organizationId, jobId, reference, afterSeq, limit, statuses],
  });
  return rows.map(toItem);
}

interface ItemRow {
  item_id: string;
  seq: number;
  reference: string | null;
  status: ItemStatus;
  input: unknown;
  row_number: number | null;
  cells: string[] | null;
  result: unknown;
  error_class: FailureClass | null;
  error_code: string | null;
  error_message: string | null;
  field_errors: FieldError[] | null;
  attempts: number;
  generation: number;
  created_at: Date;
  settled_at: Date | null;
}

function toItem(row: ItemRow): Item {
  return {
    id: row.item_id,
    seq: row.seq,
    reference: row.reference,
    status: row.status,
    input: row.input,
    row: row.row_number,
    cells: row.cells,
    result: row.result,
    errorClass: row.error_class,
    errorCode: row.error_code,
    errorMessage: row.error_message,
    fieldErrors: row.field_errors,
    attempts: row.attempts,
    retryCount: Math.max(row.attempts - 1, 0),
    generation: row.generation,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  };
}
