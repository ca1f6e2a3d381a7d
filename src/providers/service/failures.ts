import type { FailureClass } from '../../base/failure-class.ts';
import type { Unheard, Verdict } from '../../base/service-words.ts';
import { type Service, type ServiceAnswer, ServiceFailure } from '../service.ts';
import type { Remedy } from './policy.ts';

/** The failure that a status makes. The client may throw a more telling one from `answer`. */
export function failureOf(
  service: Service,
  verdict: Exclude<Verdict, 'ok' | 'rate_limited'>,
  answer: ServiceAnswer,
  remedy: Remedy,
  afterMs: number | undefined,
): ServiceFailure {
  const { name, label } = service;
  if (remedy === 'unknown') {
    const message = `${label} answered ${answer.status} to a billed request: what became of it is not known`;
    return new ServiceFailure(name, 'outcome_unknown', 'outcome_unknown', message, { answer });
  }
  const failure: FailureClass = remedy === 'repeat' ? 'transient' : 'permanent';
  const code = `${name.replaceAll('-', '_')}_${WORDS[answer.status] ?? (verdict === 'permanent' ? 'rejected' : 'failed')}`;
  const message = `${label} answered ${answer.status}${saying(answer)}`;
  return new ServiceFailure(name, failure, code, message, { answer, afterMs });
}

/** The failure that no answer makes; `why` holds no secret. */
export function unansweredFailure(
  service: Service,
  how: Unheard,
  why: string,
  remedy: Remedy,
): ServiceFailure {
  const { name, label } = service;
  if (remedy === 'unknown') {
    const message = `No answer from ${label} to a billed request (${why}): what became of it is not known`;
    return new ServiceFailure(name, 'outcome_unknown', 'outcome_unknown', message);
  }
  const code = `${name.replaceAll('-', '_')}_${how === 'unsent' ? 'unreachable' : how}`;
  return new ServiceFailure(
    name,
    how === 'timeout' ? 'timeout' : 'transient',
    code,
    `${label}: ${SAID[how]} (${why})`,
  );
}

const WORDS: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  402: 'payment_required',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  422: 'unprocessable',
  503: 'unavailable',
  529: 'overloaded',
};

const SAID: Readonly<Record<Unheard, string>> = {
  unsent: 'could not be reached',
  timeout: 'no answer in time',
  broken: 'the answer broke off',
  too_large: 'the answer is too long',
};

/** The beginning of what the service says about it, where that is a text for people. */
function saying({ text, contentType }: ServiceAnswer): string {
  if (/html/i.test(contentType) || text.trim() === '') return '';
  return `: ${text.trim().replace(/\s+/g, ' ').slice(0, 300)}`;
}
