import { call, type Queryable } from '../../db/pool.ts';

/** What a model used for one item. */
export interface ModelUsage {
  readonly model: string;
  readonly requests: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly web_searches: number;
  /** Dollars, decimal text; null: the price is not known. */
  readonly cost: string | null;
}

/** Keeps usage as soon as it is known, so that a worker's death loses at most one answer's. */
export interface UsageStore {
  record(jobId: string, seq: number, usage: ModelUsage): Promise<void>;
}

export const usageStore = (db: Queryable): UsageStore => ({
  async record(jobId, seq, usage) {
    await call(db, 'select lotline.record_model_usage($1, $2, $3)', [jobId, seq, JSON.stringify(usage)]);
  },
});

/** The sum of a job, one row for each model. */
export interface JobUsage extends ModelUsage {
  readonly items: number;
}

/** What models used for a job so far, failed and repeated items included. Dearest first. */
export function readJobUsage(db: Queryable, organizationId: string, jobId: string): Promise<JobUsage[]> {
  return call<JobUsage & Record<string, unknown>>(
    db,
    `select u.model, count(distinct u.seq)::int as items, sum(u.requests)::int as requests,
       sum(u.input_tokens)::float8 as input_tokens, sum(u.output_tokens)::float8 as output_tokens,
       sum(u.web_searches)::int as web_searches, sum(u.cost)::text as cost
     from lotline.model_usage u join lotline.jobs j on j.number = u.job_no
     where u.org_id = $1 and j.id = $2 group by u.model order by sum(u.cost) desc nulls last, u.model`,
    [organizationId, jobId],
  );
}
