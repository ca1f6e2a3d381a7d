import { call, type Queryable } from '../db/pool.ts';
import { type ClaimedBatch, type ClaimRow, toBatch } from './claims.ts';
import type { OutsideLease } from './outside.ts';

/**
 * The engine's door for services that work an organization's lookups in small steps: claims by organization. What they
 * hold is reported and handed back as other outside workers' leases are.
 */

/** What workers do once a second, for where none runs. In a transaction of its own, which names no organization. */
export async function beginStep(db: Queryable): Promise<void> {
  await call(db, 'select lotline.begin_lookup_step()');
}

/** What workers do once an hour, when it is due; may take a while. In a transaction of its own, as {@link beginStep}. */
export async function upkeepIfDue(db: Queryable): Promise<void> {
  await call(db, 'select lotline.upkeep_if_due()');
}

/** Leases up to `limit` lookups of the organization, over as many jobs as it takes. */
export async function claimLookups(
  db: Queryable,
  request: { organizationId: string; worker: string; limit: number },
): Promise<ClaimedBatch[]> {
  const rows = await call<ClaimRow>(db, 'select * from lotline.claim_lookups($1, $2, $3)', [
    request.organizationId,
    request.worker,
    request.limit,
  ]);
  return rows.map((row) => toBatch(row));
}

/** Commits a `sent` row for each item before its billed request leaves; false when the lease is lost. */
export async function recordLookupsSent(
  db: Queryable,
  sent: OutsideLease & { seqs: readonly number[]; service: string },
): Promise<boolean> {
  const [row] = await call<{ recorded: boolean }>(
    db,
    'select lotline.mark_sent_outside($1, $2, $3, $4, $5, $6) as recorded',
    [sent.organizationId, sent.jobId, sent.batchId, sent.token, sent.seqs, sent.service],
  );
  return row?.recorded ?? false;
}

/** What became of items for good; those that come back are in none of the counts. */
export interface Ends {
  completed: number;
  failed: number;
  skipped: number;
}

/** What has become of some items of a job. */
export async function endsOf(
  db: Queryable,
  { jobNumber, seqs }: { jobNumber: string; seqs: readonly number[] },
): Promise<Ends> {
  const [row] = await call<Ends & Record<string, unknown>>(
    db,
    `select count(*) filter (where r.outcome = 'completed')::int as completed,
            count(*) filter (where r.outcome = 'failed')::int as failed,
            count(*) filter (where r.outcome in ('skipped', 'cancelled'))::int as skipped
       from lotline.results r where r.job_no = $1 and r.seq = any ($2)`,
    [jobNumber, seqs],
  );
  return row ?? { completed: 0, failed: 0, skipped: 0 };
}

/** Lookups of the organization that wait in jobs which may run. */
export async function lookupsWaiting(db: Queryable, organizationId: string): Promise<number> {
  const [row] = await call<{ waiting: string }>(
    db,
    `select coalesce(sum(p.waiting), 0) as waiting
       from lotline.cursors c join lotline.job_progress p on p.number = c.job_no
      where c.org_id = $1 and c.kind = 'incentive_lookup' and c.open`,
    [organizationId],
  );
  return Number(row?.waiting ?? 0);
}
