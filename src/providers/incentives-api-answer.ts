import { z } from 'zod';
import {
  incentiveResultSchema,
  type LookupAnswer,
  type LookupErrorCode,
  lookupErrors,
} from '../base/incentives.ts';
import type { ServiceAnswer } from './service.ts';

const errorSchema = z.object({
  error: z.string().optional(),
  error_code: z.string().optional(),
  details: z.unknown().optional(),
});

const maxMessageCharacters = 500;

/**
 * What a response means for the item. Only 5xx are worth asking again; to wait when it is too much is for
 * whoever calls. A success that cannot be read was
 * carried out all the same, so with `billed` it is not asked again either.
 */
export function readResponse({ status, text }: ServiceAnswer, billed: boolean): LookupAnswer {
  const json = parse(text);
  if (status >= 200 && status < 300) return readResult(json, billed);
  const { code, message } = readError(json, status);
  if (status >= 500) {
    return { found: false, code: code ?? defaultCode(status), message, failure: 'transient' };
  }
  if (status >= 300 && status < 400) {
    return {
      found: false,
      code: 'redirect_refused',
      message: `redirect (${status}) refused`,
      failure: 'permanent',
    };
  }
  if (status === 401) return { found: false, code: 'unauthorized', message, failure: 'permanent' };
  if (status === 403) return { found: false, code: 'forbidden', message, failure: 'permanent' };
  if (code !== null && code !== 'invalid_json_body')
    return { found: false, code, message, failure: 'invalid_input' };
  return { found: false, code: code ?? `http_${status}`, message, failure: 'permanent' };
}

/** Whether an error carries one of the words that were agreed. */
export function saysCode({ text, status }: ServiceAnswer): boolean {
  return readError(parse(text), status).code !== null;
}

function readResult(json: unknown, billed: boolean): LookupAnswer {
  const result = incentiveResultSchema.safeParse(json);
  if (result.success) return { found: true, result: result.data };
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  const message = `the answer is not what was agreed: ${wrong.join('; ')}`.slice(0, maxMessageCharacters);
  return billed
    ? { found: false, code: 'outcome_unknown', message, failure: 'outcome_unknown' }
    : { found: false, code: 'upstream_infra', message, failure: 'transient' };
}

function readError(json: unknown, status: number): { code: LookupErrorCode | null; message: string } {
  const parsed = errorSchema.safeParse(json);
  const body = parsed.success ? parsed.data : {};
  const known = Object.keys(lookupErrors).find((one): one is LookupErrorCode => one === body.error_code);
  const details = body.details === undefined ? '' : ` (${JSON.stringify(body.details)})`;
  const message = `${body.error ?? `the incentives API answered ${status}`}${details}`;
  return { code: known ?? null, message: message.slice(0, maxMessageCharacters) };
}

const defaultCode = (status: number): LookupErrorCode =>
  status === 500 ? 'internal_error' : 'upstream_infra';

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
