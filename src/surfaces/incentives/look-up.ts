import { AppError } from '../../base/errors.ts';
import { asOrganization, type Pool } from '../../db/pool.ts';
import type { Call } from '../../http/endpoint.ts';
import { type AnyKind, failed, type KindContext, type Outcome } from '../../kinds/kind.ts';
import { noteAnswered, noteSent } from './queries.ts';
import type { Question } from './wire.ts';

/** Nobody waits longer for one answer; most clients give up at 30 seconds. */
const DEADLINE_MS = 25_000;

/** Asks the provider behind the kind, the same that answers jobs. Comes back within the deadline, with an outcome. */
export async function lookUp(
  kind: AnyKind,
  question: Question,
  call: Pick<Call, 'caller' | 'pool' | 'signal' | 'log'>,
  deadlineMs = DEADLINE_MS,
): Promise<Outcome> {
  const { organizationId } = call.caller;
  const deadline = AbortSignal.timeout(deadlineMs);
  const signal = AbortSignal.any([call.signal, deadline]);
  const bill = new Bill(call.pool, organizationId, question.reference_id ?? null);
  const context: KindContext<unknown> = {
    job: { id: 'single', organizationId, params: {} },
    interactive: true,
    signal,
    log: call.log,
    billed: (_seqs, service) => bill.sent(service, signal),
  };
  try {
    const outcome = await endedBy(ask(kind, question, context), signal);
    if (outcome.outcome !== 'failed' || outcome.class !== 'outcome_unknown') await bill.answered();
    return outcome;
  } catch (error) {
    if (!signal.aborted) throw error;
    if (bill.open) return failed('outcome_unknown', 'outcome_unknown', 'a billed request got no answer');
    if (call.signal.aborted) throw new AppError('request_timeout', 'The client went away', { cause: error });
    return failed('timeout', 'upstream_transient', `no answer within ${deadlineMs} ms`);
  }
}

async function ask(kind: AnyKind, question: Question, context: KindContext<unknown>): Promise<Outcome> {
  const { reference_id, ...input } = question;
  const item = {
    seq: 1,
    attempt: 1,
    reference: reference_id ?? null,
    input: {
      ...input,
      building_type: input.building_type ?? null,
      device_ids: input.device_ids ?? undefined,
      device_names: input.device_names ?? undefined,
      webhook_custom_fields: input.webhook_custom_fields ?? undefined,
    },
  };
  const outcome = kind.run ? (await kind.run([item], context))[0] : await kind.runItem?.(item, context);
  if (outcome === undefined) throw new Error(`the kind ${kind.name} answered no outcome`);
  return outcome;
}

/** The promise, or a rejection as soon as the signal aborts: a provider may take its time to notice. */
async function endedBy<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // Once we have given up on it, nobody else listens.
  work.catch(() => {});
  let stop: (() => void) | undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}

/** The record of one billed request: committed before it leaves, and again when it is answered. */
class Bill {
  readonly #pool: Pool;
  readonly #organizationId: string;
  readonly #reference: string | null;
  #id: string | undefined;

  constructor(pool: Pool, organizationId: string, reference: string | null) {
    this.#pool = pool;
    this.#organizationId = organizationId;
    this.#reference = reference;
  }

  /** A request has left, and no answer is written down. */
  get open(): boolean {
    return this.#id !== undefined;
  }

  async sent(service: string, signal: AbortSignal): Promise<void> {
    const organizationId = this.#organizationId;
    const sent = { organizationId, reference: this.#reference, service };
    this.#id = await asOrganization(this.#pool, organizationId, (db) => noteSent(db, sent));
    signal.throwIfAborted();
  }

  async answered(): Promise<void> {
    const id = this.#id;
    if (id === undefined) return;
    await asOrganization(this.#pool, this.#organizationId, (db) =>
      noteAnswered(db, this.#organizationId, id),
    );
  }
}
