import { call, type Queryable } from '../../db/pool.ts';

/** The right to freeze one import, for a while. */
export interface FreezeLease {
  readonly jobId: string;
  readonly jobNumber: string;
  readonly organizationId: string;
  readonly criteria: readonly unknown[];
  readonly stage: 'freezing' | 'appending';
  readonly pageSize: number;
  readonly nextStart: number;
  /** Failures in a row. */
  readonly failures: number;
  readonly token: number;
}

/** How it goes on after a page. */
export interface Frozen {
  readonly stage: 'freezing' | 'appending';
  readonly nextStart: number;
}

/** What the vendor said with a page. */
export interface Counted {
  readonly total: number;
  readonly cost: string | null;
  readonly free: number | null;
}

/** A worker that dies is waited for this long. */
const LEASE_SECONDS = 120;

interface ClaimRow {
  job_id: string;
  job_no: string;
  org_id: string;
  criteria: unknown[];
  stage: FreezeLease['stage'];
  page_size: number;
  next_start: number;
  failures: number;
  token: number;
}

/** The steps by which a search becomes items. Each is one statement; a step of a lost lease changes nothing. */
export function freezeStore(db: Queryable) {
  return {
    /** One import that waits to be frozen; undefined when none does. */
    async claim(): Promise<FreezeLease | undefined> {
      const [row] = await call<ClaimRow>(
        db,
        `select job_id, job_no, org_id, criteria, stage, page_size, next_start, failures, token
         from lotline.claim_lead_freeze($1)`,
        [LEASE_SECONDS],
      );
      return (
        row && {
          jobId: row.job_id,
          jobNumber: row.job_no,
          organizationId: row.org_id,
          criteria: row.criteria,
          stage: row.stage,
          pageSize: row.page_size,
          nextStart: row.next_start,
          failures: row.failures,
          token: row.token,
        }
      );
    },
    /** Keeps a page of RadarIDs. Undefined: the lease is lost. */
    async page(
      { jobNumber, token }: FreezeLease,
      ids: readonly string[],
      counted: Counted,
    ): Promise<Frozen | undefined> {
      const [row] = await call<{ stage: Frozen['stage']; next_start: number }>(
        db,
        'select stage, next_start from lotline.store_lead_page($1, $2, $3, $4, $5, $6, $7)',
        [jobNumber, token, ids, counted.total, counted.cost, counted.free, LEASE_SECONDS],
      );
      return row && { stage: row.stage, nextStart: row.next_start };
    },
    /** Makes the items pages to be bought as they are sorted. False: the lease is lost, or records had names before. */
    async planPages({ jobNumber, token }: FreezeLease, counted: Counted): Promise<boolean> {
      const [row] = await call<{ planned: boolean }>(
        db,
        'select lotline.plan_lead_pages($1, $2, $3, $4, $5) as planned',
        [jobNumber, token, counted.total, counted.cost, counted.free],
      );
      return row?.planned ?? false;
    },
    /** Makes items of some RadarIDs; answers how many are left, null when the lease is lost. */
    async append({ jobNumber, token }: FreezeLease): Promise<number | null> {
      const [row] = await call<{ left: number | null }>(
        db,
        'select lotline.append_lead_ids($1, $2, $3) as left',
        [jobNumber, token, LEASE_SECONDS],
      );
      return row?.left ?? null;
    },
    /** Puts it off. `failed`: it counts towards giving up. */
    async defer(
      { jobNumber, token }: FreezeLease,
      afterMs: number,
      reason: string,
      failed: boolean,
    ): Promise<void> {
      await call(db, 'select lotline.defer_lead_freeze($1, $2, $3, $4, $5)', [
        jobNumber,
        token,
        Math.ceil(afterMs),
        reason,
        failed,
      ]);
    },
    /** Fails the job as a whole. */
    async fail({ jobNumber, token }: FreezeLease, code: string, message: string): Promise<void> {
      await call(db, 'select lotline.fail_lead_freeze($1, $2, $3, $4)', [jobNumber, token, code, message]);
    },
  };
}

export type FreezeStore = ReturnType<typeof freezeStore>;
