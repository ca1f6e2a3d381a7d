import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { ZodError } from 'zod';
import type { AppError, ErrorCode } from '../../../base/errors.ts';
import { toAppError } from '../../../http/problems.ts';
import { pathText } from '../../../http/unstorable.ts';

/** What to do next in the words of these tools; the hints of other errors stand as they are. */
const NEXT: Readonly<Partial<Record<ErrorCode, string>>> = {
  session_not_found: 'start_session opens one; list_sessions has those there are.',
  session_ended: 'resume_session opens another, with the note of this one.',
  job_not_found: 'Call list_jobs for the jobs there are.',
  forbidden_organization: 'Call list_jobs for the jobs there are.',
  item_not_found: 'Take item_id and seq from what claim_batch answered.',
  job_paused: 'Read the reason; call job_failures, then resume_job once the cause is mended.',
  illegal_move:
    'Call job_status: it says where the job stands. resume_job is for paused jobs, start_job for pending ones.',
  conflict: 'Call job_status of the job named, and go on with that.',
  lease_lost: 'The batch went to somebody else; call claim_batch for the next one.',
  database_unavailable: 'Wait some seconds and call again: nothing was changed.',
  internal: 'Call again. If it stays, tell a person the message.',
};

/** What to do about an error that says itself what is wrong. */
const CORRECT = 'Correct what the message names and call again; nothing was done.';

/** Most faults of an input that are named. */
const FAULTS_SHOWN = 10;

/** An error as the result of a tool: what happened, what was wrong, and what to do next. */
export function errorResult(thrown: unknown, onFault: (error: unknown) => void): CallToolResult {
  const error = toAppError(thrown);
  if (error.status >= 500) onFault(error.cause ?? error);
  return {
    isError: true,
    content: [{ type: 'text', text: JSON.stringify(errorBody(error)) }],
  };
}

function errorBody(error: AppError): Record<string, unknown> {
  const next =
    (error.code === 'job_not_found' ? error.hint : undefined) ?? NEXT[error.code] ?? error.hint ?? CORRECT;
  return {
    code: error.code === 'forbidden_organization' ? 'job_not_found' : error.code,
    message: error.code === 'forbidden_organization' ? 'No such job' : error.message,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.details === undefined ? {} : { details: error.details }),
    next,
  };
}

/** Arguments that do not fit the tool's schema, each by its name. */
export function invalidInput(tool: string, error: ZodError): CallToolResult {
  const faults = error.issues.slice(0, FAULTS_SHOWN).map((issue) => ({
    field: pathText(issue.path.filter((step) => typeof step !== 'symbol')) || 'arguments',
    message: issue.message,
  }));
  const body = {
    code: 'validation_failed',
    message: `The arguments of ${tool} do not fit: nothing was done`,
    faults,
    next: `Correct the fields named and call ${tool} again.`,
  };
  return { isError: true, content: [{ type: 'text', text: JSON.stringify(body) }] };
}
