import type { Unheard, Verdict } from '../../base/service-words.ts';
import { type HttpClient, NoAnswer, type PostAnswer, type PostRequest } from '../http-client.ts';
import type { CallFor, Service } from '../service.ts';
import type { Budget } from './budget.ts';
import type { CallLog, CallRecord } from './call-record.ts';
import { credentialOf } from './caller.ts';
import { retryAfterMs, verdictOf } from './policy.ts';

/** Posts to addresses that users give: within the budget of each, and logged. What an answer means is the caller's to say. */
export interface OwnAddresses {
  /** As {@link HttpClient.post}; throws NotNow when the address may not be called now. */
  post(request: PostRequest, wanted: CallFor, operation: string): Promise<PostAnswer>;
  close(): void;
}

export interface OwnAddressParts {
  readonly service: Service;
  readonly client: HttpClient;
  readonly calls: CallLog;
  /** The budget of one organization's address. */
  budgetOf(key: string): Budget;
}

export function ownAddresses({ service, client, calls, budgetOf }: OwnAddressParts): OwnAddresses {
  return {
    async post(request, wanted, operation) {
      const { host, pathname } = new URL(request.url);
      // one organization's address is none of another's business, nor is how often it may be called
      const key = `${wanted.organizationId} ${host}`;
      const budget = budgetOf(key);
      const signal = request.signal ?? new AbortController().signal;
      const permit = await budget.acquire(1, wanted, signal);
      const started = performance.now();
      const record = (more: Pick<CallRecord, 'status' | 'verdict' | 'bytes' | 'units' | 'error'>) => {
        permit.done({ units: more.units });
        const { organizationId, jobId = null, seq = null, interactive = false } = wanted;
        calls.add({
          ...{
            at: Date.now(),
            organizationId,
            jobId,
            seq,
            interactive,
            attempt: 1,
            cost: null,
            billed: false,
          },
          ...{ service: service.name, credential: credentialOf(service.name, key), requestId: null },
          // what stands behind a question mark may be a secret
          ...{ operation, method: 'POST', target: `${host}${pathname}`.slice(0, 1000) },
          ...{ durationMs: Math.round(performance.now() - started), ...more },
        });
      };
      let answer: PostAnswer;
      try {
        answer = await client.post(request);
      } catch (error) {
        const verdict = signal.aborted ? 'aborted' : unheardOf(error);
        const said = error instanceof Error ? error.message : String(error);
        record({ status: null, verdict, bytes: 0, units: verdict === 'unsent' ? 0 : 1, error: said });
        throw error;
      }
      const { status, text, retryAfter } = answer;
      const verdict: Verdict = verdictOf(service, status);
      const error = verdict === 'ok' ? null : text.slice(0, 400);
      record({ status, verdict, bytes: Buffer.byteLength(text), units: 1, error });
      if (verdict === 'rate_limited') await budget.limited(retryAfterMs(retryAfter, undefined, Date.now()));
      if (verdict === 'overloaded') budget.overloaded();
      return answer;
    },
    close: () => client.close(),
  };
}

function unheardOf(error: unknown): Unheard {
  if (!(error instanceof NoAnswer)) return 'broken';
  switch (error.reason) {
    case 'timeout':
      return 'timeout';
    case 'broken_off':
      return 'broken';
    default:
      return 'unsent';
  }
}
