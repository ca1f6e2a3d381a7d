import { createHash, randomBytes } from 'node:crypto';
import { call, type Queryable } from '../db/pool.ts';

/** What stands in a link: 256 random bits. Only its SHA-256 is kept. */
export const newCallbackToken = (): string => randomBytes(32).toString('base64url');

/** The form of a token, so that nothing else is looked for. */
export const CALLBACK_TOKEN = /^[\w-]{43}$/;

const hashOf = (token: string) => createHash('sha256').update(token).digest();

/** Keeps a batch's link before the batch is posted. False: the batch is not ours any more. */
export async function openCallback(
  db: Queryable,
  request: { batchId: string; token: number; callback: string; seqs: readonly number[] },
): Promise<boolean> {
  const [row] = await call<{ open: boolean }>(
    db,
    'select lotline.open_http_callback($1, $2, $3, $4) as open',
    [request.batchId, request.token, hashOf(request.callback), request.seqs],
  );
  return row?.open ?? false;
}

/** Has a batch wait for its results that long. Undefined: they came already, or it is not ours any more. */
export async function awaitResults(
  db: Queryable,
  callback: string,
  seconds: number,
): Promise<Date | undefined> {
  const [row] = await call<{ until: Date | null }>(db, 'select lotline.await_http_results($1, $2) as until', [
    hashOf(callback),
    seconds,
  ]);
  return row?.until ?? undefined;
}

/** What a link stands for. */
export interface FoundCallback {
  readonly organizationId: string;
  readonly jobId: string;
  /** The job's parameters. */
  readonly params: unknown;
  /** The numbers of the items that were sent. */
  readonly seqs: readonly number[];
}

/** Throws `callback_not_found`. `db` acts for nobody. */
export async function findCallback(db: Queryable, callback: string): Promise<FoundCallback> {
  const [row] = await call<FoundCallback & Record<string, unknown>>(
    db,
    `select org_id as "organizationId", job_id as "jobId", params, seqs from lotline.find_http_callback($1)`,
    [hashOf(callback)],
  );
  if (row === undefined) throw new Error('find_http_callback gave no row');
  return row;
}

export interface TakenResults {
  readonly accepted: number;
  /** Of items that had their result already. */
  readonly ignored: number;
  /** Items of the batch that still wait. */
  readonly remaining: number;
}

/** Settles items by a link. Throws `callback_over` when they are not waited for any more. */
export async function takeResults(
  db: Queryable,
  callback: string,
  outcomes: readonly unknown[],
): Promise<TakenResults> {
  const [row] = await call<TakenResults & Record<string, unknown>>(
    db,
    'select accepted, ignored, remaining from lotline.settle_http_results($1, $2)',
    [hashOf(callback), JSON.stringify(outcomes)],
  );
  if (row === undefined) throw new Error('settle_http_results gave no row');
  return row;
}
