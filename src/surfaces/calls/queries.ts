import { asOrganization, call, type Pool, type Queryable } from '../../db/pool.ts';

/** A request that left, as the log has it. */
export interface LoggedCall {
  readonly [column: string]: unknown;
  readonly at: Date;
  /** Microseconds since 1970, which a Date cannot hold: its place in the log, with the id. */
  readonly place: string;
  readonly id: string;
  readonly service: string;
  readonly operation: string;
  readonly method: string;
  readonly target: string;
  readonly jobId: string | null;
  readonly seq: number | null;
  readonly attempt: number;
  readonly status: number | null;
  readonly verdict: string;
  readonly durationMs: number;
  readonly bytes: number;
  readonly units: number;
  readonly cost: string | null;
  readonly requestId: string | null;
  readonly billed: boolean;
  readonly interactive: boolean;
  readonly error: string | null;
}

export interface CallFilter {
  readonly organizationId: string;
  readonly service?: string | undefined;
  readonly jobId?: string | undefined;
  readonly seq?: number | undefined;
  readonly status?: number | undefined;
  readonly verdict?: string | undefined;
  readonly operation?: string | undefined;
  readonly requestId?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

const COLUMNS = `at, (extract(epoch from at) * 1000000)::bigint as place, id, service, operation, method, target,
  job_id as "jobId", seq, attempt, status, verdict, duration_ms as "durationMs", bytes, units, cost,
  request_id as "requestId", billed, interactive, error`;

/** Calls, newest first, after `[place, id]` of the last one seen. */
export async function listCalls(
  db: Queryable,
  filter: CallFilter,
  page: { readonly after?: readonly string[] | undefined; readonly limit: number },
): Promise<LoggedCall[]> {
  const all: readonly (readonly [string, unknown])[] = [
    ['org_id = ?', filter.organizationId],
    ['service = ?', filter.service],
    ['job_id = ?', filter.jobId],
    ['seq = ?', filter.seq],
    ['status = ?', filter.status],
    ['verdict = ?', filter.verdict],
    ['operation = ?', filter.operation],
    ['request_id = ?', filter.requestId],
    ['at >= ?', filter.from],
    ['at < ?', filter.to],
  ];
  const asked = all.filter(([, value]) => value !== undefined);
  const n = asked.length;
  const where = asked.map(([text], at) => text.replace('?', `$${at + 1}`)).join(' and ');
  const [place, id] = page.after ?? [];
  return call<LoggedCall>(
    db,
    `select ${COLUMNS} from lotline.service_calls
     where ${where} and ($${n + 1}::bigint is null
       or (at, id) < (timestamptz 'epoch' + $${n + 1}::bigint * interval '1 microsecond', $${n + 2}::bigint))
     order by at desc, id desc limit $${n + 3}`,
    [...asked.map(([, value]) => value), place ?? null, id ?? null, page.limit],
  );
}

/** All that a filter leaves, in pages that are read in a transaction of their own. */
export async function* callPages(
  pool: Pool,
  filter: CallFilter,
  limit: number,
): AsyncGenerator<LoggedCall[]> {
  for (let after: readonly string[] | undefined; ; ) {
    const page = { after, limit };
    const calls = await asOrganization(pool, filter.organizationId, (db) => listCalls(db, filter, page));
    if (calls.length > 0) yield calls;
    const last = calls.at(-1);
    if (last === undefined || calls.length < limit) return;
    after = [last.place, last.id];
  }
}
