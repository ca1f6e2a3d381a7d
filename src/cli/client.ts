/**
 * The one way to the server: JSON over fetch with a deadline for each attempt, patience with a network or server
 * that comes back, and errors that know their exit code.
 */
import { CliError, EXIT, exitCodeOfStatus } from './exit-codes.ts';
import type { Io } from './io.ts';
import type { ServerSettings } from './profile.ts';

const ATTEMPT_DEADLINE_MS = 30_000;
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;
/** A command that a person waits for gives up soon; long operations name their own patience. */
const DEFAULT_PATIENCE_MS = 2_000;

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A list is given once for each of its values. */
  query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  /** Sent as JSON; bytes are sent as they are, also as they come: those cannot be sent twice, so have no patience. */
  body?: unknown;
  idempotencyKey?: string;
  /** The request may be repeated without harm. GET, PUT, DELETE and anything with a key always may. */
  repeatable?: boolean;
  /** Longest time of one attempt. */
  deadlineMs?: number;
  /** How long to go on trying while the server cannot be reached. */
  patienceMs?: number;
  signal?: AbortSignal;
  headers?: Readonly<Record<string, string>>;
}

export interface Client {
  readonly url: string;
  /** The parsed answer of a successful request. Throws CliError. */
  json(path: string, options?: RequestOptions): Promise<unknown>;
  /** The answer itself, its body unread; any successful status. Throws CliError. */
  open(path: string, options?: RequestOptions): Promise<Response>;
}

/** `onRetry` hears why another attempt is needed. */
export function createClient(
  settings: ServerSettings,
  io: Pick<Io, 'now' | 'sleep' | 'random'>,
  onRetry: (reason: string) => void = () => {},
): Client {
  async function patiently<T>(path: string, options: RequestOptions, read: Read<T>): Promise<T> {
    const until = io.now() + (options.patienceMs ?? DEFAULT_PATIENCE_MS);
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await attemptOnce(settings, path, options, read);
      if ('value' in outcome) return outcome.value;
      options.signal?.throwIfAborted();
      const delayMs = outcome.afterMs ?? backoff(attempt, io.random());
      if (!outcome.again || io.now() + delayMs > until) throw outcome.error;
      onRetry(outcome.error.message);
      await io.sleep(delayMs, options.signal);
    }
  }
  return {
    url: settings.url,
    open: (path, options = {}) => patiently(path, options, async (response) => response),
    json: (path, options = {}) => patiently(path, options, (response) => readJson(response, settings.url)),
  };
}

type Read<T> = (response: Response) => Promise<T>;

type Attempt<T> = { value: T } | { error: CliError; again: boolean; afterMs?: number };

async function attemptOnce<T>(
  settings: ServerSettings,
  path: string,
  options: RequestOptions,
  read: Read<T>,
): Promise<Attempt<T>> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), options.deadlineMs ?? ATTEMPT_DEADLINE_MS);
  try {
    const response = await fetch(urlOf(settings.url, path, options.query), {
      method: options.method ?? 'GET',
      headers: headersOf(settings, options),
      redirect: 'manual',
      signal: options.signal ? AbortSignal.any([options.signal, deadline.signal]) : deadline.signal,
      ...(options.body === undefined ? {} : { body: bodyOf(options.body) }),
      ...(isStream(options.body) ? { duplex: 'half' } : {}),
    });
    if (response.ok) return { value: await read(response) };
    return await refusal(response, settings, options);
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (cause instanceof CliError) throw cause;
    const error = networkError(settings.url, cause, deadline.signal.aborted);
    return { error, again: isRepeatable(options) || neverArrived(cause) };
  } finally {
    clearTimeout(timer);
  }
}

async function refusal(
  response: Response,
  settings: ServerSettings,
  options: RequestOptions,
): Promise<Attempt<never>> {
  const error = await errorOfResponse(response, settings);
  const { status } = response;
  const passing = status === 502 || status === 503 || status === 504 || error.code === 'database_unavailable';
  const again =
    status === 429 ||
    (passing && isRepeatable(options)) ||
    (options.idempotencyKey !== undefined && error.code === 'idempotency_running');
  const afterMs = retryAfterMs(response.headers.get('retry-after'));
  return { error, again, ...(afterMs === undefined ? {} : { afterMs }) };
}

function isRepeatable(options: RequestOptions): boolean {
  const method = options.method ?? 'GET';
  return (
    options.repeatable ??
    (options.idempotencyKey !== undefined || method === 'GET' || method === 'PUT' || method === 'DELETE')
  );
}

function headersOf(settings: ServerSettings, options: RequestOptions): Record<string, string> {
  return {
    accept: 'application/json',
    ...(settings.apiKey ? { 'x-api-key': settings.apiKey } : {}),
    ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
    ...options.headers,
  };
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function bodyOf(body: unknown): string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> {
  if (isStream(body)) return ReadableStream.from(body);
  return body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body);
}

function urlOf(base: string, path: string, query: RequestOptions['query']): string {
  const url = new URL(`${base}${path.startsWith('/') ? '' : '/'}${path}`);
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) url.searchParams.append(name, String(one));
    }
  }
  return url.href;
}

/** Doubles from 0.2 s to 5 s, with half of it left to chance so that many clients do not return at once. */
function backoff(attempt: number, random: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1)) * (0.5 + random / 2);
}

function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const until = Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max(0, until - Date.now());
}

function causeCode(cause: unknown): string | undefined {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : undefined;
}

/** The connection was refused or never made, so the request had no effect. */
function neverArrived(cause: unknown): boolean {
  const code = causeCode(cause);
  return code === 'ECONNREFUSED' || code === 'UND_ERR_CONNECT_TIMEOUT';
}

function networkError(url: string, cause: unknown, late: boolean): CliError {
  const code = causeCode(cause);
  const message = late
    ? `${url} did not answer in time.`
    : code === 'ECONNREFUSED'
      ? `Nothing answers at ${url}.`
      : `The connection to ${url} failed${code ? ` (${code})` : ''}.`;
  return new CliError(EXIT.error, 'network', message, {
    hint: 'Is the server running? Set its address with --url, LOTLINE_URL or `lotline login`.',
    cause,
  });
}

async function errorOfResponse(response: Response, settings: ServerSettings): Promise<CliError> {
  const text = await response.text().catch(() => '');
  const body = objectOf(text);
  const requestId = stringOf(body?.requestId) ?? response.headers.get('x-request-id') ?? undefined;
  if (response.status >= 300 && response.status < 400) {
    const target = response.headers.get('location') ?? 'elsewhere';
    return new CliError(EXIT.error, 'redirected', `${settings.url} redirects to ${target}.`, {
      hint: 'Give that address with --url; keys are never sent along a redirect.',
      requestId,
    });
  }
  const said = stringOf(body?.message) ?? stringOf(body?.error);
  const hint = stringOf(body?.hint) ?? (response.status === 401 ? signInHint(settings) : undefined);
  return new CliError(
    exitCodeOfStatus(response.status),
    stringOf(body?.code) ?? `http_${response.status}`,
    said ?? `${settings.url} answered ${response.status} ${response.statusText}`.trim(),
    { hint, requestId, details: body },
  );
}

function signInHint(settings: ServerSettings): string {
  return settings.apiKey === null
    ? 'Give a key with --api-key or LOTLINE_API_KEY, or store one with `lotline login`.'
    : 'The key was refused. Store a valid one with `lotline login`.';
}

async function readJson(response: Response, url: string): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch (cause) {
    throw new CliError(EXIT.error, 'not_json', `${url} answered with something that is not JSON.`, {
      hint: 'Is this the address of a Lotline server?',
      cause,
    });
  }
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
