/**
 * The one way to the server: JSON over fetch with a deadline for each attempt, patience with a network or server
 * that comes back, and errors that know their exit code.
 */
import { createLotline, type Lotline } from '../client/index.ts';
import { CliError, EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import type { ServerSettings } from './profile.ts';
import { errorOfResponse, networkError, neverArrived } from './refusals.ts';

const ATTEMPT_DEADLINE_MS = 30_000;
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;
/** A command that a person waits for gives up soon; long operations name their own patience. */
const DEFAULT_PATIENCE_MS = 2_000;

/** How a request is repeated. */
export interface Patience {
  /** The request may be repeated without harm. GET, PUT, DELETE and anything with a key always may. */
  repeatable?: boolean;
  /** Longest time of one attempt. */
  deadlineMs?: number;
  /** How long to go on trying while the server cannot be reached. */
  patienceMs?: number;
}

export interface RequestOptions extends Patience {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A list is given once for each of its values. */
  query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  /** Sent as JSON; bytes are sent as they are, also as they come: those cannot be sent twice, so have no patience. */
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal;
  headers?: Readonly<Record<string, string>>;
}

export interface Client {
  readonly url: string;
  /** Every endpoint, typed by the OpenAPI document. Throws CliError. */
  readonly api: Lotline;
  /** Spread into a call of {@link api}: how it is repeated, and for how long. */
  patient(options: Patience): { fetch: (request: Request) => Promise<Response> };
  /**
   * For bodies that are bytes already, and paths that people name: the parsed answer, taken for what the API says it is, as
   * with {@link api}. Throws CliError.
   */
  json<Answer>(path: string, options?: RequestOptions): Promise<Answer>;
  /** The answer itself, its body unread; any successful status. Throws CliError. */
  open(path: string, options?: RequestOptions): Promise<Response>;
}

/** What is heard beside answers. */
export interface Ears {
  /** Why another attempt is needed. */
  onRetry?(reason: string): void;
  /** An answer came from a sandbox: nothing in it is real. */
  onSandbox?(): void;
}

export function createClient(
  settings: ServerSettings,
  io: Pick<Io, 'now' | 'sleep' | 'random'>,
  ears: Ears = {},
): Client {
  async function patiently<T>(send: Send, options: RequestOptions, read: Read<T>): Promise<T> {
    const until = io.now() + (options.patienceMs ?? DEFAULT_PATIENCE_MS);
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await attemptOnce(settings, async (signal) => heard(await send(signal)), options, read);
      if ('value' in outcome) return outcome.value;
      options.signal?.throwIfAborted();
      const delayMs = outcome.afterMs ?? backoff(attempt, io.random());
      if (!outcome.again || io.now() + delayMs > until) throw outcome.error;
      ears.onRetry?.(outcome.error.message);
      await io.sleep(delayMs, options.signal);
    }
  }
  function heard(response: Response): Response {
    if (response.headers.has('lotline-sandbox')) ears.onSandbox?.();
    return response;
  }
  const patient = (patience: Patience) => ({
    fetch: (request: Request) => {
      const idempotencyKey = request.headers.get('idempotency-key');
      // the typed client makes no others than those of the API
      const method = request.method as NonNullable<RequestOptions['method']>;
      const options = {
        ...patience,
        method,
        signal: request.signal,
        ...(idempotencyKey ? { idempotencyKey } : {}),
      };
      const send: Send = (signal) => fetch(request.clone(), { redirect: 'manual', signal });
      return patiently(send, options, (response) => readWhole(response, settings.url));
    },
  });
  const asked =
    (path: string, options: RequestOptions): Send =>
    (signal) =>
      fetch(urlOf(settings.url, path, options.query), {
        method: options.method ?? 'GET',
        headers: headersOf(settings, options),
        signal,
        ...(options.body === undefined ? {} : { body: bodyOf(options.body) }),
        // fetch keeps a second copy of a body, whole, in case that it is redirected: but for these two words.
        ...(isStream(options.body)
          ? { duplex: 'half', redirect: 'error', window: null }
          : { redirect: 'manual' }),
      });
  return {
    url: settings.url,
    api: createLotline({
      url: settings.url,
      ...(settings.apiKey ? { apiKey: settings.apiKey } : {}),
      ...patient({}),
      // each attempt has a deadline of its own
      answerMs: 10 * ATTEMPT_DEADLINE_MS,
    }),
    patient,
    open: (path, options = {}) => patiently(asked(path, options), options, async (response) => response),
    json: <Answer>(path: string, options: RequestOptions = {}) =>
      // the server checked it against its own schema; a second check here would only break with newer servers
      patiently(
        asked(path, options),
        options,
        async (response) => (await readJson(response, settings.url)) as Answer,
      ),
  };
}

/** Sends a request, anew for each attempt. */
type Send = (signal: AbortSignal) => Promise<Response>;
type Read<T> = (response: Response) => Promise<T>;

type Attempt<T> = { value: T } | { error: CliError; again: boolean; afterMs?: number };

async function attemptOnce<T>(
  settings: ServerSettings,
  send: Send,
  options: RequestOptions,
  read: Read<T>,
): Promise<Attempt<T>> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), options.deadlineMs ?? ATTEMPT_DEADLINE_MS);
  try {
    const response = await send(
      options.signal ? AbortSignal.any([options.signal, deadline.signal]) : deadline.signal,
    );
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
  // made by this program's own Buffers, never over shared memory, which fetch refuses
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

/** The answer with its body read, so that one that breaks off counts as a failed attempt. */
async function readWhole(response: Response, url: string): Promise<Response> {
  const text = await response.text();
  if (text !== '') parseJson(text, url);
  return new Response(text === '' ? null : text, { status: response.status, headers: response.headers });
}

async function readJson(response: Response, url: string): Promise<unknown> {
  const text = await response.text();
  return text === '' ? null : parseJson(text, url);
}

function parseJson(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliError(EXIT.error, 'not_json', `${url} answered with something that is not JSON.`, {
      hint: 'Is this the address of a Lotline server?',
      cause,
    });
  }
}
