import { AppError, type ErrorCode } from '../../base/errors.ts';
import { lookupErrors } from '../../base/incentives.ts';
import { keysOf } from '../../base/keys.ts';
import { recordOf } from '../../base/record.ts';
import { faultText } from '../../http/faults.ts';
import { type Path, pathText } from '../../http/unstorable.ts';
import type { Failed } from '../../kinds/kind.ts';
import { type Question, questionSchema } from './wire.ts';

/** Shown of a value at fault. */
const SHOWN = 60;

/**
 * The question of a body. Throws an error with the word that the API has for what is wrong with it; `validation_failed`
 * for what it has no word for.
 */
export function readQuestion(body: unknown, unstorable: readonly Path[]): Question {
  const given = recordOf(body);
  const parsed = questionSchema.safeParse(body);
  const issue = parsed.error?.issues[0];
  const [foul] = unstorable;
  if (!parsed.success && issue !== undefined) {
    if (issue.path[0] === 'building_type') {
      throw new AppError('invalid_building_type', `building_type: ${issue.message}`, {
        field: 'building_type',
        details: { value: String(given.building_type).slice(0, SHOWN) },
      });
    }
    // Without devices, nothing else is worth saying first: it is what the API has words for.
    requireOneDeviceInput(given);
    const field = pathText(issue.path);
    throw new AppError(
      'validation_failed',
      field === '' ? 'The body must be a JSON object' : faultText(field, issue.message),
      {
        ...(field === '' ? {} : { field }),
        details: parsed.error.issues
          .slice(0, 20)
          .map((one) => ({ field: pathText(one.path), message: one.message })),
      },
    );
  }
  if (foul !== undefined || parsed.data === undefined) {
    const field = pathText(foul ?? []);
    throw new AppError(
      'validation_failed',
      `${field}: holds a NUL character or half a surrogate pair; remove it`,
      {
        field,
      },
    );
  }
  requireOneDeviceInput(given);
  return parsed.data;
}

function requireOneDeviceInput(given: Readonly<Record<string, unknown>>): void {
  const isGiven = (value: unknown) =>
    value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
  const [ids, names] = [isGiven(given.device_ids), isGiven(given.device_names)];
  if (ids && names) {
    throw new AppError('mutually_exclusive_device_inputs', 'Give device_ids or device_names, not both', {
      field: 'device_names',
    });
  }
  if (!ids && !names) {
    throw new AppError('missing_devices', 'Give device_ids or device_names', { field: 'device_ids' });
  }
}

/** Words of providers that mean the same here; who they let in is between them and us. */
const SAID_BY_PROVIDERS: readonly ErrorCode[] = keysOf(lookupErrors).filter(
  (code) =>
    code !== 'unauthorized' &&
    code !== 'forbidden' &&
    code !== 'internal_error' &&
    code !== 'invalid_json_body',
);

/** What a lookup without an answer is for whoever asked. */
export function toError(failed: Failed): AppError {
  const known = SAID_BY_PROVIDERS.find((code) => code === failed.code);
  if (known !== undefined) return new AppError(known, failed.message);
  if (failed.class === 'outcome_unknown') {
    return new AppError(
      'upstream_infra',
      'The request was sent and no answer came; it may have been charged',
      {
        hint: 'Ask whoever runs the service before you repeat it.',
        details: { outcome: 'unknown' },
      },
    );
  }
  const again = failed.class !== 'permanent' && failed.class !== 'invalid_input';
  return new AppError(
    again ? 'upstream_transient' : 'upstream_infra',
    `The lookup got no answer: ${failed.message}`,
    {
      details: { reason: failed.code },
    },
  );
}

/** Errors of the server at large in the words of this API, where it has some. */
const WORDS: Readonly<Partial<Record<ErrorCode, string>>> = {
  malformed_json: 'invalid_json_body',
  validation_failed: 'invalid_json_body',
  unsupported_media_type: 'invalid_json_body',
  internal: 'internal_error',
  database_unavailable: 'upstream_transient',
  shutting_down: 'upstream_transient',
};

/** The part of an error that is the API's own. */
export function toProblem(error: AppError): { error: string; error_code: string; details: unknown } {
  return {
    error: error.message,
    error_code: WORDS[error.code] ?? error.code,
    details: error.code === 'internal' ? null : (error.details ?? null),
  };
}

/** An error in this API's shape, with what every error of ours has besides. */
export function renderProblem(error: AppError, requestId: string): Record<string, unknown> {
  return {
    ...toProblem(error),
    code: error.code,
    requestId,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  };
}
