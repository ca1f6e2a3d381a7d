import { call, type Queryable } from '../db/pool.ts';
import { listItems } from './items.ts';
import type { FailureClass, Item, ItemStatus } from './vocabulary.ts';

/** One attempt of an item. */
export interface ItemAttempt {
  attempt: number;
  generation: number;
  outcome: Exclude<ItemStatus, 'pending'>;
  /** False for one after which it was tried again. */
  final: boolean;
  class: FailureClass | null;
  code: string | null;
  message: string | null;
  worker: string | null;
  at: Date;
}

/** One item, with everything that was tried of it. */
export interface ItemDetail extends Item {
  /** When it is tried again. */
  dueAt: Date | null;
  /** The newest first. */
  tried: ItemAttempt[];
}

/** Attempts that are told of one item. */
const MOST_ATTEMPTS = 100;

/** An item of a job by its number, or null when there is none. */
export async function getJobItem(
  db: Queryable,
  request: { organizationId: string; jobId: string; jobNumber: string; seq: number },
): Promise<ItemDetail | null> {
  const { seq } = request;
  const { items } = await listItems(db, { ...request, limit: 1, afterSeq: seq - 1 });
  const [item] = items;
  if (item?.seq !== seq) return null;
  const [due] = await call<{ run_at: Date | null }>(
    db,
    'select run_at from lotline.returns where job_no = $1 and seq = $2',
    [request.jobNumber, seq],
  );
  const tried = await call<ItemAttempt & Record<string, unknown>>(
    db,
    `select attempt, generation, outcome, final, class, code, message, worker, at from (
       select e.attempt, e.generation, 'failed' as outcome, e.final, e.class, e.code, e.message, e.worker, e.at
         from lotline.item_errors e where e.job_no = $1 and e.seq = $2
       union all
       select r.attempts, r.generation, r.outcome, true, r.error_class, r.error_code, r.error_message, null, r.settled_at
         from lotline.results r where r.job_no = $1 and r.seq = $2 and not exists (
           select from lotline.item_errors e where e.job_no = $1 and e.seq = $2 and e.generation = r.generation and e.final)
       union all
       select p.attempts, p.generation, p.outcome, true, p.error_class, p.error_code, p.error_message, null, p.settled_at
         from lotline.past_results p where p.job_no = $1 and p.seq = $2 and not exists (
           select from lotline.item_errors e where e.job_no = $1 and e.seq = $2 and e.generation = p.generation and e.final)
       union all
       select coalesce((select t.attempts from lotline.returns t where t.job_no = $1 and t.seq = $2), 0) + 1, b.generation,
           'processing', false, null, null, null, b.worker, b.leased_at
         from lotline.batches b where b.job_no = $1 and b.state = 'leased' and $2 <@ b.open) x
     order by at desc, generation desc, attempt desc limit $3`,
    [request.jobNumber, seq, MOST_ATTEMPTS],
  );
  return { ...item, dueAt: item.settledAt === null ? (due?.run_at ?? null) : null, tried };
}
