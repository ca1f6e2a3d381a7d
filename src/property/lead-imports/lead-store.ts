import { call, type Queryable } from '../../db/pool.ts';

/** What is to be done for an item: see SQL function take_leads. */
export type TakenState = 'known' | 'buy' | 'busy' | 'unresolved';

/** What became of a record that was stored. */
export type LeadState = 'inserted' | 'updated' | 'unchanged';

export interface JobRef {
  readonly organizationId: string;
  readonly id: string;
}

/** What a purchase brought. */
export interface Bought {
  readonly seqs: readonly number[];
  readonly records: readonly Readonly<Record<string, unknown>>[];
  /** Dollars, decimal text. */
  readonly cost: string | null;
  readonly free: number | null;
  /** The item, where a page was bought. */
  readonly page?: number;
}

/** Where a page begins and how long it is, or why it is not bought. */
export interface PagePlan {
  readonly state: 'buy' | 'bought' | 'over';
  readonly start: number;
  readonly records: number;
}

/** What a lead import reads and keeps. */
export interface LeadStore {
  /** Takes the right to buy; `reuseDays` null: only what this job brought itself is known. */
  take(
    job: JobRef,
    items: readonly { readonly seq: number; readonly radarId: string }[],
    reuseDays: number | null,
  ): Promise<ReadonlyMap<number, TakenState>>;
  /** Keeps records that are paid for, whatever became of the lease. */
  store(job: JobRef, bought: Bought): Promise<ReadonlyMap<string, LeadState>>;
  /** Completes items that were given up as unknown before their answer came. */
  completeLate(job: JobRef, seqs: readonly number[]): Promise<number>;
  beginPage(job: JobRef, seq: number, total: number): Promise<PagePlan>;
  /** The search of a job of pages. */
  criteria(job: JobRef): Promise<readonly unknown[]>;
}

export function leadStore(db: Queryable): LeadStore {
  return {
    async take(job, items, reuseDays) {
      const rows = await call<{ seq: number; state: TakenState }>(
        db,
        `select seq, state from lotline.take_leads($1, $2, $3, $4, lotline.clock() - make_interval(secs => $5 * 86400.0))`,
        [
          job.organizationId,
          job.id,
          items.map(({ seq }) => seq),
          items.map(({ radarId }) => radarId),
          reuseDays,
        ],
      );
      return new Map(rows.map(({ seq, state }) => [seq, state]));
    },
    async store(job, { seqs, records, cost, free, page }) {
      const rows = await call<{ radar_id: string; state: LeadState }>(
        db,
        'select radar_id, state from lotline.store_lead_purchase($1, $2, $3, $4, $5, $6, $7)',
        [job.organizationId, job.id, seqs, JSON.stringify(records), cost, free, page ?? null],
      );
      return new Map(rows.map(({ radar_id, state }) => [radar_id, state]));
    },
    async completeLate(job, seqs) {
      const [row] = await call<{ items: number }>(
        db,
        'select lotline.complete_late_leads($1, $2, $3) as items',
        [job.organizationId, job.id, seqs],
      );
      return row?.items ?? 0;
    },
    async beginPage(job, seq, total) {
      const [row] = await call<{ state: PagePlan['state']; start: number; records: number }>(
        db,
        'select state, start, records from lotline.begin_lead_page($1, $2, $3, $4)',
        [job.organizationId, job.id, seq, total],
      );
      if (row === undefined) throw new Error('begin_lead_page gave no row');
      return row;
    },
    async criteria(job) {
      const [row] = await call<{ criteria: unknown[] }>(
        db,
        `select i.criteria from lotline.lead_imports i join lotline.jobs j on j.number = i.job_no
         where j.id = $1 and i.org_id = $2`,
        [job.id, job.organizationId],
      );
      return row?.criteria ?? [];
    },
  };
}
