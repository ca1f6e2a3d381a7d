import { createHash } from 'node:crypto';
import type { Unheard } from '../../base/service-words.ts';
import {
  NotNow,
  type Service,
  type ServiceAnswer,
  type ServiceCall,
  type ServiceCaller,
  ServiceFailure,
} from '../service.ts';
import { Breaker, type Sign } from './breaker.ts';
import type { Budget, Permit } from './budget.ts';
import type { CallLog, CallRecord } from './call-record.ts';
import { failureOf, unansweredFailure } from './failures.ts';
import { breakerClassOf, remedyOf, retryAfterMs, verdictOf } from './policy.ts';
import { repeating } from './repeat.ts';
import { type Cleanse, cleanser, secretsOf, withoutSecrets } from './secrets.ts';
import { type Transport, Unanswered, type WireAnswer } from './transport.ts';
import { addressOf, bodyOf, requestIdOf, targetOf } from './wire.ts';

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

/** A call that was sent once and judged: `again` says that the same may be sent once more. */
interface Judged {
  readonly answer?: ServiceAnswer;
  readonly failure?: ServiceFailure;
  /** Refused as one too many, and nothing was carried out: how long nobody calls, in ms. */
  readonly heldMs?: number;
  readonly again: boolean;
  /** Nothing left: it says nothing about the item. */
  readonly unsent?: boolean;
}

/** Most waits for a service that says "too many" within one call; then the item is put off. */
const MOST_WAITS = 3;

/** Calls one service with one credential: within its budget, by the table of statuses, each of them logged. */
export function createServiceCaller(parts: CallerParts): ServiceCaller {
  const { service, budget } = parts;
  const caller = new Caller(parts);
  return {
    service,
    reserve: (calls, wanted, signal) => budget.reserve(calls, wanted, signal),
    async call(call) {
      for (let waits = 1; ; waits += 1) {
        const judged = await repeating((attempt) => caller.once(call, attempt), call.signal);
        if (judged.answer !== undefined) return judged.answer;
        if (judged.failure !== undefined) throw judged.failure;
        // the next turn comes after the hold; where that is long, the budget says so instead
        if (waits >= MOST_WAITS) {
          throw new NotNow(service.name, judged.heldMs ?? 1000, `${service.label}: rate limited`);
        }
      }
    },
  };
}

/** After a failed probe, how much longer than the next one its item waits. */
const OTHERS_FIRST_MS = 30_000;

function later(failure: ServiceFailure, afterMs: number): ServiceFailure {
  const { service, code, message, answer, cause } = failure;
  return new ServiceFailure(service, failure.failure, code, message, { afterMs, answer, cause });
}

/** The item that a call is about, or what it asks where it is about none. */
function aboutOf(call: ServiceCall): string | undefined {
  const { jobId, seq } = call.for;
  return jobId === undefined ? undefined : `${jobId} ${seq ?? targetOf(call)}`;
}

class Caller {
  readonly #parts: CallerParts;
  readonly #credential: string;
  readonly #breaker: Breaker;

  constructor(parts: CallerParts) {
    this.#parts = parts;
    this.#credential = credentialOf(parts.service.name, parts.key);
    this.#breaker = new Breaker(async (cls, cause) => void (await parts.budget.broken(cls, cause)));
  }

  async once(call: ServiceCall, attempt: number): Promise<Judged> {
    const { budget, key } = this.#parts;
    const secrets = [key, ...secretsOf(call)];
    const cleanse = cleanser(secrets);
    const permit = await budget.acquire(call.units ?? 1, call.for, call.signal);
    const started = performance.now();
    const record = this.#recorder(call, attempt, cleanse, started);
    const deadline = AbortSignal.timeout(call.timeoutMs);
    let answer: WireAnswer;
    try {
      answer = await this.#send(call, AbortSignal.any([call.signal, deadline]), secrets);
    } catch (error) {
      const late = deadline.aborted && !call.signal.aborted;
      const how = late ? 'timeout' : error instanceof Unanswered ? error.how : undefined;
      return this.#unheard(call, permit, record, {
        how,
        why: error instanceof Unanswered ? cleanse(error.message) : undefined,
        error,
      });
    }
    return this.#judge(call, permit, record, answer, cleanse, secrets);
  }

  #send(
    call: ServiceCall,
    signal: AbortSignal,
    secrets: readonly (string | undefined)[],
  ): Promise<WireAnswer> {
    const { url, transport } = this.#parts;
    const { method, maxBytes } = call;
    const sent = { url: addressOf(url, call), ...bodyOf(call), method, signal, maxBytes };
    if (call.onLine === undefined) return transport.send(sent);
    return transport.send({ ...sent, onLine: (line) => call.onLine?.(withoutSecrets(line, secrets)) });
  }

  async #unheard(
    call: ServiceCall,
    permit: Permit,
    record: Recorder,
    { how, why, error }: { how: Unheard | undefined; why: string | undefined; error: unknown },
  ): Promise<Judged> {
    const { service, budget } = this.#parts;
    const units = how === 'unsent' ? 0 : (call.units ?? 1);
    const said = why ?? (how === 'timeout' ? `no answer within ${call.timeoutMs} ms` : 'aborted');
    permit.done({ units });
    record({ ...{ status: null, verdict: how ?? 'aborted', bytes: 0, requestId: null, units }, error: said });
    if (how === undefined) throw error;
    if (how === 'timeout') budget.overloaded();
    const sign = {
      breaks: breakerClassOf(how),
      cause: how === 'timeout' ? 'no answer in time' : `no answer (${said})`,
      // that nobody can be reached is no item's fault
      about: how === 'unsent' ? undefined : aboutOf(call),
    };
    const remedy = remedyOf(how, call.billed ?? false);
    const failure = unansweredFailure(service, how, said, remedy);
    return this.#afterSign(permit, sign, { failure, again: remedy === 'repeat', unsent: how === 'unsent' });
  }

  async #judge(
    call: ServiceCall,
    permit: Permit,
    record: Recorder,
    answer: WireAnswer,
    cleanse: Cleanse,
    secrets: readonly (string | undefined)[],
  ): Promise<Judged> {
    const { service, budget } = this.#parts;
    const { status, bytes } = answer;
    const verdict = verdictOf(service, status);
    const units = verdict === 'ok' ? (call.units ?? 1) : 0;
    const requestId = requestIdOf(answer.headers);
    const entry = record({
      ...{ status, verdict, bytes, units },
      requestId: requestId === null ? null : cleanse(requestId).slice(0, 200),
      error: verdict === 'ok' ? null : cleanse(answer.text.slice(0, 400)),
    });
    permit.done({ units });
    const given: ServiceAnswer = {
      ...{ status, headers: headersWithout(answer.headers, secrets) },
      text: withoutSecrets(answer.text, secrets),
      ...{ contentType: answer.headers['content-type'] ?? '', requestId: entry.requestId },
      charge(used) {
        entry.units = used.units ?? entry.units;
        entry.cost = used.cost ?? entry.cost;
        permit.done({ units: entry.units, cost: used.cost });
      },
    };
    const sign = { breaks: breakerClassOf(verdict), cause: `answers ${status}`, about: aboutOf(call) };
    if (verdict === 'ok') return this.#afterSign(permit, {}, { answer: given, again: false });
    const askedMs = retryAfterMs(answer.headers['retry-after'], answer.headers.date, Date.now());
    const billed = call.billed ?? false;
    if (verdict === 'rate_limited') {
      if (permit.probe) await budget.mended();
      return { heldMs: await budget.limited(askedMs), again: false };
    }
    if (verdict === 'overloaded') budget.overloaded();
    const remedy = remedyOf(verdict, billed);
    const failure = failureOf(service, verdict, given, remedy, askedMs);
    return this.#afterSign(permit, sign, { failure, again: remedy === 'repeat' });
  }

  /**
   * Takes note of what the call says about the service. A probe that fails is the failure of its item, which comes again
   * only after others had their turn: an item that the service cannot answer must not keep it from all others, and a
   * long outage must not use up one item. A service that refuses us, or cannot be reached, says nothing about the item.
   */
  async #afterSign(permit: Permit, sign: Sign, judged: Judged): Promise<Judged> {
    const { service, budget } = this.#parts;
    if (!permit.probe) {
      await this.#breaker.note(sign);
      return judged;
    }
    if (sign.breaks === undefined) {
      await budget.mended();
      return judged;
    }
    const ms = await budget.broken(sign.breaks, sign.cause ?? sign.breaks);
    const { failure, unsent = false } = judged;
    if (failure?.failure === 'outcome_unknown') return judged;
    if (failure !== undefined && sign.breaks !== 'refused' && !unsent) {
      return { failure: later(failure, ms + OTHERS_FIRST_MS), again: false };
    }
    throw new NotNow(service.name, ms, `${service.label} is out of order: ${sign.cause}`);
  }

  #recorder(call: ServiceCall, attempt: number, cleanse: Cleanse, started: number): Recorder {
    const { service, calls } = this.#parts;
    const { organizationId, jobId = null, seq = null, interactive = false } = call.for;
    return (more) => {
      const entry: CallRecord = {
        ...{ at: Date.now(), organizationId, jobId, seq, interactive, attempt, cost: null },
        ...{ service: service.name, credential: this.#credential },
        ...{ operation: call.operation, method: call.method, target: cleanse(targetOf(call)) },
        ...{ durationMs: Math.round(performance.now() - started), billed: call.billed ?? false },
        ...more,
      };
      calls.add(entry);
      return entry;
    };
  }
}

function headersWithout(
  headers: Readonly<Record<string, string>>,
  secrets: readonly (string | undefined)[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, withoutSecrets(value, secrets)]),
  );
}

type Recorder = (
  more: Pick<CallRecord, 'status' | 'verdict' | 'bytes' | 'requestId' | 'error' | 'units'>,
) => CallRecord;
