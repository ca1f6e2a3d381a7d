import { type ServiceAnswer, ServiceFailure } from '../service.ts';

/** Why a token is not let through: what a person has to do differs. */
const REFUSALS = [
  {
    code: 'regrid_quota',
    words:
      /usage|quota|limit (reached|exceeded)|exceed|record(s)? (limit|remaining)|out of (records|credits)/i,
    says: 'the records of this billing cycle are used up',
  },
  {
    code: 'regrid_geography',
    words: /parcels in|county|counties|geograph|coverage|region|territor|\/us\//i,
    says: 'the plan does not cover this county',
  },
  {
    code: 'regrid_plan',
    words: /plan|subscri|upgrade|trial|tier|feature|endpoint/i,
    says: 'the plan does not include this request',
  },
] as const;

/**
 * A refusal of Regrid's by what it is about: `regrid_unauthorized` (the token), `regrid_quota`, `regrid_geography`,
 * `regrid_plan`, else `regrid_forbidden`. Anything else as it is.
 */
export function refined(error: unknown): unknown {
  if (!(error instanceof ServiceFailure) || error.answer === undefined) return error;
  const { answer } = error;
  if (answer.status === 402) return refusal(error, answer, 'regrid_quota', REFUSALS[0].says);
  if (answer.status !== 403) return error;
  const said = saying(answer);
  const known = REFUSALS.find(({ words }) => words.test(said));
  return known === undefined ? error : refusal(error, answer, known.code, known.says);
}

function refusal(from: ServiceFailure, answer: ServiceAnswer, code: string, says: string): ServiceFailure {
  const said = saying(answer).slice(0, 300);
  const message = `Regrid: ${says}${said === '' ? '' : ` ("${said}")`}`;
  return new ServiceFailure('regrid', 'permanent', code, message, { answer, cause: from });
}

/** Regrid's own words: `message` of its error body, else the beginning of it. */
function saying({ text }: ServiceAnswer): string {
  try {
    const body: unknown = JSON.parse(text);
    const message = typeof body === 'object' && body !== null ? Reflect.get(body, 'message') : undefined;
    if (typeof message === 'string') return message;
  } catch {
    // a page for people, or nothing
  }
  return text.trim();
}

/** An answer that cannot be read. What was billed for it is not known when records may have been. */
export function unreadable(answer: ServiceAnswer, billed: boolean, cause: unknown): ServiceFailure {
  const message = `Regrid answered ${answer.status} with something that is no answer of its kind (${answer.contentType || 'no type'})`;
  return billed
    ? new ServiceFailure('regrid', 'outcome_unknown', 'outcome_unknown', message, { answer, cause })
    : new ServiceFailure('regrid', 'transient', 'regrid_answer_unreadable', message, { answer, cause });
}
