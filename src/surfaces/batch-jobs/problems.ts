import { type ZodType, z } from 'zod';
import type { AppError } from '../../base/errors.ts';
import { recordOf } from '../../base/record.ts';
import { faultsError } from '../../http/faults.ts';
import * as shared from '../../http/problem-shape.ts';
import { type Path, requireStorable } from '../../http/unstorable.ts';

/** An error's body: a title, and what happened; 401 and 403 also repeat their status. */
export const problemSchema = shared.problemSchema
  .extend({
    status: z.int().optional().describe('Of 401 and 403'),
    errors: z.unknown().optional().describe('What is wrong with each refused finding'),
    candidates: z.unknown().optional().describe('The counties that a name may mean'),
  })
  .meta({ id: 'BatchJobProblem', description: 'An error' });

/** In the API's own words, where these are fixed. */
const WORDS: Readonly<Record<string, { error?: string; message?: string }>> = {
  unauthorized: { message: 'Authentication required' },
  job_not_found: { message: 'Batch job not found' },
  forbidden_organization: { message: 'Batch job not found' },
  database_unavailable: { error: 'Database error' },
  job_busy: { error: 'Conflict' },
};

/** Facts of an error that its body carries beside the text. */
const FACTS = ['errors', 'candidates'] as const;

export function renderProblem(error: AppError, requestId: string): Record<string, unknown> {
  return {
    ...shared.renderProblem(error, requestId),
    ...(error.status === 400 ? { error: 'Validation error' } : {}),
    ...(isDatabaseError(error.cause) && error.status === 500 ? { error: 'Database error' } : {}),
    ...WORDS[error.code],
    ...shared.factsOf(error, FACTS),
    ...(error.status === 401 || error.status === 403 ? { status: error.status } : {}),
  };
}

/** The API answers 500 when its database cannot be reached; the `retry-after` header of a 503 stays. */
export function statusOf(error: AppError): number {
  return error.code === 'database_unavailable' ? 500 : error.status;
}

function isDatabaseError(cause: unknown): boolean {
  return cause instanceof Error && 'severity' in cause;
}

/**
 * A body by its schema, with the schemas' own words in the message. Throws `validation_failed`. For endpoints whose
 * API says in its own words what is missing.
 */
export function parseBody<T>(schema: ZodType<T>, body: unknown, unstorable: readonly Path[]): T {
  requireStorable(unstorable);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, code, message, ...rest }) => ({
    path: path.map((step) => (typeof step === 'number' ? step : String(step))),
    code,
    message,
    rest: { ...rest },
  }));
  throw faultsError(faults, body, 'The request body must be a JSON object');
}

/** A body as an object to look into; anything else has no fields. */
export function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return recordOf(body);
}
