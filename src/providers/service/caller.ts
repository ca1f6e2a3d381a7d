import { createHash } from 'node:crypto';
import {
  NotNow,
  type Service,
  type ServiceAnswer,
  type ServiceCall,
  type ServiceCaller,
  type ServiceFailure,
} from '../service.ts';
import type { Budget } from './budget.ts';
import type { CallLog, CallRecord } from './call-record.ts';
import { failureOf, unansweredFailure } from './failures.ts';
import { remedyOf, retryAfterMs, type Unheard, verdictOf } from './policy.ts';
import { repeating } from './repeat.ts';
import { cleanser, secretsOf, withoutSecrets } from './secrets.ts';
import { type Transport, Unanswered, type WireAnswer } from './transport.ts';

export interface CallerParts {
  readonly service: Service;
  /** Where the service answers, without a slash at the end. */
  readonly url: string;
  /** Opens the service; hidden wherever it turns up. */
  readonly key: string | undefined;
  readonly budget: Budget;
  readonly calls: CallLog;
  readonly transport: Transport;
}

/** Names a credential without giving it away: budgets and the call log go by it. */
export function credentialOf(service: string, key: string | undefined): string {
  if (key === undefined) return 'open';
  return createHash('sha256').update(`${service}\0${key}`).digest('hex').slice(0, 16);
}

/** A call that was judged: `again` says that the same may be sent once more. */
interface Judged {
  readonly answer?: ServiceAnswer;
  readonly failure?: ServiceFailure;
  /** Refused as one too many; nothing was carried out. */
  readonly heldMs?: number;
  readonly again: boolean;
}

/** Most waits for a service that says "too many" within one call; then the item is put off. */
const MOST_WAITS = 3;

/** Calls one service with one credential: within its budget, by the table of statuses, each of them logged. */
export function createServiceCaller(parts: CallerParts): ServiceCaller {
  const { service, budget } = parts;
  const credential = credentialOf(service.name, parts.key);
  return {
    service,
    reserve: (calls, wanted, signal) => budget.reserve(calls, wanted, signal),
    async call(call) {
      let waits = 0;
      for (;;) {
        const judged = await repeating(
          service,
          (attempt) => once(parts, credential, call, attempt),
          call.signal,
        );
        if (judged.answer !== undefined) return judged.answer;
        if (judged.failure !== undefined) throw judged.failure;
        waits += 1;
        // the next turn of the budget is after the hold, or it says that this is too long to wait for
        if (waits >= MOST_WAITS) {
          throw new NotNow(service.name, judged.heldMs ?? 1000, `${service.label}: rate limited`);
        }
      }
    },
  };
}

async function once(
  { service, url, key, budget, calls, transport }: CallerParts,
  credential: string,
  call: ServiceCall,
  attempt: number,
): Promise<Judged> {
  const units = call.units ?? 1;
  const billed = call.billed ?? false;
  const secrets = [key, ...secretsOf(call)];
  const cleanse = cleanser(secrets);
  const permit = await budget.acquire(units, call.for, call.signal);
  const deadline = AbortSignal.timeout(call.timeoutMs);
  const started = performance.now();
  const record = (
    more: Pick<CallRecord, 'status' | 'verdict' | 'bytes' | 'requestId' | 'error' | 'units'>,
  ) => {
    const entry: CallRecord = {
      ...{ at: Date.now(), organizationId: call.for.organizationId, jobId: call.for.jobId ?? null },
      ...{ seq: call.for.seq ?? null, service: service.name, credential, operation: call.operation },
      ...{ method: call.method, target: cleanse(targetOf(call)), attempt, cost: null },
      ...{ durationMs: Math.round(performance.now() - started), billed },
      interactive: call.for.interactive ?? false,
      ...more,
    };
    calls.add(entry);
    return entry;
  };
  let answer: WireAnswer;
  try {
    answer = await transport.send({
      url: addressOf(url, call),
      ...bodyOf(call),
      method: call.method,
      signal: AbortSignal.any([call.signal, deadline]),
      maxBytes: call.maxBytes,
    });
  } catch (error) {
    const how = deadline.aborted && !call.signal.aborted ? 'timeout' : unheard(error);
    permit.done({ units: how === 'unsent' ? 0 : units });
    const why = cleanse(error instanceof Unanswered ? error.message : (how ?? 'aborted'));
    record({
      status: null,
      verdict: how ?? 'aborted',
      bytes: 0,
      requestId: null,
      error: why,
      units: how === 'unsent' ? 0 : units,
    });
    if (how === undefined) throw error;
    if (how === 'timeout') budget.overloaded();
    const remedy = remedyOf(how, billed);
    return { failure: unansweredFailure(service, how, why, remedy), again: remedy === 'repeat' };
  }
  const verdict = verdictOf(service, answer.status);
  const requestId = requestIdOf(answer.headers);
  const used = verdict === 'ok' ? units : 0;
  const entry = record({
    ...{ status: answer.status, verdict, bytes: answer.bytes, units: used },
    requestId: requestId === null ? null : cleanse(requestId).slice(0, 200),
    error: verdict === 'ok' ? null : cleanse(answer.text.slice(0, 400)),
  });
  const given: ServiceAnswer = {
    status: answer.status,
    contentType: answer.headers['content-type'] ?? '',
    headers: answer.headers,
    text: withoutSecrets(answer.text, secrets),
    requestId: entry.requestId,
    charge(more) {
      if (more.units !== undefined) {
        permit.done({ units: more.units, cost: more.cost });
        entry.units = more.units;
      } else if (more.cost !== undefined) permit.done({ units: entry.units, cost: more.cost });
      if (more.cost !== undefined) entry.cost = more.cost;
    },
  };
  permit.done({ units: used });
  if (verdict === 'ok') return { answer: given, again: false };
  const remedy = remedyOf(verdict, billed);
  const askedMs = retryAfterMs(answer.headers['retry-after'], answer.headers.date, Date.now());
  if (remedy === 'wait') return { heldMs: await budget.limited(askedMs), again: false };
  if (verdict === 'rate_limited') throw new Error('a limit is always waited for');
  if (verdict === 'overloaded') budget.overloaded();
  return { failure: failureOf(service, verdict, given, remedy, askedMs), again: remedy === 'repeat' };
}

function unheard(error: unknown): Unheard | undefined {
  return error instanceof Unanswered ? error.how : undefined;
}

/** Path and query without the secret ones: what the log shows. */
function targetOf({ path, query }: ServiceCall): string {
  const search = searchOf(query).toString();
  return (search === '' ? path : `${path}?${search}`).slice(0, 500);
}

function searchOf(query: ServiceCall['query']): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) search.append(name, String(value));
  }
  return search;
}

function addressOf(base: string, { path, query, secretQuery }: ServiceCall): URL {
  const url = new URL(`${base}${path}`);
  for (const [name, value] of searchOf(query)) url.searchParams.append(name, value);
  for (const [name, value] of Object.entries(secretQuery ?? {})) url.searchParams.append(name, value);
  return url;
}

function bodyOf({ body, headers }: ServiceCall): {
  body: string | Buffer | FormData | undefined;
  headers: Record<string, string>;
} {
  const sent = { accept: 'application/json', 'user-agent': 'lotline', ...headers };
  if (body === undefined || typeof body === 'string' || body instanceof FormData || Buffer.isBuffer(body)) {
    return { body, headers: sent };
  }
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...sent } };
}

const REQUEST_ID_HEADERS = [
  'x-request-id',
  'request-id',
  'x-radar-request-id',
  'x-amzn-requestid',
  'x-correlation-id',
];

function requestIdOf(headers: Readonly<Record<string, string>>): string | null {
  for (const name of REQUEST_ID_HEADERS) {
    const value = headers[name];
    if (value !== undefined && value !== '') return value;
  }
  return null;
}
