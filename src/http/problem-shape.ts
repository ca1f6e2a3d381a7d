import { z } from 'zod';
import type { AppError, ErrorCode } from '../base/errors.ts';

/** An error's body outside the seeds' own dialects: `error` is a title, `message` says what happened. */
export const problemSchema = z
  .object({
    error: z.string().describe('The kind of error in one or two words'),
    message: z.string().describe('What happened'),
    code: z.string().describe('Stable machine word; never renamed'),
    requestId: z.string().describe('Also in the header x-request-id; name it when you report a problem'),
    field: z.string().optional().describe('The field at fault'),
    hint: z.string().optional().describe('What to do about it'),
    candidates: z
      .array(z.record(z.string(), z.unknown()))
      .optional()
      .describe('What a name may mean, or names like it'),
  })
  .meta({ id: 'Problem', description: 'An error' });

const TITLES: Readonly<Partial<Record<ErrorCode, string>>> = {
  validation_failed: 'Validation error',
  invalid_argument: 'Validation error',
  malformed_json: 'Validation error',
  forbidden_organization: 'Not found',
  method_not_allowed: 'Method not allowed',
  payload_too_large: 'Payload too large',
  unsupported_media_type: 'Unsupported media type',
  host_not_allowed: 'Misdirected request',
  internal: 'Internal error',
};

const BY_STATUS: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  408: 'Request timeout',
  409: 'Conflict',
  410: 'Gone',
  422: 'Unprocessable',
  429: 'Too many requests',
  431: 'Headers too large',
  502: 'Bad gateway',
  503: 'Service unavailable',
};

/** The shape of {@link problemSchema}. */
export function renderProblem(error: AppError, requestId: string): Record<string, unknown> {
  return {
    error: TITLES[error.code] ?? BY_STATUS[error.status] ?? 'Error',
    message: isHidden(error) ? 'Job not found' : error.message,
    code: error.code === 'forbidden_organization' ? 'job_not_found' : error.code,
    requestId,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...candidatesOf(error),
  };
}

/** The counties that the database names beside a county's refusal. */
function candidatesOf(error: AppError): Record<string, unknown> {
  const { code } = error;
  return code === 'ambiguous_county' || code === 'county_not_found' ? factsOf(error, ['candidates']) : {};
}

/** Those facts of an error, of its details, that a body carries beside the text. */
export function factsOf({ details }: AppError, names: readonly string[]): Record<string, unknown> {
  const known = typeof details === 'object' && details !== null ? details : {};
  return Object.fromEntries(Object.entries(known).filter(([name]) => names.includes(name)));
}

/** Another organization's job and one that is not there read the same. */
function isHidden(error: AppError): boolean {
  return error.code === 'forbidden_organization' || error.code === 'job_not_found';
}
