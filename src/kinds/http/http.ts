import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import type { PostAnswer } from '../../providers/http-client.ts';
import type { OwnAddresses } from '../../providers/service/own-address.ts';
import { NotNow } from '../../providers/service.ts';
import {
  defineKind,
  failed,
  type HeldLease,
  type Kind,
  type KindContext,
  type Outcome,
  type WorkItem,
} from '../kind.ts';
import { callFor, outcomeOf } from '../service-outcome.ts';
import { failureOfSilence, failureOfStatus } from './answer.ts';
import { type HttpParams, httpParamsSchema, resultChecker } from './params.ts';
import { outcomesFor, readResults } from './results.ts';

/** What the kind needs of the rest: secrets, links, and the way out. */
export interface HttpParts {
  /** Leads to public addresses only, and to private ones that the operator allows. */
  readonly addresses: OwnAddresses;
  /** The secrets that sign for an organization now. */
  secrets(organizationId: string): Promise<readonly string[]>;
  newToken(): string;
  /** Keeps the link before the batch leaves. False: the batch is not ours any more. */
  openCallback(request: {
    batchId: string;
    token: number;
    callback: string;
    seqs: readonly number[];
  }): Promise<boolean>;
  /** Has the batch wait for results. Undefined: they came already, or the batch is not ours any more. */
  awaitResults(callback: string, seconds: number): Promise<Date | undefined>;
  /** The address of a link. */
  callbackUrl(callback: string): string;
}

/** More of an answer is not read, and makes it no answer. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_TIMEOUT_MS = 300_000;

type Item = WorkItem<unknown>;
type Context = KindContext<HttpParams>;

/** Posts batches to an address of the user's, which works them: in its answer, or later by a callback. */
export function httpKind(parts: HttpParts): Kind<unknown, unknown, HttpParams> {
  return defineKind<unknown, unknown, HttpParams>({
    name: 'http',
    label: 'Your own service',
    description:
      'Posts each batch to an address of yours, signed, and takes results from the answer or later.',
    input: z.unknown(),
    result: z.unknown(),
    params: httpParamsSchema,
    posted: true,
    drivers: ['worker'],
    defaults: {
      batchSize: 50,
      perSession: 50,
      maxAttempts: 4,
      leaseSeconds: 120,
      concurrency: 8,
      itemTimeoutMs: MOST_TIMEOUT_MS + 30_000,
      ratePerSecond: null,
    },
    async run(items, context) {
      const same = (outcome: Outcome) => items.map(() => outcome);
      const { params, organizationId } = context.job;
      let secrets: readonly string[];
      try {
        secrets = await parts.secrets(organizationId);
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500) throw error;
        return same(failed('permanent', error.code, `${error.message}. ${error.hint ?? ''}`));
      }
      const { lease } = context;
      if (lease === undefined) throw new Error('items of this kind always belong to a job');
      const callback = parts.newToken();
      const seqs = items.map(({ seq }) => seq);
      if (!(await parts.openCallback({ batchId: lease.batchId, token: lease.token, callback, seqs }))) {
        throw new AppError('lease_lost', 'the items are no longer held, so nothing may be sent for them');
      }
      let answer: PostAnswer;
      try {
        answer = await post(parts, { items, context, lease, callback, secrets });
      } catch (error) {
        if (context.signal.aborted) throw error;
        if (error instanceof NotNow) return same(outcomeOf(error));
        return same(failureOfSilence(error, params.timeout_seconds));
      }
      if (answer.status === 202) {
        await parts.awaitResults(callback, params.callback_seconds);
        lease.handedOver();
        return same(failed('transient', 'handed_over', 'its results come later'));
      }
      if (answer.status < 200 || answer.status >= 300) return same(failureOfStatus(answer));
      const read = readResults(answer.text);
      if ('fault' in read) {
        const said = `Your service answered ${answer.status}, but ${read.fault}`;
        return same(failed('transient', 'invalid_answer', said));
      }
      return outcomesFor(seqs, read.results, resultChecker(params));
    },
  });
}

async function post(
  { addresses, callbackUrl }: HttpParts,
  sent: {
    items: readonly Item[];
    context: Context;
    lease: HeldLease;
    callback: string;
    secrets: readonly string[];
  },
): Promise<PostAnswer> {
  const { job, signal } = sent.context;
  const { batchId, token } = sent.lease;
  const { url, timeout_seconds: timeout, callback_seconds: later, data } = job.params;
  const now = new Date();
  const id = `batch_${batchId}_${token}`;
  const text = JSON.stringify({
    type: 'batch',
    timestamp: now.toISOString(),
    job_id: job.id,
    batch_id: batchId,
    callback_url: callbackUrl(sent.callback),
    callback_seconds: later,
    ...(data === undefined ? {} : { data }),
    items: sent.items.map(({ seq, attempt, reference, input }) => ({
      item: seq,
      reference_id: reference,
      attempt,
      input,
    })),
  });
  const { Webhook } = await import('standardwebhooks');
  const signature = sent.secrets.map((secret) => new Webhook(secret).sign(id, now, text)).join(' ');
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': signature,
  };
  const limits = { timeoutMs: timeout * 1000, maxBytes: MOST_BYTES };
  return addresses.post(
    { url, body: undefined, text, headers, ...limits, signal },
    callFor(sent.context),
    'batch',
  );
}
