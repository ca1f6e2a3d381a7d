/** What a brief is made of, read from the engine; every list is short. */
import { call, type Queryable } from '../db/pool.ts';
import { COLUMNS, type JobRow, toJob } from './job-row.ts';
import type { Job } from './vocabulary.ts';

const MOST_JOBS = 50;
const SAMPLES = 5;

/** Jobs that are paused or in progress, the one worked last first. */
export async function unfinishedJobs(
  db: Queryable,
  organizationId: string,
  kinds: readonly string[] | undefined,
): Promise<Job[]> {
  const rows = await call<JobRow & Record<string, unknown>>(
    db,
    `select ${COLUMNS} from lotline.job_progress p
     where p.org_id = $1 and p.hidden_at is null and p.status in ('paused', 'in_progress')
       and ($2::text[] is null or p.kind = any ($2))
     order by greatest(p.updated_at, (select max(b.leased_at) from lotline.batches b where b.job_no = p.number)) desc
     limit $3`,
    [organizationId, kinds ?? null, MOST_JOBS],
  );
  return rows.map(toJob);
}

export interface HandoffNote {
  sessionId: string;
  actor: string;
  name: string | null;
  note: string;
  notedAt: Date;
}

/** The latest note of a session that worked on the job. */
export async function lastNote(
  db: Queryable,
  organizationId: string,
  jobId: string,
): Promise<HandoffNote | null> {
  const [row] = await call<HandoffNote & Record<string, unknown>>(
    db,
    `select s.id as "sessionId", s.actor, s.name, s.note, s.noted_at as "notedAt" from lotline.agent_sessions s
     where s.org_id = $1 and s.note is not null and (s.job_id = $2 or exists (
       select from lotline.session_leases l join lotline.jobs j on j.number = l.job_no
       where l.session_id = s.id and j.id = $2))
     order by s.noted_at desc limit 1`,
    [organizationId, jobId],
  );
  return row ?? null;
}

/** Who holds items of a job; with `session_id` when that is a session, which may be ended. */
export interface Holder extends Record<string, unknown> {
  readonly by: string;
  readonly session_id?: string;
  readonly items: number;
  readonly lease_until: string;
}

/** Who holds items of a job now. */
export async function holders(db: Queryable, jobNumber: string): Promise<Holder[]> {
  const rows = await call<{ worker: string; session: string | null; items: number; until: Date }>(
    db,
    `select b.worker, b.open_items as items, b.lease_until as until,
       (select l.session_id from lotline.session_leases l where l.batch_id = b.id limit 1) as session
     from lotline.batches b
     where b.job_no = $1 and b.state = 'leased' order by b.lease_until limit $2`,
    [jobNumber, SAMPLES],
  );
  return rows.map(({ worker, session, items, until }) => ({
    by: worker.slice(0, 100),
    ...(session === null ? {} : { session_id: session }),
    items,
    lease_until: until.toISOString(),
  }));
}

/** The first few items that a claim would give: those that came back, then new ones. */
export async function nextItems(
  db: Queryable,
  jobNumber: string,
): Promise<{ seq: number; reference: string | null }[]> {
  const rows = await call<{ seq: number; reference: string | null }>(
    db,
    `select i.seq, i.reference from lotline.items i join (
       (select r.seq, 0 as rank from lotline.returns r where r.job_no = $1 and r.run_at is not null
        order by r.run_at, r.seq limit $2)
       union all
       (select x.seq, 1 from lotline.cursors c join lotline.items x on x.job_no = c.job_no and x.seq >= c.next_seq
        where c.job_no = $1 and not exists (select from lotline.results d where d.job_no = $1 and d.seq = x.seq)
        order by x.seq limit $2)) n on n.seq = i.seq
     where i.job_no = $1 order by n.rank, n.seq limit $2`,
    [jobNumber, SAMPLES],
  );
  return rows.map(({ seq, reference }) => ({ seq, reference: reference?.slice(0, 60) ?? null }));
}

export interface FailedItem {
  seq: number;
  reference: string | null;
  code: string;
  message: string;
}

/** Items that stand as failed, in order, after one of them. */
export async function failedItems(
  db: Queryable,
  jobNumber: string,
  after: number,
  limit: number,
): Promise<FailedItem[]> {
  const rows = await call<{
    seq: number;
    reference: string | null;
    code: string | null;
    message: string | null;
  }>(
    db,
    `select r.seq, i.reference, r.error_code as code, r.error_message as message
     from lotline.results r join lotline.items i on i.job_no = r.job_no and i.seq = r.seq
     where r.job_no = $1 and r.outcome = 'failed' and r.seq > $2 order by r.seq limit $3`,
    [jobNumber, after, limit],
  );
  return rows.map(({ seq, reference, code, message }) => ({
    seq,
    reference: reference?.slice(0, 60) ?? null,
    code: (code ?? '').slice(0, 60),
    message: message ?? '',
  }));
}
