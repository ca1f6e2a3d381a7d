import { entriesOf } from './keys.ts';
import { isRecord, memberOf } from './record.ts';

/**
 * The one list of errors a caller can meet: a stable code, the HTTP status it becomes, and the SQLSTATE that
 * raises it in the database where the rule lives there. Codes are part of the public contract: never renamed.
 */
interface ErrorKind {
  readonly status: number;
  readonly sqlstate?: string;
}

const KINDS = {
  illegal_move: { status: 409, sqlstate: 'LL001' },
  forbidden_organization: { status: 404, sqlstate: 'LL002' },
  job_not_found: { status: 404, sqlstate: 'LL003' },
  report_not_found: { status: 404, sqlstate: 'LL058' },
  invalid_argument: { status: 400, sqlstate: 'LL004' },
  conflict: { status: 409, sqlstate: 'LL005' },
  job_paused: { status: 409, sqlstate: 'LL006' },
  outcome_unknown: { status: 409, sqlstate: 'LL007' },
  item_not_found: { status: 404, sqlstate: 'LL008' },
  job_sealed: { status: 409, sqlstate: 'LL009' },
  job_not_sealed: { status: 409, sqlstate: 'LL055' },
  correction_over: { status: 409, sqlstate: 'LL056' },
  append_only: { status: 409, sqlstate: 'LL050' },
  not_registered: { status: 403, sqlstate: 'LL070' },
  job_busy: { status: 503, sqlstate: 'LL071' },
  ambiguous_county: { status: 400, sqlstate: 'LL060' },
  county_not_found: { status: 404, sqlstate: 'LL061' },
  total_items_too_large: { status: 400, sqlstate: 'LL068' },
  finding_refused: { status: 400, sqlstate: 'LL065' },
  session_not_found: { status: 404, sqlstate: 'LL085' },
  session_ended: { status: 409, sqlstate: 'LL086' },
  ambiguous_job: { status: 409 },
  lease_lost: { status: 409 },
  validation_failed: { status: 400 },
  malformed_json: { status: 400 },
  ambiguous_authentication: { status: 400 },
  duplicate_reference_ids: { status: 400 },
  not_cancellable: { status: 400 },
  unauthorized: { status: 401 },
  forbidden: { status: 403, sqlstate: 'LL072' },
  not_found: { status: 404 },
  method_not_allowed: { status: 405 },
  payload_too_large: { status: 413 },
  unsupported_media_type: { status: 415 },
  too_many_requests: { status: 429 },
  too_many_failures: { status: 429 },
  limit_reached: { status: 429, sqlstate: 'LL048' },
  test_key: { status: 403, sqlstate: 'LL045' },
  issuer_unavailable: { status: 503 },
  missing_devices: { status: 400 },
  mutually_exclusive_device_inputs: { status: 400 },
  invalid_building_type: { status: 400 },
  device_names_unresolved: { status: 400 },
  no_utility_at_address: { status: 404 },
  no_valid_eiaid: { status: 404 },
  address_not_geocodable: { status: 422 },
  building_type_unresolved: { status: 422 },
  upstream_transient: { status: 502 },
  upstream_infra: { status: 502 },
  request_timeout: { status: 408 },
  headers_too_large: { status: 431 },
  host_not_allowed: { status: 421 },
  idempotency_mismatch: { status: 422, sqlstate: 'LL040' },
  idempotency_running: { status: 409, sqlstate: 'LL041' },
  link_not_usable: { status: 410, sqlstate: 'LL042' },
  last_admin: { status: 409, sqlstate: 'LL043' },
  csrf_failed: { status: 403 },
  no_organization: { status: 403 },
  sign_in_failed: { status: 401 },
  not_triggerable: { status: 409, sqlstate: 'LL083' },
  webhook_not_found: { status: 404, sqlstate: 'LL090' },
  webhook_limit: { status: 409, sqlstate: 'LL091' },
  delivery_not_found: { status: 404, sqlstate: 'LL092' },
  replay_too_large: { status: 400, sqlstate: 'LL093' },
  callback_not_found: { status: 404, sqlstate: 'LL036' },
  callback_over: { status: 410, sqlstate: 'LL037' },
  worker_not_found: { status: 404, sqlstate: 'LL109' },
  stuck_not_found: { status: 404, sqlstate: 'LL110' },
  action_not_found: { status: 404, sqlstate: 'LL100' },
  action_over: { status: 409, sqlstate: 'LL101' },
  preview_changed: { status: 409 },
  nothing_fits: { status: 409, sqlstate: 'LL103' },
  rule_not_found: { status: 404, sqlstate: 'LL111' },
  http_secret_needed: { status: 409 },
  secret_key_needed: { status: 409 },
  service_not_set: { status: 409 },
  wrong_mode: { status: 409, sqlstate: 'LL097' },
  configuration: { status: 500 },
  database_unavailable: { status: 503 },
  shutting_down: { status: 503 },
  database_too_new: { status: 500 },
  internal: { status: 500 },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof KINDS;

export interface ErrorDetails {
  /** The field at fault, in the caller's words, such as `items[3].address.postal_code`. */
  readonly field?: string;
  /** What to do about it, as one short sentence. */
  readonly hint?: string;
  /** Anything else a surface may show; never a secret. */
  readonly details?: unknown;
  readonly cause?: unknown;
}

/** The one error type thrown on purpose. Surfaces render it in the shape their callers know. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly field: string | undefined;
  readonly hint: string | undefined;
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, more: ErrorDetails = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = KINDS[code].status;
    this.field = more.field;
    this.hint = more.hint;
    this.details = more.details;
  }
}

const BY_SQLSTATE: ReadonlyMap<string, ErrorCode> = new Map(
  entriesOf(KINDS).flatMap(([code, kind]) => ('sqlstate' in kind ? [[kind.sqlstate, code] as const] : [])),
);

interface DatabaseError {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly detail?: unknown;
  readonly hint?: unknown;
}

/** SQLSTATEs of connections and of exhausted resources (a full disk, too many connections) and socket errors: the statement did not get an answer; asking again later may work. */
const UNAVAILABLE =
  /^(08|57P0[123]|53|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|EAI_AGAIN)/;

/** True when the database could not be reached or went away, so that the caller may wait and try again. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = memberOf(error, 'code');
  if (typeof code === 'string') return UNAVAILABLE.test(code);
  return /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    error.message,
  );
}

/**
 * Turns an error raised by a SQL function (SQLSTATE `LL…`) into the {@link AppError} of the same meaning.
 * Anything else comes back unchanged, so that the unexpected still throws as itself.
 */
export function fromDatabase(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const { code, message, detail, hint }: DatabaseError = error;
  const known = typeof code === 'string' ? BY_SQLSTATE.get(code) : undefined;
  if (known !== undefined) {
    const parsed = parseDetail(detail);
    return new AppError(known, String(message), {
      cause: error,
      ...(typeof hint === 'string' ? { hint } : {}),
      ...(parsed === undefined ? {} : { details: parsed }),
      ...(typeof parsed?.field === 'string' ? { field: parsed.field } : {}),
    });
  }
  return error;
}

function parseDetail(detail: unknown): Record<string, unknown> | undefined {
  if (typeof detail !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(detail);
    return isRecord(value) ? value : { detail };
  } catch {
    return { detail };
  }
}
