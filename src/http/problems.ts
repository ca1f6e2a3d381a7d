import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { AppError, type ErrorCode, fromDatabase, isUnavailable } from '../base/errors.ts';
import { faultsError } from './faults.ts';

/** What Fastify throws before an endpoint runs, in our words. */
const FASTIFY: Readonly<Record<string, { code: ErrorCode; message: string; hint?: string }>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'unsupported_media_type',
    message: 'The request body must be JSON',
    hint: 'Send it with Content-Type: application/json.',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'payload_too_large', message: 'The request body is too large' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'validation_failed',
    message: 'The request body has another length than Content-Length says',
  },
  FST_ERR_BAD_URL: {
    code: 'validation_failed',
    message: 'The address has a part that is not valid percent-encoding',
  },
  FST_ERR_MAX_PARAM_LENGTH: { code: 'not_found', message: 'Not found' },
  FST_ERR_REQ_ABORTED: { code: 'request_timeout', message: 'The request ended before its body was complete' },
};

/** Deadlocks, lock waits, cancelled and timed-out statements: nothing was changed and asking again may work. */
const BUSY = new Set(['40001', '40P01', '55P03', '57014']);
/** Text, numbers or days that the database cannot hold and no schema had caught. */
const UNFIT = new Set(['22021', '22P05', '22003', '22007', '22008', '54001', '54000']);

/** What was sent, for messages that name what is wrong with it. */
export interface RequestParts {
  readonly body?: unknown;
  readonly query?: unknown;
  readonly params?: unknown;
}

/** Any thrown thing as an {@link AppError}; the unexpected becomes `internal` with its cause and no detail. */
export function toAppError(thrown: unknown, parts: RequestParts = {}): AppError {
  const error = fromDatabase(thrown);
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return validationError(error, parts);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = FASTIFY[code];
  if (known !== undefined) {
    return new AppError(known.code, known.message, {
      ...(known.hint === undefined ? {} : { hint: known.hint }),
      cause: error,
    });
  }
  // A client that goes away while it sends ends its connection as a database would; Fastify marks the client's by 400.
  if (code === 'ECONNRESET' && error instanceof Error && 'statusCode' in error && error.statusCode === 400) {
    return new AppError('request_timeout', 'The request ended before its body was complete', {
      cause: error,
    });
  }
  if (isUnavailable(error) || BUSY.has(code)) {
    return new AppError('database_unavailable', 'The database is not available at the moment', {
      hint: 'Try again in a few seconds.',
      cause: error,
    });
  }
  if (UNFIT.has(code)) {
    return new AppError('validation_failed', 'The request holds a value that cannot be stored', {
      cause: error,
    });
  }
  return new AppError('internal', 'Something went wrong on our side', {
    hint: 'Try again. If it stays, report the requestId.',
    cause: error,
  });
}

interface FastifyValidation {
  readonly validation: readonly {
    readonly instancePath: string;
    readonly keyword?: string;
    readonly message?: string;
    readonly params?: object;
  }[];
  readonly validationContext?: string | undefined;
}

function validationError(
  { validation, validationContext }: FastifyValidation,
  parts: RequestParts,
): AppError {
  const faults = validation.map(({ instancePath, keyword, message = 'is not valid', params = {} }) => ({
    path: instancePath
      .split('/')
      .filter((step) => step !== '')
      .map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
    code: keyword,
    message,
    rest: { ...params },
  }));
  const input = { body: parts.body, querystring: parts.query, params: parts.params }[
    validationContext ?? 'body'
  ];
  return faultsError(faults, input, 'The request body must be a JSON object');
}

/** A JSON text that was refused: because it is none, or for a property that could reach into prototypes. */
export function malformedJson(text: string): AppError {
  const reason = whyNotJson(text);
  if (reason === undefined) {
    return new AppError(
      'malformed_json',
      'The request body names a forbidden property (__proto__ or constructor.prototype)',
      { hint: 'Rename the property.' },
    );
  }
  return new AppError('malformed_json', `The request body is not valid JSON: ${reason}`, {
    hint: 'Check quotes, commas and brackets.',
  });
}

/** The refusal of a body whose lists and objects stand in each other too deep. */
export function tooDeepJson(levels: number): AppError {
  return new AppError('malformed_json', `The request body is nested deeper than ${levels} levels`, {
    hint: 'Send large structures as text.',
  });
}

// JSON.parse quotes a piece of the body in its message; that may be long or personal, so only the place is told.
function whyNotJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    if (/end of JSON input|Unterminated/.test(reason)) return 'it ends too early';
    const token = /^Unexpected token '(.)'/u.exec(reason);
    if (token !== null) return `unexpected ${JSON.stringify(token[1])}`;
    const place = /at position \d+( \(line \d+ column \d+\))?/.exec(reason);
    return place === null ? 'unexpected text' : `unexpected text ${place[0]}`;
  }
}
