import createFetchClient, { type Client } from 'openapi-fetch';
import { LotlineError } from './error.ts';
import type { paths } from './openapi.ts';

export { LotlineError } from './error.ts';
export type { components, operations, paths } from './openapi.ts';
export type { BodyOf, QueryOf } from './operation-types.ts';

const ANSWER_MS = 30_000;

export interface LotlineOptions {
  /** Where Lotline answers, such as `http://localhost:3000`. */
  readonly url: string;
  /** Sent as `x-api-key`. */
  readonly apiKey?: string;
  /** Sent as `Authorization: Bearer` instead of a key; asked for each request, since such tokens live for minutes. */
  readonly token?: () => string | Promise<string>;
  /** How long an answer may take to begin, in ms; the body of a download may take longer. Default 30,000. */
  readonly answerMs?: number;
  /** In place of the platform's own: for tests, proxies, retries. It gets what is left to do, keys included. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** Every endpoint of Lotline, typed: `lotline.GET('/batch-lookups/{job_id}', { params: { path: { job_id } } })`. */
export type Lotline = Client<paths, 'application/json'>;

/**
 * A client of the HTTP API. Its calls throw {@link LotlineError} when the answer is a refusal, `TimeoutError` when none
 * begins in time, and what `fetch` throws when the server cannot be reached; so `data` is there when they return. It
 * repeats nothing by itself: give creations an `Idempotency-Key`, then repeating them is safe.
 */
export function createLotline(options: LotlineOptions): Lotline {
  const send = options.fetch ?? fetch;
  const client = createFetchClient<paths, 'application/json'>({
    baseUrl: options.url.replace(/\/+$/, ''),
    fetch: (request) => inTime(request, send, options.answerMs ?? ANSWER_MS),
    // A list is given once for each of its values.
    querySerializer: { array: { style: 'form', explode: true } },
  });
  client.use({
    async onRequest({ request }) {
      if (options.token !== undefined)
        request.headers.set('authorization', `Bearer ${await options.token()}`);
      else if (options.apiKey !== undefined) request.headers.set('x-api-key', options.apiKey);
      return request;
    },
    async onResponse({ response }) {
      if (!response.ok) throw await LotlineError.of(response);
      return undefined;
    },
  });
  return client;
}

/** The body of an answer that came: `const job = await answered(lotline.GET(…))`. */
export async function answered<Body>(call: Promise<{ data?: Body }>): Promise<NonNullable<Body>> {
  const { data } = await call;
  if (data === undefined || data === null) throw new TypeError('the answer has no body');
  return data;
}

async function inTime(
  request: Request,
  send: (request: Request) => Promise<Response>,
  answerMs: number,
): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException(`no answer in ${answerMs} ms`, 'TimeoutError')),
    answerMs,
  );
  try {
    return await send(new Request(request, { signal: AbortSignal.any([request.signal, late.signal]) }));
  } finally {
    clearTimeout(timer);
  }
}
