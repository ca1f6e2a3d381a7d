import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '../base/errors.ts';
import { call, type Pool, type Queryable } from '../db/pool.ts';

/** How long a request may hold its key beyond the time for its body; a crashed one's key is free after that. */
const RUNNING_MS = 180_000;
const FORM = /^[\x21-\x7e]{1,255}$/;

/** One request's hold on its Idempotency-Key. */
export interface Claim {
  readonly organizationId: string;
  /** Method and path pattern: the same key may stand for another thing elsewhere. */
  readonly route: string;
  readonly key: string;
  readonly fingerprint: Buffer;
  readonly token: string;
}

export interface Replay {
  readonly status: number;
  readonly body: string;
}

/** SHA-256 of what makes two requests the same: their address and body text. */
export function fingerprint(url: string, body: string): Buffer {
  return createHash('sha256').update(url).update('\n').update(body).digest();
}

/** Reads the header; undefined when absent. Throws `validation_failed` for a key of another form. */
export function readKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && FORM.test(header)) return header;
  throw new AppError(
    'validation_failed',
    'Idempotency-Key: must be 1 to 255 printable ASCII characters without spaces, such as a UUID',
    { field: 'Idempotency-Key' },
  );
}

/**
 * Takes the key for a new request, or gives the first one's answer. `bodyMs` is how long its body may still take.
 * Throws `idempotency_mismatch` for another body, `idempotency_running` while the first still runs.
 */
export async function begin(
  pool: Pool,
  request: Omit<Claim, 'token'>,
  bodyMs = 0,
): Promise<{ claim: Claim } | { replay: Replay }> {
  const claim = { ...request, token: randomUUID() };
  const [row] = await call<{ state: 'new' | 'replay'; status: number; body: string }>(
    pool,
    'select state, status, body from lotline.begin_idempotent($1, $2, $3, $4, $5, $6)',
    [
      claim.organizationId,
      claim.route,
      claim.key,
      claim.fingerprint,
      claim.token,
      Math.ceil((RUNNING_MS + bodyMs) / 1000),
    ],
  );
  if (row?.state === 'replay') return { replay: { status: row.status, body: row.body } };
  return { claim };
}

/** Keeps the answer for 24 hours, in the transaction that did the work. */
export async function finish(db: Queryable, claim: Claim, answer: Replay): Promise<void> {
  await call(db, 'select lotline.finish_idempotent($1, $2, $3, $4, $5, $6)', [
    claim.organizationId,
    claim.route,
    claim.key,
    claim.token,
    answer.status,
    answer.body,
  ]);
}

/** Frees the key after a refused request. */
export async function release(pool: Pool, claim: Claim): Promise<void> {
  await call(pool, 'select lotline.release_idempotent($1, $2, $3, $4)', [
    claim.organizationId,
    claim.route,
    claim.key,
    claim.token,
  ]);
}
