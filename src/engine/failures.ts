import { call, type Queryable } from '../db/pool.ts';
import type { FailureClass } from './vocabulary.ts';

/** Failures of one job that share a fingerprint (class, code and the message without its numbers and quotes). */
export interface FailureGroup {
  fingerprint: string;
  class: FailureClass;
  code: string;
  /** The message of the first of them, as an example. */
  message: string;
  /** Failed attempts, the retried ones included. */
  attempts: number;
  /** Items that stand as failed for this reason now. */
  items: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
  /** Sequence numbers of the first few. */
  sampleSeqs: number[];
}

/** The groups of a job, most items first. */
export async function listFailureGroups(
  db: Queryable,
  request: { organizationId: string; jobId: string; limit: number },
): Promise<FailureGroup[]> {
  const rows = await call<{
    fingerprint: string;
    class: FailureClass;
    code: string;
    message: string;
    attempts: number;
    items: number;
    first_seen_at: Date;
    last_seen_at: Date;
    sample_seqs: number[];
  }>(
    db,
    `select g.fingerprint, g.class, g.code, g.message, g.attempts, g.items, g.first_seen_at, g.last_seen_at,
       g.sample_seqs
     from lotline.failure_groups g
     join lotline.jobs j on j.number = g.job_no
     where j.id = $2 and j.org_id = $1 and j.hidden_at is null
     order by g.items desc, g.attempts desc, g.fingerprint limit $3`,
    [request.organizationId, request.jobId, request.limit],
  );
  return rows.map((row) => ({
    fingerprint: row.fingerprint,
    class: row.class,
    code: row.code,
    message: row.message,
    attempts: row.attempts,
    items: row.items,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    sampleSeqs: row.sample_seqs,
  }));
}

/** One failed attempt of one item. */
export interface ItemError {
  seq: number;
  attempt: number;
  generation: number;
  class: FailureClass;
  code: string;
  message: string;
  worker: string | null;
  at: Date;
  /** False when it was tried again. */
  final: boolean;
}

/** The failed attempts of a job, or of one item, newest first. */
export async function itemErrors(
  db: Queryable,
  request: { organizationId: string; jobId: string; seq?: number; limit: number },
): Promise<ItemError[]> {
  return call<ItemError & Record<string, unknown>>(
    db,
    `select e.seq, e.attempt, e.generation, e.class, e.code, e.message, e.worker, e.at, e.final
     from lotline.item_errors e
     where e.job_no = (select number from lotline.jobs where id = $2 and org_id = $1 and hidden_at is null)
       and ($3::int is null or e.seq = $3)
     order by e.at desc, e.seq desc, e.attempt desc limit $4`,
    [request.organizationId, request.jobId, request.seq ?? null, request.limit],
  );
}
