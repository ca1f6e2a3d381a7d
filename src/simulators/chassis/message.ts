import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request as the simulated service reads it. */
export interface SimulatorRequest {
  readonly method: string;
  /** Below the service's address, such as `/parcels/apn`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body as JSON; undefined when it is none. */
  json(): unknown;
  /** What stands in the place of `:name` in the route. */
  readonly params: Readonly<Record<string, string>>;
}

/** An answer: an object goes out as JSON, text and bytes as they are. */
export interface SimulatorReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as it came and what became of it, in order of arrival; for tests, so nothing is hidden. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** By the simulator's clock, ms since the epoch. */
  readonly at: number;
  /** What was answered; undefined while it is under way, null when the connection was ended instead. */
  status: number | null | undefined;
  /** Whether the service did what it was asked for, answered or not. */
  performed: boolean;
}

const MOST_BODY_BYTES = 64 * 1024 * 1024;

/** The whole body. */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const bytes: AsyncIterable<Buffer> = message;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > MOST_BODY_BYTES) throw new Error(`a request has more than ${MOST_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The bytes of an answer, and what they are. */
export function encode({ body, headers }: SimulatorReply): { bytes: Buffer; contentType: string } {
  const given = headers?.['content-type'];
  if (Buffer.isBuffer(body)) return { bytes: body, contentType: given ?? 'application/octet-stream' };
  if (typeof body === 'string') {
    return { bytes: Buffer.from(body), contentType: given ?? 'text/plain; charset=utf-8' };
  }
  const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body));
  return { bytes, contentType: given ?? 'application/json; charset=utf-8' };
}

/** Reads a request to the service that begins at the path `base`. */
export function toRequest(message: IncomingMessage, url: URL, base: string, body: Buffer): SimulatorRequest {
  const isBelow = url.pathname === base || url.pathname.startsWith(`${base}/`);
  return {
    method: message.method ?? 'GET',
    // No route has a path that lies beside the service's address.
    path: isBelow ? url.pathname.slice(base.length) || '/' : `..${url.pathname}`,
    query: url.searchParams,
    headers: message.headers,
    body,
    json: () => parse(body.toString('utf8')),
    params: {},
  };
}

/** What is noted of it; `at`: ms since the epoch. */
export function recordOf(request: SimulatorRequest, at: number): RecordedRequest {
  const { method, path, query, headers, body } = request;
  return {
    method,
    path,
    query: Object.fromEntries(query),
    headers,
    body: body.toString('utf8'),
    at,
    status: undefined,
    performed: false,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
