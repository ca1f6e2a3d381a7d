import { z } from 'zod';
import {
  incentiveResultSchema,
  type LookupAnswer,
  type LookupErrorCode,
  lookupErrors,
} from '../base/incentives.ts';

/** What came back over HTTP, before it means anything. */
export interface ApiResponse {
  status: number;
  /** The header as it stood; undefined when absent. */
  retryAfter: string | undefined;
  body: string;
}

const errorSchema = z.object({
  error: z.string().optional(),
  error_code: z.string().optional(),
  details: z.unknown().optional(),
});

/** No service has us wait longer than this, whatever its Retry-After says. */
const maxRetryAfterMs = 3_600_000;
const maxMessageCharacters = 500;

/** Retry-After in milliseconds from now: seconds, or a date. Undefined when it says nothing usable. */
export function retryAfterMs(header: string | undefined, now: number = Date.now()): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const text = header.trim();
  const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(waitMs) ? Math.min(maxRetryAfterMs, Math.max(0, Math.ceil(waitMs))) : undefined;
}

/**
 * What a response means for the item. Only 5xx and 429 are worth asking again. A success that cannot be read was
 * carried out all the same, so with `billed` it is not asked again either.
 */
export function readResponse(response: ApiResponse, billed: boolean): LookupAnswer {
  const { status, body } = response;
  const json = parse(body);
  if (status >= 200 && status < 300) return readResult(json, billed);
  const { code, message } = readError(json, status);
  const afterMs = retryAfterMs(response.retryAfter);
  const wait = afterMs === undefined ? {} : { afterMs };
  if (status === 429)
    return { found: false, code: 'rate_limited', message, failure: 'rate_limited', ...wait };
  if (status >= 500) {
    return { found: false, code: code ?? defaultCode(status), message, failure: 'transient', ...wait };
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
